import Sessions
import TerminalUI

/// The sessions that were kept.
enum SessionsView {
  static func draw(_ state: State, _ list: SessionList, on frame: inout Frame) {
    let area = state.layout.overlay
    let rows = (list.rows ?? []).map { row(of: $0, columns: area.columns) }
    ListView.draw(title: title(of: list), rows: rows, selected: list.selected, in: area, on: &frame)
    let emptiness: String? =
      switch list.rows {
      case nil: "reading …"
      case []?:
        list.query.isEmpty
          ? "No session yet: one begins with your first edit." : "Nothing holds these words."
      default: nil
      }
    if let emptiness {
      frame.write(
        emptiness, at: Position(column: 3, row: area.row + 2), role: .placeholder,
        limit: area.columns - 4)
    }
  }

  private static func title(of list: SessionList) -> String {
    guard let count = list.rows?.count else { return "Sessions" }
    let number = Format.count(count, "session")
    return list.query.isEmpty ? "Sessions · \(number)" : "Sessions with “\(list.query)” · \(number)"
  }

  /// When, how much, what; narrow screens leave out how much.
  private static func row(of session: SessionSummary, columns: Int) -> ListView.Row {
    var row: ListView.Row = [(Timestamp.local(session.updated) + "  ", .dim)]
    if columns >= 80 {
      row.append(
        (Padding.left(Format.count(session.editCount, "edit"), to: 10) + "  ", .dim))
    }
    row.append((line(session.title), .text))
    if let excerpt = session.excerpt { row.append((" · " + line(excerpt), .dim)) }
    return row
  }

  /// A text of anybody's as one harmless line.
  private static func line(_ text: String) -> String {
    let words = TerminalSanitizer.sanitize(text).text.split(whereSeparator: \.isWhitespace)
    return words.joined(separator: " ")
  }

  /// The line that is being typed, in the place of a notice.
  static func draw(_ field: SessionList.Field, in area: Rect, on frame: inout Frame) {
    frame.fill(area)
    let question =
      switch field {
      case .search: "Search for: "
      case .rename: "New name: "
      }
    let used = frame.write(
      question, at: Position(column: 1, row: area.row), role: .accent, limit: area.columns - 2)
    EditorView.drawLine(
      field.editor,
      in: Rect(
        column: 1 + used, row: area.row, columns: max(1, area.columns - used - 2), rows: 1),
      on: &frame)
  }
}
