import Alignment
import Sessions
import TerminalUI

/// The tree of edits, to walk in.
struct HistoryList: Equatable {
  private(set) var tree: HistoryTree
  /// How many edits the tree has.
  private(set) var editCount: Int
  var selected = 0
  /// The edit that another one is compared with; nil where none is marked.
  var marked: Int?

  init(_ edits: [RecordedEdit]) {
    tree = HistoryTree(edits)
    editCount = edits.count
  }

  var selectedRow: HistoryTree.Row? {
    tree.rows.indices.contains(selected) ? tree.rows[selected] : nil
  }

  /// Takes the edits as they are by now; the bar stays on its row.
  mutating func grow(_ edits: [RecordedEdit]) {
    let row = selectedRow
    tree = HistoryTree(edits)
    editCount = edits.count
    selected =
      tree.rows.firstIndex { $0.edit == row?.edit && $0.example == row?.example }
      ?? min(selected, max(0, tree.rows.count - 1))
  }
}

/// Two texts of the tree, compared.
struct HistoryComparison: Equatable {
  let title: String
  let marked: MarkedPieces
  var pane: TextPane

  init(title: String, from: String, to: String, widthRules: WidthRules) {
    self.title = title
    marked = MarkedPieces(WordDiffPieces(answer: from, edit: to))
    pane = TextPane(isFollowing: false, widthRules: widthRules)
    pane.show(marked.text)
  }
}

/// What a key asks of the tree.
enum HistoryCommand: Equatable {
  case open, show, editAgain, mark, compare
}
