import TerminalUI

/// The help as lines, from the key table.
enum HelpText {
  /// A line: keys and what they do, or a title without keys.
  struct Line: Equatable {
    let keys: String
    let text: String
    var isTitle: Bool { keys.isEmpty && !text.isEmpty }
  }

  static let keyColumns = 12

  static let lines: [Line] = {
    var lines: [Line] = []
    for section in KeyTable.sections {
      if !lines.isEmpty { lines.append(Line(keys: "", text: "")) }
      lines.append(Line(keys: "", text: section.title))
      for binding in section.bindings {
        guard let help = binding.help else { continue }
        lines.append(Line(keys: binding.label, text: help))
      }
    }
    return lines
  }()
}

/// All keys.
enum HelpView {
  static func draw(_ state: State, topRow: Int, on frame: inout Frame) {
    let area = state.layout.overlay
    for row in 0..<area.rows {
      let index = topRow + row
      guard HelpText.lines.indices.contains(index) else { return }
      let line = HelpText.lines[index]
      let origin = Position(column: 1, row: area.row + row)
      if line.isTitle {
        frame.write(line.text, at: origin, role: .title, limit: area.columns - 2)
        continue
      }
      frame.write(line.keys, at: origin, role: .key, limit: HelpText.keyColumns)
      frame.write(
        line.text, at: Position(column: origin.column + HelpText.keyColumns, row: origin.row),
        limit: area.columns - HelpText.keyColumns - 2)
    }
  }
}
