import TerminalUI

/// The text that is being edited, with the terminal's cursor in it.
enum EditorView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    guard let session = state.editing else { return }
    draw(session.editor, topRow: session.topRow, in: area, on: &frame)
  }

  static func draw(_ editor: TextEditor, topRow: Int = 0, in area: Rect, on frame: inout Frame) {
    let layout = editor.wrapped(width: area.columns)
    for row in 0..<area.rows {
      guard let slice = layout.slice(row: topRow + row) else { continue }
      frame.write(
        slice.text, at: Position(column: area.column, row: area.row + row), limit: area.columns)
    }
    let place = layout.position(of: editor.cursor)
    frame.cursor = Position(
      column: area.column + place.column, row: area.row + place.row - topRow)
  }

  /// Draws one line; a long one is seen around the insertion point.
  static func drawLine(_ editor: TextEditor, in area: Rect, on frame: inout Frame) {
    let before = String(editor.text.prefix(editor.cursor))
    let after = String(editor.text.dropFirst(editor.cursor))
    var shown = before
    while TextWidth.width(of: shown) >= area.columns, !shown.isEmpty { shown.removeFirst() }
    frame.write(shown + after, at: area.origin, limit: area.columns)
    frame.cursor = Position(
      column: area.column + TextWidth.width(of: shown), row: area.row)
  }
}
