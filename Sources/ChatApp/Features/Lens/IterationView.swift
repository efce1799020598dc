import Alignment
import TerminalUI

/// The rounds with their distances, and the text of the selected one.
enum IterationView {
  private static let columnsOfBar = 30

  static func draw(_ state: State, on frame: inout Frame) {
    guard let iteration = state.lens.iteration else { return }
    let area = state.layout.overlay
    let used = frame.write(
      "The edit, edited again", at: Position(column: 1, row: area.row), role: .title,
      limit: area.columns - 2)
    let role: Role =
      switch iteration.phase {
      case .running: .accent
      case .failed: .error
      case .circling, .exhausted, .cutOff: .warning
      case .settled, .stopped: .dim
      }
    frame.write(
      TextWidth.truncated(iteration.words, to: max(0, area.columns - used - 5)),
      at: Position(column: used + 3, row: area.row), role: role)
    // A row each from the start, so that nothing moves as they come.
    let rows = min(Iteration.mostRounds, max(1, (area.rows - 4) / 2))
    drawRounds(
      iteration,
      in: Rect(column: 1, row: area.row + 2, columns: max(1, area.columns - 2), rows: rows + 1),
      on: &frame)
    let top = area.row + rows + 4
    guard top < area.endRow else { return }
    drawText(
      of: iteration, rules: state.configuration.widthRules,
      in: Rect(column: 0, row: top, columns: area.columns, rows: area.endRow - top), on: &frame)
  }

  private static func drawRounds(
    _ iteration: Iteration, in area: Rect, on frame: inout Frame
  ) {
    frame.write(
      "  round   changed words   kept of the answer", at: area.origin, role: .dim,
      limit: area.columns)
    let most = iteration.rounds.map(\.changedWords).max() ?? 0
    let room = area.rows - 1
    let first = max(0, min(iteration.selected - room + 1, iteration.rounds.count - room))
    for (line, round) in iteration.rounds.dropFirst(first).prefix(room).enumerated() {
      let index = first + line
      let isSelected = index == iteration.selected
      let kept = round.keptPercent.map { "\($0) %" } ?? "–"
      frame.write(
        [
          (isSelected ? "▸ " : "  ", .accent),
          (Padding.left("\(index + 1)", to: 5), isSelected ? .objectiveOn : .text),
          (Padding.left("\(round.changedWords)", to: 16), .text),
          (Padding.left(kept, to: 21) + "   ", .text),
          (
            Bar.text(
              Double(round.changedWords), of: Double(most),
              columns: min(columnsOfBar, area.columns - 48)), .accent
          ),
          (round.isReplayed ? " replayed" : "", .dim),
        ], at: Position(column: area.column, row: area.row + 1 + line), limit: area.columns)
    }
    guard let run = iteration.run, iteration.rounds.count < room else { return }
    frame.write(
      "  " + Padding.left("\(iteration.rounds.count + 1)", to: 5) + "   "
        + StatisticsView.phase(of: run),
      at: Position(column: area.column, row: area.row + 1 + iteration.rounds.count), role: .dim,
      limit: area.columns)
  }

  private static func drawText(
    of iteration: Iteration, rules: WidthRules, in area: Rect, on frame: inout Frame
  ) {
    guard iteration.rounds.indices.contains(iteration.selected) else { return }
    let round = iteration.rounds[iteration.selected]
    let diff = WordDiff(
      answer: iteration.before(iteration.selected), edit: round.shown, isComplete: true)
    var pane = TextPane(isFollowing: false, widthRules: rules)
    pane.resize(columns: ScreenLayout.textArea(of: area).columns, rows: area.rows)
    pane.show(round.shown.text)
    PaneView.draw(pane, marks: PaneView.marks(diff.editSpans, current: nil), in: area, on: &frame)
  }
}
