import TerminalUI

/// Everything that can be asked for now, below the words that are looked for.
enum PaletteView {
  private static let keyColumns = 10
  private static let prompt = "Do: "

  static func draw(_ state: State, _ palette: Palette, on frame: inout Frame) {
    let area = state.layout.overlay
    let entries = state.paletteEntries
    let room = max(0, area.columns - keyColumns - 6)
    let widest = entries.map { TextWidth.width(of: $0.title) }.max() ?? 0
    let width = min(widest, room)
    let rows = entries.map { entry -> ListView.Row in
      [
        (
          Padding.right(TextWidth.truncated(entry.title, to: width), to: width + 2), .text
        ), (Padding.right(entry.keys, to: keyColumns) + "  ", .key), (entry.binding.id, .dim),
      ]
    }
    ListView.draw(title: prompt, rows: rows, selected: palette.selected, in: area, on: &frame)
    if entries.isEmpty {
      frame.write(
        "Nothing that can be done here is called that.",
        at: Position(column: 3, row: area.row + 2), role: .placeholder, limit: area.columns - 4)
    }
    EditorView.drawLine(
      palette.query,
      in: Rect(
        column: 1 + prompt.count, row: area.row,
        columns: max(1, area.columns - prompt.count - 2), rows: 1),
      on: &frame)
  }
}
