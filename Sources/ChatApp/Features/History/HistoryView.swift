import Alignment
import Sessions
import TerminalUI

/// The tree of edits, and two of its texts compared.
enum HistoryView {
  static func draw(_ state: State, _ list: HistoryList, on frame: inout Frame) {
    let area = state.layout.overlay
    let rows = list.tree.rows.map { row(of: $0, list, in: state) }
    let edits = Format.count(state.sessionLog.edits.count, "edit")
    ListView.draw(
      title: "History · \(edits)", rows: rows, selected: list.selected, in: area, on: &frame)
    if rows.isEmpty {
      frame.write(
        "No edit yet: every one that is made stands here.",
        at: Position(column: area.column + 3, row: area.row + 2), role: .placeholder,
        limit: area.columns - 4)
    }
  }

  private static func row(
    of row: HistoryTree.Row, _ list: HistoryList, in state: State
  ) -> ListView.Row {
    guard let edit = state.sessionLog.edit(row.example) else { return [] }
    guard let number = row.edit else {
      return [("Answer ", .title), (line(edit.answer), .dim)]
    }
    let isShown = number == state.sessionLog.current?.number
    // A letter each, so that both are seen without colour.
    let badge = isShown ? "●" : number == list.marked ? "◆" : "─"
    return [
      (row.graph + badge + " ", .rule),
      ("\(number)  ", isShown ? .focus : .dim),
      (edit.objectives.map(\.label).joined(separator: ", "), .objectiveOn),
      (facts(of: edit), .dim),
      ("  " + line(edit.text), .text),
    ]
  }

  private static func facts(of edit: RecordedEdit) -> String {
    var facts = edit.direction == .equal ? " · equal" : ""
    if let seed = edit.sampling.seed { facts += " · seed \(seed)" }
    switch edit.ending?.reason {
    case "eos"?, "stop_string"?: break
    case nil: facts += " · unfinished"
    default: facts += " · stopped"
    }
    if let rate = edit.ending?.tokensPerSecond { facts += " · \(Format.rate(rate)) tok/s" }
    return facts
  }

  /// The beginning of a text as one harmless line.
  private static func line(_ text: String) -> String {
    let beginning = TerminalSanitizer.sanitize(String(text.prefix(400))).text
    return beginning.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  // MARK: - Two texts

  static func draw(_ state: State, _ comparison: HistoryComparison, on frame: inout Frame) {
    let area = state.layout.overlay
    let changes = Format.count(comparison.marked.changes.count, "change")
    frame.write(
      "\(comparison.title) · \(changes)", at: Position(column: area.column + 1, row: area.row),
      role: .title,
      limit: area.columns - 2)
    let marks = comparison.marked.changes.flatMap { change in
      [(change.removed, Role.removed), (change.added, Role.added)].compactMap { range, role in
        range.isEmpty ? nil : PaneView.Mark(range: range, role: role, isChange: true)
      }
    }
    PaneView.draw(comparison.pane, marks: marks, in: paneArea(in: area), on: &frame)
  }

  private static func paneArea(in area: Rect) -> Rect {
    Rect(
      column: area.column, row: area.row + 2, columns: area.columns, rows: max(1, area.rows - 2))
  }

  /// Where the text stands.
  static func textArea(in area: Rect) -> Rect { ScreenLayout.textArea(of: paneArea(in: area)) }
}
