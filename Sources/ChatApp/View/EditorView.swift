import TerminalUI

/// The text that is being edited, with the terminal's cursor in it.
enum EditorView {
  static func draw(_ state: State, in area: Rect, on frame: inout Frame) {
    guard let session = state.editing else { return }
    draw(session.editor, topRow: session.topRow, in: area, on: &frame)
  }

  /// Draws a text from a row on; where none is named, the insertion point is in the last row seen or above.
  static func draw(_ editor: TextEditor, topRow: Int? = nil, in area: Rect, on frame: inout Frame) {
    let layout = editor.wrapped(width: area.columns)
    let place = layout.position(of: editor.cursor)
    let topRow = topRow ?? max(0, place.row - area.rows + 1)
    for row in 0..<area.rows {
      guard let slice = layout.slice(row: topRow + row) else { continue }
      frame.write(
        slice.text, at: Position(column: area.column, row: area.row + row), limit: area.columns)
    }
    frame.cursor = Position(
      column: area.column + place.column, row: area.row + place.row - topRow)
  }

  /// Draws one line; a long one is seen around the insertion point.
  static func drawLine(_ editor: TextEditor, in area: Rect, on frame: inout Frame) {
    let text = editor.text
    let cursor = text.index(text.startIndex, offsetBy: editor.cursor)
    // From the insertion point to the left, as far as there is room: the text may be very long.
    var start = cursor
    var columns = 0
    while start > text.startIndex {
      let before = text.index(before: start)
      let width = TextWidth.width(of: String(text[before]))
      if columns + width >= area.columns { break }
      columns += width
      start = before
    }
    frame.write(text[start...].prefix(columns + area.columns), at: area.origin, limit: area.columns)
    frame.cursor = Position(column: area.column + columns, row: area.row)
  }
}
