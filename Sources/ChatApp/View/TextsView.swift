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
      PaneView.draw(
        state.shownPane(.gold), marks: revealedMarks(in: .gold, state),
        highlights: state.highlights(in: .gold), in: area, on: &frame)
    }
  }

  // MARK: - Titles

  private static func answerTitle(of state: State) -> String {
    if state.editing?.target == .answer { return "Answer · editing, Esc when done" }
    var title = state.source.isEmpty ? "Answer" : "Answer · \(state.source)"
    let reply = state.talk.reply
    if reply.isUnderWay { title += " · \(StatisticsView.phase(of: reply))" }
    if reply.droppedTurns > 0 { title += " · \(StatisticsView.leftOut(reply.droppedTurns))" }
    return title + goesOnNote(.answer, in: state)
      + hiddenNote(reply.isUnderWay ? reply.hiddenCount : state.answer.hiddenCount, state)
  }

  private static func editTitle(of state: State) -> String {
    let phase =
      state.awaitsAnswer ? "waiting for the answer" : StatisticsView.phase(of: state.edit)
    var title = "Aligned edit · \(phase)" + goesOnNote(.edit, in: state)
    if state.diffView != .sideBySide { title += " · \(state.diffView.name)" }
    return title + hiddenNote(state.edit.hiddenCount, state)
  }

  /// Marks the text that the dialogue goes on with.
  private static func goesOnNote(_ pane: Focus, in state: State) -> String {
    // An edit that is being made says that instead.
    let isThere = pane != .edit || !state.edit.isUnderWay
    return isThere && state.talk.isActive && state.carriedPane == pane ? " · goes on" : ""
  }

  private static func goldTitle(of state: State) -> String {
    "Gold answer" + hiddenNote(state.rows.gold?.hiddenCount ?? 0, state)
  }

  private static func hiddenNote(_ count: Int, _ state: State) -> String {
    if state.finding.hidden.isOn { return " · \(count) hidden, all written out" }
    return count == 0 ? "" : " · hidden characters: \(count)"
  }

  private static func drawTitle(
    _ title: String, pane: Focus, _ state: State, in area: Rect, on frame: inout Frame
  ) {
    let isFocused = state.focus == pane
    let textPane = state.shownPane(pane)
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
      let pane = state.shownPane(.context)
      PaneView.drawRow(
        pane, row: pane.topRow + row, marks: revealedMarks(in: .context, state),
        highlights: state.highlights(in: .context), base: .dim, in: text, at: row, on: &frame)
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
    if state.answer.shown.isEmpty, state.answerPane.layout.count == 0, !state.talk.reply.isUnderWay
    {
      frame.write(
        emptyAnswerHint(of: state),
        at: Position(column: area.column + 1, row: area.row), role: .placeholder,
        limit: area.columns - 2)
    }
    if state.finding.hidden.isOn { return drawRevealed(.answer, state, in: area, on: &frame) }
    let current = state.currentChange.map { state.comparison.changes[$0].answer }
    var marks = PaneView.marks(state.comparison.answerSpans, current: current)
    if !state.comparison.aheadOfSpans.isEmpty {
      marks.append(
        PaneView.Mark(range: state.comparison.aheadOfSpans, role: .pending, isChange: false))
    }
    PaneView.draw(
      state.answerPane, marks: marks, highlights: state.highlights(in: .answer),
      showsGrowingEnd: state.talk.reply.phase == .streaming, in: area, on: &frame)
  }

  /// A text whose hidden characters are written out; it is not compared with the other.
  private static func drawRevealed(
    _ pane: Focus, _ state: State, in area: Rect, on frame: inout Frame
  ) {
    PaneView.draw(
      state.shownPane(pane), marks: revealedMarks(in: pane, state),
      highlights: state.highlights(in: pane),
      showsGrowingEnd: pane == .edit && state.edit.phase == .streaming, in: area, on: &frame)
  }

  private static func revealedMarks(in pane: Focus, _ state: State) -> [PaneView.Mark] {
    guard state.finding.hidden.isOn else { return [] }
    return state.finding.hidden[pane].marks.map {
      PaneView.Mark(range: $0, role: .warning, isChange: true)
    }
  }

  private static func emptyAnswerHint(of state: State) -> String {
    if case .opening = state.rows.phase { return "Reading \(state.rows.name) …" }
    if let name = state.talk.policy.name {
      return "No answer yet: u asks \(name), e takes yours."
    }
    return "No answer yet: e to write or paste one, r to read a file."
  }

  /// Why there is no edit, where it would stand.
  private static func drawFailure(
    _ failure: String, _ state: State, in area: Rect, on frame: inout Frame
  ) {
    let place = ScreenLayout.textArea(of: area)
    let text = WrappedText(
      failure, width: place.columns, widthRules: state.configuration.widthRules)
    for row in 0..<min(place.rows, text.lines.count) {
      guard let slice = text.slice(row: row) else { continue }
      frame.write(
        slice.text, at: Position(column: place.column, row: place.row + row), role: .error,
        limit: place.columns)
    }
  }

  private static func drawEdit(_ state: State, in area: Rect, on frame: inout Frame) {
    if let failure = state.edit.failure, state.edit.shown.characterCount == 0 {
      return drawFailure(failure, state, in: area, on: &frame)
    }
    if state.finding.hidden.isOn { return drawRevealed(.edit, state, in: area, on: &frame) }
    let highlights = state.highlights(in: .edit)
    if state.diffView.isOneText, state.edit.shown.characterCount > 0 {
      let marks = state.inlineSpans.map { span in
        PaneView.Mark(
          range: span.range, role: span.kind == .added ? .added : .removed, isChange: true,
          isCurrent: span.change == state.currentChange)
      }
      return PaneView.draw(
        state.inlinePane, marks: marks, highlights: highlights, in: area, on: &frame)
    }
    let current = state.currentChange.map { state.comparison.changes[$0].edit }
    PaneView.draw(
      state.editPane, marks: PaneView.marks(state.comparison.editSpans, current: current),
      highlights: highlights, showsGrowingEnd: state.edit.phase == .streaming, in: area, on: &frame)
  }
}
