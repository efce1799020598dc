import TerminalUI

/// The models and engines to take, for one role at a time.
enum ModelsView {
  static func draw(_ state: State, _ role: ModelRole, selected: Int, on frame: inout Frame) {
    let choices = state.models.choices(for: role)
    let width = choices.map { TextWidth.width(of: $0.name) }.max() ?? 0
    // Long names must not push everything else off the screen.
    let nameColumns = min(width, max(12, state.layout.overlay.columns / 2))
    let rows = choices.map { choice -> ListView.Row in
      let name = TextWidth.truncated(choice.name, to: nameColumns)
      return [(Padding.right(name, to: nameColumns + 2), .text)] + mark(of: choice, role, in: state)
        + [(choice.place, .dim)]
    }
    ListView.draw(
      title: role.title, rows: rows, selected: selected, in: state.layout.overlay, on: &frame)
  }

  private static func mark(
    of choice: EngineChoice, _ role: ModelRole, in state: State
  ) -> ListView.Row {
    if state.models.awaited(for: role) == choice { return [("waiting  ", .accent)] }
    if state.models.used(for: role) == choice { return [("now      ", .accent)] }
    return [("         ", .dim)]
  }
}
