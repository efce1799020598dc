import TerminalUI

/// The themes, and beside them a bit of everything in the one that is selected.
enum ThemesView {
  private static let listColumns = 28
  private static let sampleColumns = 44

  static func draw(_ state: State, selected: Int, on frame: inout Frame) {
    let area = state.layout.overlay
    let showsSample = area.columns >= listColumns + sampleColumns
    let rows = state.themes.choices.map { choice -> ListView.Row in
      let mark = choice.name == state.themes.current ? " · now" : ""
      return [(choice.name, .text), (mark, .dim)]
    }
    var list = listArea(in: state)
    if !showsSample { list.columns = area.columns }
    ListView.draw(title: "Themes", rows: rows, selected: selected, in: list, on: &frame)
    drawProblems(of: state, below: list, on: &frame)
    guard showsSample, state.themes.choices.indices.contains(selected) else { return }
    let sample = Rect(
      column: area.column + listColumns, row: area.row, columns: area.columns - listColumns,
      rows: area.rows)
    draw(sampleLines(of: state.themes.choices[selected]), in: sample, on: &frame)
  }

  /// Where the list stands; what cannot be picked is said below it.
  static func listArea(in state: State) -> Rect {
    var area = state.layout.overlay
    if area.columns >= listColumns + sampleColumns { area.columns = listColumns }
    area.rows -= min(state.themes.problems.count, max(0, area.rows - 6))
    return area
  }

  private static func drawProblems(of state: State, below list: Rect, on frame: inout Frame) {
    let area = state.layout.overlay
    for (index, problem) in state.themes.problems.prefix(area.rows - list.rows).enumerated() {
      frame.write(
        TextWidth.truncated(problem, to: max(0, area.columns - 2)),
        at: Position(column: 1, row: list.endRow + index), role: .warning)
    }
  }

  /// What the screen shows, in few lines: a user judges a theme by these.
  private static func sampleLines(of choice: ThemeChoices.Choice) -> [ListView.Row] {
    [
      [(choice.summary, .dim)],
      [],
      [("Answer", .title)],
      [("Go to bed early. ", .text), ("Do not drink coffee.", .removed)],
      [("Read a book if you can't sleep.", .pending)],
      [],
      [("Aligned edit · streaming", .focus)],
      [("Go to bed early. ", .text), ("Tea is kinder than coffee", .added), (" ", .cursor)],
      [("The change that n stepped to", .currentChange), ("  found", .match)],
      [],
      [("1 ● Harmless", .objectiveOn), ("   2 ○ Humour", .objectiveOff), ("   unseen", .dim)],
      [("Saved.", .success), ("  Look here.  ", .warning), ("It failed.", .error)],
      [("a selected row", .selection), ("  an empty field", .placeholder)],
      [],
      [("e", .key), (" answer   ", .dim), ("?", .key), (" help   ", .dim), ("act", .accent)],
    ]
  }

  private static func draw(_ lines: [ListView.Row], in area: Rect, on frame: inout Frame) {
    for (index, line) in lines.prefix(area.rows).enumerated() {
      frame.write(
        line, at: Position(column: area.column, row: area.row + index),
        limit: max(0, area.columns - 1))
    }
  }
}
