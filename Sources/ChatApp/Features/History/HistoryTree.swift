import Sessions

/// The edits of a session as a tree: an edit of an edit stands below it.
struct HistoryTree: Equatable {
  /// A row: an answer, or an edit of what stands above it.
  struct Row: Equatable {
    /// The edit's number; nil for an answer of the policy's.
    let edit: Int?
    /// The lines to the left of it.
    let graph: String
    /// The answer that the row's edits are of, by an edit of it.
    let example: Int
  }

  private(set) var rows: [Row] = []

  init(_ edits: [RecordedEdit]) {
    var children: [Int: [Int]] = [:]
    var roots: [(example: RecordedEdit, edits: [Int])] = []
    for edit in edits {
      if let parent = edit.parent, parent < edit.number {
        children[parent, default: []].append(edit.number)
      } else if let root = roots.firstIndex(where: {
        $0.example.answer == edit.answer && $0.example.context == edit.context
      }) {
        roots[root].edits.append(edit.number)
      } else {
        roots.append((edit, [edit.number]))
      }
    }
    for root in roots {
      rows.append(Row(edit: nil, graph: "", example: root.example.number))
      // Not recursive: a chain of edits of edits may be long.
      var open: [(numbers: ArraySlice<Int>, indent: String)] = [(root.edits[...], "")]
      while var level = open.popLast() {
        guard let number = level.numbers.popFirst() else { continue }
        let isLast = level.numbers.isEmpty
        rows.append(
          Row(edit: number, graph: level.indent + (isLast ? "└─" : "├─"), example: number))
        open.append(level)
        if let below = children[number] {
          open.append((below[...], level.indent + (isLast ? "  " : "│ ")))
        }
      }
    }
  }
}
