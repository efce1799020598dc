import Alignment
import TerminalUI

/// The context, the answer and the edit.
enum TextsView {
  static func draw(_ state: State, on frame: inout Frame) {
    let layout = state.layout
    for wall in layout.walls { frame.verticalRule(at: wall.origin, rows: wall.rows) }
    if let area = layout.context { drawContext(state, in: area, on: &frame) }
    if let title = layout.answerTitle {
      drawTitle(answerTitle(of: state), pane: .answer, state, in: title, on: &frame)
    }
    if let title = layout.editTitle {
      drawTitle(editTitle(of: state), pane: .edit, state, in: title, on: &frame)
    }
    if let title = layout.goldTitle {
      drawTitle(goldTitle(of: state), pane: .gold, state, in: title, on: &frame)
    }
    if let area = layout.answer { drawAnswer(state, in: area, on: &frame) }
    if let area = layout.edit { drawEdit(state, in: area, on: &frame) }
    if let area = layout.gold {
      PaneView.draw(state.rows.goldPane, marks: [], in: area, on: &frame)
    }
  }

  // MARK: - Titles

  private static func answerTitle(of state: State) -> String {
    if state.editing?.target == .answer { return "Answer · editing, Esc when done" }
    let hidden = hiddenNote(state.answer.hiddenCount)
    return state.source.isEmpty ? "Answer" + hidden : "Answer · \(state.source)" + hidden
  }

  private static func editTitle(of state: State) -> String {
    var title = "Aligned edit · \(StatisticsView.phase(of: state.edit))"
    if state.diffView != .sideBySide { title += " · \(state.diffView.name)" }
    return title + hiddenNote(state.edit.hiddenCount)
  }

  private static func goldTitle(of state: State) -> String {
    "Gold answer" + hiddenNote(state.rows.gold?.hiddenCount ?? 0)
  }

  private static func hiddenNote(_ count: Int) -> String {
    count == 0 ? "" : " · hidden characters: \(count)"
  }

  private static func drawTitle(
    _ title: String, pane: Focus, _ state: State, in area: Rect, on frame: inout Frame
  ) {
    let isFocused = state.focus == pane
    let textPane =
      switch pane {
      case .context, .answer: state.answerPane
      case .edit: shownEditPane(of: state)
      case .gold: state.rows.goldPane
      }
    let place = state.editing == nil ? placeNote(of: textPane) : ""
    let room = area.columns - 3 - TextWidth.width(of: place)
    frame.write(
      TextWidth.truncated(title, to: max(0, room)),
      at: Position(column: area.column + 1, row: area.row), role: isFocused ? .focus : .title)
    frame.write(
      place,
      at: Position(column: area.endColumn - 1 - TextWidth.width(of: place), row: area.row),
      role: .dim)
  }

  /// How far down the view is, where not everything is seen.
  private static func placeNote(of pane: TextPane) -> String {
    guard pane.rowCount > pane.height else { return "" }
    if pane.isAtEnd { return "end" }
    return "\(min(99, pane.topRow * 100 / max(1, pane.rowCount - pane.height))) %"
  }

  static func shownEditPane(of state: State) -> TextPane {
    state.diffView.isOneText ? state.inlinePane : state.editPane
  }

  // MARK: - Texts

  private static func drawContext(_ state: State, in area: Rect, on frame: inout Frame) {
    let isFocused = state.focus == .context
    let text = ScreenLayout.contextArea(of: area)
    let isBelow = text.row > area.row
    frame.write(
      isBelow
        ? TextWidth.truncated("Context · editing, Esc when done", to: area.columns - 2) : "Context",
      at: Position(column: 1, row: area.row), role: isFocused ? .focus : .title)
    if state.editing?.target == .context {
      if isBelow { return EditorView.draw(state, in: text, on: &frame) }
      frame.write(
        "editing", at: Position(column: 1, row: area.row + 1), role: .dim, limit: 8)
      return EditorView.draw(state, in: text, on: &frame)
    }
    if !state.isContextExpanded {
      drawTurns(of: state.context, in: text, on: &frame)
    }
    for row in 0..<area.rows where state.isContextExpanded {
      PaneView.drawRow(
        state.contextPane, row: state.contextPane.topRow + row, marks: [], base: .dim,
        in: text, at: row, on: &frame)
    }
    let turns = Format.count(state.context.turnCount, "turn")
    let mark = state.isContextExpanded ? "▴" : "▾"
    let note = "\(turns) \(mark)"
    frame.write(
      note,
      at: Position(column: area.endColumn - 1 - TextWidth.width(of: note), row: area.row),
      role: .dim)
  }

  /// Each turn on one line, as many of the last ones as there is room for.
  private static func drawTurns(of context: Passage, in area: Rect, on frame: inout Frame) {
    for (row, line) in context.turnLines.suffix(area.rows).enumerated() {
      frame.write(
        TextWidth.truncated(line, to: area.columns),
        at: Position(column: area.column, row: area.row + row), role: .dim)
    }
  }

  private static func drawAnswer(_ state: State, in area: Rect, on frame: inout Frame) {
    if state.editing?.target == .answer {
      return EditorView.draw(state, in: ScreenLayout.textArea(of: area), on: &frame)
    }
    if state.answer.shown.isEmpty {
      frame.write(
        emptyAnswerHint(of: state),
        at: Position(column: area.column + 1, row: area.row), role: .placeholder,
        limit: area.columns - 2)
    }
    let current = state.currentChange.map { state.comparison.changes[$0].answer }
    var marks = PaneView.marks(state.comparison.answerSpans, current: current)
    if !state.comparison.aheadOfSpans.isEmpty {
      marks.append(
        PaneView.Mark(range: state.comparison.aheadOfSpans, role: .pending, isChange: false))
    }
    PaneView.draw(state.answerPane, marks: marks, in: area, on: &frame)
  }

  private static func emptyAnswerHint(of state: State) -> String {
    if case .opening = state.rows.phase { return "Reading \(state.rows.name) …" }
    return "No answer yet: e to write or paste one, r to read a file."
  }

  private static func drawEdit(_ state: State, in area: Rect, on frame: inout Frame) {
    if state.diffView.isOneText, state.edit.shown.characterCount > 0 {
      let marks = state.inlineSpans.map { span in
        PaneView.Mark(
          range: span.range, role: span.kind == .added ? .added : .removed, isChange: true,
          isCurrent: span.change == state.currentChange)
      }
      return PaneView.draw(state.inlinePane, marks: marks, in: area, on: &frame)
    }
    let current = state.currentChange.map { state.comparison.changes[$0].edit }
    PaneView.draw(
      state.editPane, marks: PaneView.marks(state.comparison.editSpans, current: current),
      showsGrowingEnd: state.edit.phase == .streaming, in: area, on: &frame)
  }
}
