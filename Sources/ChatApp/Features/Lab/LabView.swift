import Alignment
import TerminalUI

/// The edit that is there, and beside or below it the one with the objective as it is being worded; on a small screen the
/// latter alone.
enum LabView {
  /// Where the two stand.
  struct Areas: Equatable {
    /// The edit that is there; nil where there is no room for both.
    var before: Rect?
    var beforeTitle: Rect?
    var after: Rect
    var afterTitle: Rect
    var wall: Rect?
  }

  /// Fewer rows than these show nothing worth reading.
  private static let fewestRows = 4
  private static let fewestCompactRows = 2

  /// The places under the form; nil where there is no room.
  static func areas(in state: State) -> Areas? {
    let whole = state.layout.overlay
    if WordingView.isCompact(in: state) { return compactAreas(in: whole, below: state) }
    let used = WordingView.rowCount(in: state) + 1
    let rows = whole.rows - used
    guard rows >= fewestRows else { return nil }
    let top = whole.row + used
    func pane(_ column: Int, _ row: Int, _ columns: Int, _ rows: Int) -> (title: Rect, text: Rect) {
      (
        Rect(column: column, row: row, columns: columns, rows: 1),
        Rect(column: column, row: row + 1, columns: columns, rows: rows - 1)
      )
    }
    if state.layout.form == .wide {
      let left = (whole.columns - 1) / 2
      let before = pane(0, top, left, rows)
      let after = pane(left + 1, top, whole.columns - left - 1, rows)
      return Areas(
        before: before.text, beforeTitle: before.title, after: after.text,
        afterTitle: after.title, wall: Rect(column: left, row: top, columns: 1, rows: rows))
    }
    let before = pane(0, top, whole.columns, rows / 2)
    let after = pane(0, top + rows / 2, whole.columns, rows - rows / 2)
    return Areas(
      before: before.text, beforeTitle: before.title, after: after.text, afterTitle: after.title)
  }

  /// The new edit alone, its title right below the fields where rows are few.
  private static func compactAreas(in whole: Rect, below state: State) -> Areas? {
    let fields = WordingView.rowCount(in: state)
    let gap = whole.rows - fields > fewestRows ? 1 : 0
    let top = whole.row + fields + gap
    guard whole.endRow - top >= fewestCompactRows else { return nil }
    return Areas(
      after: Rect(
        column: whole.column, row: top + 1, columns: whole.columns, rows: whole.endRow - top - 1),
      afterTitle: Rect(column: whole.column, row: top, columns: whole.columns, rows: 1))
  }

  static func draw(_ state: State, on frame: inout Frame) {
    guard let trial = state.trial, let areas = areas(in: state) else { return }
    if let wall = areas.wall { frame.verticalRule(at: wall.origin, rows: wall.rows) }
    if let before = areas.before, let title = areas.beforeTitle {
      draw(title: "Edit as it is", in: title, on: &frame)
      draw(before: trial, in: before, on: &frame)
    }
    draw(title: title(of: trial, in: state), in: areas.afterTitle, on: &frame)
    PaneView.draw(
      trial.after, marks: PaneView.marks(trial.comparison.editSpans, current: nil),
      showsGrowingEnd: trial.run.phase == .streaming, in: areas.after, on: &frame)
  }

  private static func draw(before trial: WordingTrial, in area: Rect, on frame: inout Frame) {
    var marks = PaneView.marks(trial.comparison.answerSpans, current: nil)
    if !trial.comparison.aheadOfSpans.isEmpty {
      marks.append(
        PaneView.Mark(range: trial.comparison.aheadOfSpans, role: .pending, isChange: false))
    }
    if trial.before.layout.count == 0 {
      frame.write(
        "There is none to compare with.",
        at: ScreenLayout.textArea(of: area).origin, role: .placeholder,
        limit: area.columns - 2)
    }
    PaneView.draw(trial.before, marks: marks, in: area, on: &frame)
  }

  private static func draw(title: String, in area: Rect, on frame: inout Frame) {
    frame.write(
      TextWidth.truncated(title, to: max(0, area.columns - 2)),
      at: Position(column: area.column + 1, row: area.row), role: .title)
  }

  /// How far the new edit is, in a few words; nil where there is none.
  static func summary(in state: State) -> String? {
    state.trial.map { phase(of: $0, in: state) + difference(in: $0) }
  }

  private static func title(of trial: WordingTrial, in state: State) -> String {
    "With this wording · " + phase(of: trial, in: state) + difference(in: trial)
  }

  /// How the two edits differ.
  private static func difference(in trial: WordingTrial) -> String {
    if let counts = trial.comparison.counts, trial.comparison.changes.isEmpty,
      trial.run.isComplete, counts.kept > 0
    {
      return " · the same edit"
    }
    return trial.comparison.counts.map { " · +\($0.added) −\($0.removed) words" } ?? ""
  }

  private static func phase(of trial: WordingTrial, in state: State) -> String {
    if trial.due != nil {
      return state.edit.isUnderWay ? "waits for the edit's end" : "when you pause typing"
    }
    if trial.objective == nil {
      guard case .ready = state.engine else { return "without a model" }
      return state.answer.raw.isEmpty ? "no answer to edit" : "when you pause typing"
    }
    return StatisticsView.phase(of: trial.run)
  }
}
