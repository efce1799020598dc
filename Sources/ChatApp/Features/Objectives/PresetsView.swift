import Alignment
import TerminalUI

/// The presets to pick from, and the question for a new one's name.
enum PresetsView {
  private static let longestName = 30

  static func draw(_ state: State, selected: Int, on frame: inout Frame) {
    let area = state.layout.overlay
    let presets = state.board.catalog.presets
    let title = "Presets" + ObjectiveListView.changes(of: state.board)
    let width = min(presets.map { TextWidth.width(of: $0.name) }.max() ?? 0, longestName)
    let rows = presets.map { preset -> ListView.Row in
      let isOn = state.isOn(preset)
      let name = TextWidth.truncated(preset.name, to: width)
      return [
        (ObjectivesView.mark(isOn: isOn) + " ", isOn ? .objectiveOn : .objectiveOff),
        (Padding.right(name, to: width + 3), isOn ? .objectiveOn : .text),
        (contents(of: preset, in: state), .dim),
      ]
    }
    ListView.draw(title: title, rows: rows, selected: selected, in: area, on: &frame)
    if presets.isEmpty {
      frame.write(
        "None yet: + keeps the objectives that are on under a name.",
        at: Position(column: 1, row: area.row + 2), role: .placeholder, limit: area.columns - 2)
    }
  }

  private static func contents(of preset: ObjectivePreset, in state: State) -> String {
    let found = state.objectives(of: preset)
    let missing = preset.objectives.count - found.count
    let labels = found.isEmpty ? "nothing" : found.map(\.label).joined(separator: ", ")
    return missing == 0 ? labels : labels + " · \(missing) not in the catalog"
  }

  static func drawName(_ name: TextEditor, in area: Rect, on frame: inout Frame) {
    frame.fill(area)
    let used = frame.write(
      area.columns < 60 ? "Name: " : "Keep what is on as the preset: ",
      at: Position(column: 1, row: area.row), role: .accent, limit: area.columns - 2)
    EditorView.drawLine(
      name,
      in: Rect(
        column: 1 + used, row: area.row, columns: max(1, area.columns - used - 2), rows: 1),
      on: &frame)
  }
}
