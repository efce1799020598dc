import TerminalUI

/// What is looked for, while it is typed.
enum SearchView {
  static func draw(_ search: Search, in area: Rect, on frame: inout Frame) {
    frame.fill(area)
    let used = frame.write(
      "Find: ", at: Position(column: 1, row: area.row), role: .accent, limit: area.columns - 2)
    let count = search.isEmpty ? "" : summary(of: search)
    let countColumns = min(TextWidth.width(of: count), area.columns / 2)
    frame.write(
      TextWidth.truncated(count, to: countColumns),
      at: Position(column: area.endColumn - 1 - countColumns, row: area.row),
      role: search.hits.isEmpty ? .warning : .dim)
    EditorView.drawLine(
      search.query,
      in: Rect(
        column: 1 + used, row: area.row, columns: max(1, area.columns - used - countColumns - 3),
        rows: 1),
      on: &frame)
  }

  /// How often it was found, and which of these places is shown.
  static func summary(of search: Search) -> String {
    if search.hits.isEmpty { return "Not found in the texts on the screen." }
    let all = "\(search.hits.count)" + (search.isCut ? " or more" : "")
    guard let current = search.current else { return "Found \(all) times." }
    return "Found \(current + 1) of \(all), in the \(search.hits[current].pane.name)."
  }
}

extension Focus {
  var name: String {
    switch self {
    case .context: "context"
    case .answer: "answer"
    case .edit: "edit"
    case .gold: "gold answer"
    }
  }
}
