import Alignment
import TerminalUI

/// A list of which one row is selected, under a title.
enum ListView {
  /// A row, as pieces of text.
  typealias Row = [(text: String, role: Role)]

  static func draw(
    title: String, rows: [Row], selected: Int, in area: Rect, on frame: inout Frame
  ) {
    draw(
      title: title, count: rows.count, row: { rows[$0] }, selected: selected, in: area, on: &frame)
  }

  /// Draws a list of which only the rows that are seen are made.
  static func draw(
    title: String, count: Int, row: (Int) -> Row, selected: Int, in area: Rect,
    on frame: inout Frame
  ) {
    frame.write(
      title, at: Position(column: area.column + 1, row: area.row), role: .title,
      limit: area.columns - 2)
    let height = height(in: area)
    let top = topRow(count: count, selected: selected, in: area)
    for line in 0..<height {
      let index = top + line
      guard index < count else { return }
      let pieces = row(index)
      let origin = Position(column: area.column + 1, row: area.row + 2 + line)
      let used = frame.write(
        [(index == selected ? "▸ " : "  ", .accent)] + pieces, at: origin,
        limit: area.columns - 2)
      let whole = pieces.reduce(2) { $0 + TextWidth.width(of: $1.text) }
      if whole > used {
        frame.write("…", at: Position(column: area.endColumn - 1, row: origin.row), role: .dim)
      }
      if index == selected {
        frame.restyle(
          Rect(column: area.column + 1, row: origin.row, columns: area.columns - 2, rows: 1),
          adding: .bold)
      }
    }
  }
}

extension ListView {
  /// Which row stands at a position; nil where none does.
  static func index(
    at position: Position, count: Int, selected: Int, in area: Rect
  ) -> Int? {
    let line = position.row - area.row - 2
    guard area.contains(position), (0..<height(in: area)).contains(line) else { return nil }
    let index = topRow(count: count, selected: selected, in: area) + line
    return index < count ? index : nil
  }

  private static func height(in area: Rect) -> Int { max(1, area.rows - 2) }

  /// The list moves only as far as it takes to see the selected row.
  private static func topRow(count: Int, selected: Int, in area: Rect) -> Int {
    let height = height(in: area)
    return min(max(0, selected - height + 1), max(0, count - height))
  }
}

/// The examples to pick from.
enum ExamplesView {
  static func draw(_ state: State, selected: Int, on frame: inout Frame) {
    let examples = state.configuration.examples
    let width = examples.map { TextWidth.width(of: $0.title) }.max() ?? 0
    let rows = examples.map { example -> ListView.Row in
      let labels = example.objectives.map { key in
        state.board.catalog.resolve(key, family: example.family)?.label ?? key
      }
      return [
        (Padding.right(example.title, to: width + 3), .text),
        (labels.joined(separator: ", ") + " · " + example.source, .dim),
      ]
    }
    ListView.draw(
      title: "Examples", rows: rows, selected: selected, in: state.layout.overlay, on: &frame)
  }
}
