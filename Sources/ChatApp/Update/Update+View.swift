import Alignment
import TerminalUI

extension State {
  // MARK: - Scrolling

  mutating func scroll(_ scroll: Command.Scroll, in pane: Focus? = nil) {
    let leader = scrollLeader(for: pane ?? focus)
    withPane(leader) { pane in
      switch scroll {
      case .lines(let lines): pane.scroll(by: lines)
      case .pages(let pages): pane.scroll(by: pages * max(1, pane.height - 1))
      case .halfPages(let halves): pane.scroll(by: halves * max(1, pane.height / 2))
      case .top: pane.scrollToTop()
      case .end: pane.scrollToEnd()
      }
    }
    leadFrom(leader)
  }

  mutating func withPane(_ pane: Focus, _ change: (inout TextPane) -> Void) {
    if finding.hidden.isOn { return change(&finding.hidden[pane].pane) }
    switch pane {
    case .context: change(&contextPane)
    case .answer: change(&answerPane)
    case .edit where diffView.isOneText: change(&inlinePane)
    case .edit: change(&editPane)
    case .gold: change(&rows.goldPane)
    }
  }

  mutating func stepToChange(forward: Bool) {
    let changes = comparison.changes
    guard !changes.isEmpty else { return }
    let step = forward ? 1 : -1
    let next = currentChange.map { $0 + step } ?? (forward ? 0 : changes.count - 1)
    let index = (next + changes.count) % changes.count
    currentChange = index
    reveal(changes[index])
    if let span = inlineSpans.first(where: { $0.change == index }) {
      inlinePane.reveal(span.range.lowerBound)
    }
    say("Change \(index + 1) of \(changes.count).")
  }

  // MARK: - The mouse

  mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .press: return press(at: mouse.position)
    case .wheelUp: return turnWheel(by: -3, at: mouse.position)
    case .wheelDown: return turnWheel(by: 3, at: mouse.position)
    case .drag where reading.isDragging: dragDivider(to: mouse.position)
    case .drag: if overlays.isEmpty, editing == nil { dragSelection(to: mouse.position) }
    case .release:
      reading.isDragging = false
      endSelection()
      noteClick()
    }
    return []
  }

  private mutating func press(at position: Position) -> [Effect] {
    notice = nil
    guard overlays.isEmpty else { return pressInList(at: position) }
    if editing != nil {
      placeInsertionPoint(at: position)
      return []
    }
    if grabDivider(at: position) { return [] }
    beginSelection(at: position)
    lens.click = nil
    if let index = ObjectivesView.index(at: position, in: self) {
      return toggleObjective(at: index)
    }
    if let context = layout.context, context.contains(position) {
      if position.column >= context.endColumn - 12 { isContextExpanded.toggle() }
      focus = .context
    } else if let pane = pane(at: position) {
      // A first click takes the focus, so that none leads away by chance.
      if pane == .edit, focus == .edit { pressEdit(at: position) }
      focus = pane
    }
    return []
  }

  /// A click selects a row, and a click on the selected one does what Enter or Space would.
  private mutating func pressInList(at position: Position) -> [Effect] {
    let last = overlays.count - 1
    switch overlays[last] {
    case .examples(let selected):
      let index = ListView.index(
        at: position, count: configuration.examples.count, selected: selected, in: layout.overlay)
      if index == selected { return chooseExample() }
      if let index { overlays[last] = .examples(selected: index) }
    case .objectives(let selected):
      let index = ListView.index(
        at: position, count: board.catalog.objectives.count, selected: selected,
        in: ObjectiveListView.listArea(in: self))
      if index == selected { return toggleSelectedObjective() }
      if let index { overlays[last] = .objectives(selected: index) }
    case .palette(let palette): return press(in: palette, at: position)
    case .themes(let selected):
      let index = ListView.index(
        at: position, count: themes.choices.count, selected: selected,
        in: ThemesView.listArea(in: self))
      if index == selected { return keepTheme() }
      if let index { return previewTheme(index) }
    case .sessions(let list):
      let index = ListView.index(
        at: position, count: list.rows?.count ?? 0, selected: list.selected, in: layout.overlay)
      if index == list.selected { return perform(SessionCommand.resume) }
      if let index { sessionList?.selected = index }
    case .history(let list):
      let index = ListView.index(
        at: position, count: list.tree.rows.count, selected: list.selected, in: layout.overlay)
      if index == list.selected { return perform(HistoryCommand.show) }
      if let index { historyList?.selected = index }
    case .tokens: pressToken(at: position)
    case .contest: return pressInContest(at: position)
    case .presets(let selected):
      let index = ListView.index(
        at: position, count: board.catalog.presets.count, selected: selected, in: layout.overlay)
      if index == selected { return choosePreset() }
      if let index { overlays[last] = .presets(selected: index) }
    case .rows(let selected):
      let index = ListView.index(
        at: position, count: rows.listedCount, selected: selected,
        in: RowListView.listArea(in: self))
      if index == selected { return chooseRow() }
      if let index { overlays[last] = .rows(selected: index) }
    case .help, .wording, .path, .paste, .presetName, .dataFile, .staging,
      .historyComparison, .iteration:
      break
    }
    return []
  }

  private mutating func turnWheel(by rows: Int, at position: Position) -> [Effect] {
    if layout.isOverlayBeside, let pane = pane(at: position) {
      scroll(.lines(rows), in: pane)
    } else if overlays.last == .tokens {
      moveToken(byRows: rows.signum())
    } else if overlays.last == .contest {
      scrollContest(by: rows)
    } else if overlays.last == .iteration {
      selectRound(by: rows.signum())
    } else if !overlays.isEmpty {
      return moveSelection(by: rows)
    } else if editing != nil, editingArea.contains(position) {
      let width = editingArea.columns
      editField {
        rows < 0 ? $0.moveUp(width: width, rows: -rows) : $0.moveDown(width: width, rows: rows)
      }
    } else if let pane = pane(at: position) {
      scroll(.lines(rows), in: pane)
    }
    return []
  }

  private func pane(at position: Position) -> Focus? {
    if layout.context?.contains(position) == true { return .context }
    if layout.answer?.contains(position) == true { return .answer }
    if layout.edit?.contains(position) == true { return .edit }
    if layout.gold?.contains(position) == true { return .gold }
    return nil
  }

  // MARK: - Layout

  /// Brings everything that follows from the state, and that is costly to make, up to date for the view.
  mutating func arrangeScreen() {
    let demand = ScreenLayout.Demand(
      objectiveRows: ObjectivesView.rowCount(in: self), isContextExpanded: isContextExpanded,
      editing: editing?.target, showsOnePane: diffView != .sideBySide, share: reading.share,
      showsGold: isGoldShown, wantsOverlayBeside: overlays.last?.isAboutTexts == true,
      awaitsAnswer: awaitsAnswer)
    layout = ScreenLayout(size: size, demand: demand)
    if let area = layout.context.map(ScreenLayout.contextArea) {
      contextPane.resize(columns: area.columns, rows: area.rows)
    }
    if let area = layout.answer.map(ScreenLayout.textArea) {
      answerPane.resize(columns: area.columns, rows: area.rows)
    }
    if let area = layout.edit.map(ScreenLayout.textArea) {
      editPane.resize(columns: area.columns, rows: area.rows)
      arrangeInlineText(in: area)
    }
    if let area = layout.gold.map(ScreenLayout.textArea) {
      rows.goldPane.resize(columns: area.columns, rows: area.rows)
    }
    settlePendingPlace()
    arrangeEditor()
    arrangeFinding()
    arrangeContest()
    arrangeTrial()
  }

  private mutating func arrangeInlineText(in area: Rect) {
    guard diffView.isOneText else {
      inlineSpans = []
      return
    }
    let inline = InlineText(
      answer: answer.shown, edit: edit.shown.text, changes: comparison.changes,
      style: diffView == .marked ? .marked : .plain)
    inlineSpans = inline.spans
    reading.inlinePlaces = inline.places
    inlinePane.update(inline.text)
    inlinePane.resize(columns: area.columns, rows: area.rows)
  }
}
