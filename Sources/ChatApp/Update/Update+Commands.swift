import Alignment
import TerminalUI

extension State {
  /// Does what a key, a click or a wheel step asks for.
  mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .toggle(let index): return toggleObjective(at: index)
    case .again: return restartEdit(after: .zero, replaying: false)
    case .lens(let command): return perform(command)
    case .family: return nextFamily()
    case .direction: return nextDirection()
    case .stop: return stop()
    case .interrupt: return interrupt()
    case .edit(let kind): return openForEditing(kind)
    case .readFile: overlays.append(.path(PathForm(target: .answer, path: TextEditor())))
    case .examples: overlays.append(.examples(selected: 0))
    case .externalEditor: return openExternalEditor()
    case .expandContext: isContextExpanded.toggle()
    case .copy: return copyShown()
    case .diffView:
      nextDiffView()
      forgetPlaces(in: .edit)
    case .linkScrolling: toggleLinkedScrolling()
    case .moveDivider(let thousandths): moveDivider(by: thousandths)
    case .nextChange: stepToChange(forward: true)
    case .previousChange: stepToChange(forward: false)
    case .nextPane: moveFocus(by: 1)
    case .previousPane: moveFocus(by: -1)
    case .scroll(let scroll): self.scroll(scroll)
    case .find: beginSearch()
    case .keepFound: keepFound()
    case .endFinding: finding.search = nil
    case .nextHit: stepToHit(forward: true)
    case .previousHit: stepToHit(forward: false)
    case .hiddenCharacters: toggleHidden()
    case .copySelection: return copySelection()
    case .copyRaw: return copyRaw()
    case .dropSelection: finding.selection = nil
    case .extendSelection(let movement): extendSelection(movement)
    case .objectives: overlays.append(.objectives(selected: 0))
    case .moveSelection(let rows): return moveSelection(by: rows)
    case .toggleSelected: return toggleSelectedObjective()
    case .reword: beginWording(selectedObjective)
    case .newObjective: beginWording(nil)
    case .deleteObjective: return deleteSelectedObjective()
    case .saveCatalog: return [.saveCatalog(board.catalog)]
    case .moveObjective(let steps): return moveSelectedObjective(by: steps)
    case .duplicateObjective: return duplicateSelectedObjective()
    case .undoObjectives: return undoBoard()
    case .takeFileObjectives: return takeHeldBack()
    case .presets: overlays.append(.presets(selected: 0))
    case .newPreset: beginPreset()
    case .deletePreset: deletePreset()
    case .choose: return choose()
    case .rows: showRows()
    case .dataFile: askForDataFile()
    case .stepRow(let step): return stepRow(by: step)
    case .gold: toggleGold()
    case .searchRows: beginRowSearch()
    case .keepSearch: keepRowSearch()
    case .leaveRows: leaveRowList()
    case .writeQuestion: writeQuestion()
    case .sendQuestion: return sendQuestion()
    case .newDialogue: toggleNewDialogue()
    case .carried: toggleCarried()
    case .replyAgain: return replyAgain()
    case .confirm: return confirm()
    case .cancel, .close: return closeOverlay()
    case .scrollTrial(let pages): scrollTrial(by: pages)
    case .nextField: switchField(by: 1)
    case .previousField: switchField(by: -1)
    case .pasteInto(let kind): return takePaste(as: kind)
    case .undo: editField { $0.undo() }
    case .redo: editField { $0.redo() }
    case .move(let movement): move(movement)
    case .delete(let deletion): delete(deletion)
    case .newline: type("\n")
    case .session(let command): return perform(command)
    case .staging(let command): return perform(command)
    case .history(let command): return perform(command)
    case .help: overlays.append(.help(topRow: 0))
    case .palette: overlays.append(.palette(Palette()))
    case .themes: openThemes()
    case .chooseModel: openModels()
    case .switchModelRole: switchModelRole()
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quitOnPurpose(by: .quit)
    }
    return []
  }

  private mutating func interrupt() -> [Effect] {
    if trial?.run.isRunning == true { return stopTrial() }
    if lens.iteration?.run != nil { return stopIteration() }
    if canStop { return stop() }
    return quitOnPurpose(by: .interrupt)
  }

  /// Quits by ^C only when asked twice, and by q too where something would be lost.
  private mutating func quitOnPurpose(by command: Command) -> [Effect] {
    let isConfirmed = quitArmedUntil.map { now < $0 } ?? false
    if isConfirmed || command == .quit && !board.isUnsaved { return quit(status: 0) }
    let key = keyMap.label(of: command) ?? "^C"
    quitArmedUntil = now + (board.isUnsaved ? .seconds(5) : .seconds(2))
    say(
      (board.isUnsaved ? "Your objectives are not saved; o, then s saves them. " : "")
        + "Press \(key) again to quit.", .warning, for: quitArmedUntil.map { $0 - now })
    return []
  }

  private mutating func nextFamily() -> [Effect] {
    family = family.next
    isFamilyChosen = true
    arrangeBoard()
    return restartEdit()
  }

  private mutating func nextDirection() -> [Effect] {
    direction = direction.next
    return restartEdit()
  }

  private mutating func moveFocus(by steps: Int) {
    let panes = visiblePanes
    guard let index = panes.firstIndex(of: focus) else {
      focus = panes.first ?? .edit
      return
    }
    focus = panes[(index + steps + panes.count) % panes.count]
  }

  /// The panes that can have the focus.
  var visiblePanes: [Focus] {
    Focus.allCases.filter { pane in
      switch pane {
      case .context: layout.context != nil && isContextExpanded
      case .answer: layout.answer != nil
      case .edit: layout.edit != nil
      case .gold: layout.gold != nil
      }
    }
  }

  private mutating func confirm() -> [Effect] {
    switch overlays.last {
    case .wording(let form): return keepWording(form)
    case .presetName(let name): return keepPreset(name)
    case .path(let form):
      overlays.removeLast()
      return form.path.isEmpty ? [] : [.readFile(form.path.text, form.target)]
    case .dataFile(let path):
      overlays.removeLast()
      return openDataFile(path.text)
    default: return endEditing()
    }
  }

  /// Takes the selected row of a list.
  private mutating func choose() -> [Effect] {
    switch overlays.last {
    case .presets: choosePreset()
    case .rows: chooseRow()
    case .palette(let palette): run(palette)
    case .themes: keepTheme()
    case .models: chooseModel()
    default: chooseExample()
    }
  }

  private mutating func closeOverlay() -> [Effect] {
    if case .themes = overlays.last { return leaveThemes() }
    if case .wording = overlays.removeLast() { return endTrial() }
    return []
  }

  private mutating func switchField(by steps: Int) {
    switch overlays.last {
    case .wording(var form):
      form.moveField(by: steps)
      overlays[overlays.count - 1] = .wording(form)
    case .path(var form):
      form.target = form.target.other
      overlays[overlays.count - 1] = .path(form)
    default: break
    }
  }
}

extension CaseIterable where Self: Equatable {
  /// The case after this one; the first after the last.
  var next: Self {
    let all = Array(Self.allCases)
    guard let index = all.firstIndex(of: self) else { return self }
    return all[(index + 1) % all.count]
  }
}
