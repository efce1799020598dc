import TerminalUI

/// The help as lines, from the keys as they are.
enum HelpText {
  /// A line: keys and what they do, or a title without keys.
  struct Line: Equatable {
    let keys: String
    let text: String
    var isTitle: Bool { keys.isEmpty && !text.isEmpty }
  }

  static let keyColumns = 12

  static func lines(of keyMap: KeyMap) -> [Line] {
    var lines: [Line] = []
    for section in keyMap.sections {
      if !lines.isEmpty { lines.append(Line(keys: "", text: "")) }
      lines.append(Line(keys: "", text: section.title))
      for binding in section.bindings {
        guard let help = binding.help, !binding.label.isEmpty else { continue }
        lines.append(Line(keys: binding.label, text: help))
      }
    }
    return lines
  }
}

/// All keys, in as many columns as there is room for.
enum HelpView {
  private static let columnWidth = 58

  /// The rows that the help takes on the screen.
  static func rowCount(of state: State) -> Int { arranged(state).rows }

  /// The lines, column by column, and how many rows a column has; none ends with a title, whose keys would stand in the
  /// next one.
  private static func arranged(_ state: State) -> (lines: [HelpText.Line], rows: Int) {
    let all = HelpText.lines(of: state.keyMap)
    let columns = columnCount(state.layout.overlay.columns)
    var rows = (all.count + columns - 1) / columns
    while true {
      var lines = all
      for last in (1..<columns).map({ $0 * rows - 1 })
      where lines.indices.contains(last) && lines[last].isTitle {
        lines.insert(HelpText.Line(keys: "", text: ""), at: last)
      }
      if lines.count <= rows * columns { return (lines, rows) }
      rows += 1
    }
  }

  static func draw(_ state: State, topRow: Int, on frame: inout Frame) {
    let area = state.layout.overlay
    let (lines, rows) = arranged(state)
    let width = area.columns / columnCount(area.columns)
    defer { drawEnds(topRow: topRow, rows: rows, in: area, on: &frame) }
    for (index, line) in lines.enumerated() {
      let row = index % rows - topRow
      guard row >= 0, row < area.rows else { continue }
      let origin = Position(column: 1 + index / rows * width, row: area.row + row)
      if line.isTitle {
        frame.write(line.text, at: origin, role: .title, limit: width - 2)
        continue
      }
      frame.write(line.keys, at: origin, role: .key, limit: HelpText.keyColumns)
      let room = max(0, width - HelpText.keyColumns - 2)
      frame.write(
        TextWidth.truncated(line.text, to: room),
        at: Position(column: origin.column + HelpText.keyColumns, row: origin.row))
    }
  }

  /// Says where more is to be seen.
  private static func drawEnds(topRow: Int, rows: Int, in area: Rect, on frame: inout Frame) {
    let column = area.endColumn - 2
    if topRow > 0 {
      frame.write("▴", at: Position(column: column, row: area.row), role: .dim)
    }
    if topRow + area.rows < rows {
      frame.write("▾", at: Position(column: column, row: area.endRow - 1), role: .dim)
    }
  }

  private static func columnCount(_ columns: Int) -> Int { max(1, columns / columnWidth) }
}
