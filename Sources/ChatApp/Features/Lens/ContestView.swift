import Alignment
import TerminalUI

/// Edits for several sets of objectives, or by two models, side by side, the place marked where they part.
enum ContestView {
  /// Rows of a column above its text: the model where models are compared, objectives, state, a blank one.
  private static func headRows(of contest: Contest) -> Int { contest.comparesModels ? 4 : 3 }

  static func column(_ index: Int, count: Int, in area: Rect) -> Rect {
    let left = index * (area.columns + 1) / count
    let right = (index + 1) * (area.columns + 1) / count - 1
    return Rect(
      column: left, row: area.row + 1, columns: max(1, right - left),
      rows: max(1, area.rows - 1))
  }

  /// Where a column's text stands.
  static func textArea(of index: Int, _ contest: Contest, in area: Rect) -> Rect {
    ScreenLayout.textArea(of: pane(index, contest, in: area))
  }

  private static func pane(_ index: Int, _ contest: Contest, in area: Rect) -> Rect {
    let column = column(index, count: contest.columns.count, in: area)
    let head = headRows(of: contest)
    return Rect(
      column: column.column, row: column.row + head, columns: column.columns,
      rows: max(1, column.rows - head))
  }

  static func draw(_ state: State, on frame: inout Frame) {
    guard let contest = state.lens.contest else { return }
    let area = state.layout.overlay
    let used = frame.write(
      "Edits of the same answer", at: Position(column: 1, row: area.row), role: .title)
    frame.write(
      TextWidth.truncated(verdict(of: contest), to: max(0, area.columns - used - 4)),
      at: Position(column: used + 3, row: area.row), role: .dim)
    for index in contest.columns.indices {
      drawColumn(index, of: contest, state, on: &frame)
      if index > 0 {
        let column = column(index, count: contest.columns.count, in: area)
        frame.verticalRule(
          at: Position(column: column.column - 1, row: column.row), rows: column.rows)
      }
    }
  }

  /// How the edits compare, in words.
  private static func verdict(of contest: Contest) -> String {
    if contest.columns.contains(where: \.run.isUnderWay) { return "still being made" }
    if contest.columns.contains(where: { $0.run.shown.characterCount == 0 }) { return "" }
    let apart = contest.divergences.count { $0 != nil }
    return apart == 0 ? "all edits are the same" : "marked: where they first part"
  }

  private static func drawColumn(
    _ index: Int, of contest: Contest, _ state: State, on frame: inout Frame
  ) {
    let area = state.layout.overlay
    let column = contest.columns[index]
    let place = self.column(index, count: contest.columns.count, in: area)
    let room = max(0, place.columns - 2)
    let isCurrent = index == contest.current
    let labels = column.board.enabledObjectives.map(\.label).joined(separator: ", ")
    var head: [(text: String, role: Role)] = [
      (labels.isEmpty ? "no objective is on" : labels, .dim),
      (status(of: column), column.run.isUnderWay ? .accent : .dim),
    ]
    if contest.comparesModels { head.insert((state.name(of: column.model), .dim), at: 0) }
    head[0] = ((isCurrent ? "▸ " : "") + head[0].text, isCurrent ? .focus : .title)
    for (row, line) in head.enumerated() {
      frame.write(
        TextWidth.truncated(line.text, to: room),
        at: Position(column: place.column + 1, row: place.row + row), role: line.role)
    }
    var marks = PaneView.marks(column.comparison.editSpans, current: nil)
    if contest.divergences.indices.contains(index), let parting = contest.divergences[index] {
      mark(parting, in: &marks)
    }
    PaneView.draw(
      column.pane, marks: marks, showsGrowingEnd: column.run.phase == .streaming,
      in: pane(index, contest, in: area), on: &frame)
  }

  private static func status(of column: Contest.Column) -> String {
    if column.board.enabled.isEmpty { return "nothing to edit for" }
    let kept = column.comparison.counts?.keptPercent.map { "kept \($0) % · " } ?? ""
    return kept + StatisticsView.phase(of: column.run)
  }

  /// Puts a mark over the others, which then end where it begins; marks stay in order.
  private static func mark(_ range: Range<Int>, in marks: inout [PaneView.Mark]) {
    var cut: [PaneView.Mark] = []
    for mark in marks {
      let pieces = [
        (mark.range.lowerBound, min(mark.range.upperBound, range.lowerBound)),
        (max(mark.range.lowerBound, range.upperBound), mark.range.upperBound),
      ]
      for (start, end) in pieces where start < end {
        cut.append(PaneView.Mark(range: start..<end, role: mark.role, isChange: mark.isChange))
      }
    }
    cut.append(PaneView.Mark(range: range, role: .match, isChange: true))
    marks = cut.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
