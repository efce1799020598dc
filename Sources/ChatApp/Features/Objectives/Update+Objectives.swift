import Alignment
import TerminalUI

extension State {
  mutating func toggleObjective(at index: Int) -> [Effect] {
    guard board.shown.indices.contains(index) else { return [] }
    return toggleObjective(board.shown[index])
  }

  private mutating func toggleObjective(_ id: String) -> [Effect] {
    board.toggle(id)
    let effects = restartEdit()
    if board.enabled.isEmpty { say("No objective is on: there is nothing to edit for.", .warning) }
    return effects
  }

  /// Whether the model was not trained on an objective; nil while nobody knows.
  func isUnseen(_ objective: Objective) -> Bool? {
    guard case .ready = engine else { return nil }
    // The model knows the published wording; what the user made of it only where the prompt is still the same.
    if objective.isUserDefined { return !objective.isTrained(in: family) }
    return !(trainedObjectives?.contains(objective.id) ?? objective.isTrained(in: family))
  }

  // MARK: - The list

  /// The objective that the list's bar is on.
  var selectedObjective: Objective? {
    guard case .objectives(let selected) = overlays.last else { return nil }
    let all = board.catalog.objectives
    return all.indices.contains(selected) ? all[selected] : nil
  }

  /// Puts the list's bar on an objective.
  private mutating func select(_ id: String) {
    guard case .objectives = overlays.last,
      let place = board.catalog.objectives.firstIndex(where: { $0.id == id })
    else { return }
    overlays[overlays.count - 1] = .objectives(selected: place)
  }

  @discardableResult
  mutating func moveSelection(by rows: Int) -> [Effect] {
    func moved(_ selected: Int, of count: Int) -> Int {
      let (sum, overflow) = selected.addingReportingOverflow(rows)
      return overflow || sum >= count ? (rows > 0 ? max(0, count - 1) : 0) : max(0, sum)
    }
    let last = overlays.count - 1
    switch overlays.last {
    case .examples(let selected):
      overlays[last] = .examples(selected: moved(selected, of: configuration.examples.count))
    case .objectives(let selected):
      overlays[last] = .objectives(selected: moved(selected, of: board.catalog.objectives.count))
    case .sessions(var list):
      list.selected = moved(list.selected, of: list.rows?.count ?? 0)
      list.doomed = nil
      overlays[last] = .sessions(list)
    case .staging: staging?.move(by: rows)
    case .history(var list):
      list.selected = moved(list.selected, of: list.tree.rows.count)
      overlays[last] = .history(list)
    case .historyComparison(var comparison):
      let distance = max(-1_000_000, min(rows, 1_000_000))
      comparison.pane.scroll(by: distance)
      overlays[last] = .historyComparison(comparison)
    case .presets(let selected):
      overlays[last] = .presets(selected: moved(selected, of: board.catalog.presets.count))
    case .rows(let selected):
      overlays[last] = .rows(selected: moved(selected, of: self.rows.listedCount))
    case .palette(var palette):
      palette.selected = moved(palette.selected, of: paletteEntries.count)
      overlays[last] = .palette(palette)
    case .themes(let selected): return previewTheme(moved(selected, of: themes.choices.count))
    case .models(let role, let selected):
      overlays[last] = .models(
        role, selected: moved(selected, of: models.choices(for: role).count))
    case .help(let top):
      let hidden = HelpView.rowCount(of: self) - layout.overlay.rows
      overlays[last] = .help(topRow: moved(top, of: max(0, hidden) + 1))
    default: break
    }
    return []
  }

  mutating func toggleSelectedObjective() -> [Effect] {
    selectedObjective.map { toggleObjective($0.id) } ?? []
  }

  // MARK: - Changing the catalog

  /// Moves the selected objective; the order of the prompt is the list's.
  mutating func moveSelectedObjective(by steps: Int) -> [Effect] {
    guard let objective = selectedObjective else { return [] }
    let effects = changeBoard { $0.move(objective.id, by: steps) }
    select(objective.id)
    return effects
  }

  mutating func duplicateSelectedObjective() -> [Effect] {
    guard let objective = selectedObjective else { return [] }
    do {
      let copy = try board.duplicate(objective.id)
      arrangeBoard()
      select(copy.id)
      say("\(copy.label) is a copy, off for now; e rewords it.", .success)
    } catch {
      say(Self.sentence(for: error), .error)
    }
    return []
  }

  mutating func deleteSelectedObjective() -> [Effect] {
    guard let objective = selectedObjective, objective.isUserDefined else { return [] }
    let effects = changeBoard { $0.remove(objective.id) }
    moveSelection(by: 0)
    say("\(objective.label) is deleted; u takes it back.", .success)
    return effects
  }

  /// Takes back the last change of the catalog, be it saved or not.
  mutating func undoBoard() -> [Effect] {
    let effects = changeBoard { $0.undo() }
    moveSelection(by: 0)
    say("Taken back\(board.isUnsaved ? "; s saves the list as it is now" : "").", .success)
    return effects
  }

  /// Changes the objectives and makes the edit anew where the prompt is another now.
  mutating func changeBoard(_ change: (inout ObjectiveBoard) -> Void) -> [Effect] {
    let before = board.enabledObjectives
    change(&board)
    arrangeBoard()
    return board.enabledObjectives == before ? [] : restartEdit()
  }

  // MARK: - Wording

  mutating func keepWording(_ form: WordingForm) -> [Effect] {
    guard form.isChanged else {
      overlays.removeLast()
      return endTrial()
    }
    do {
      let objective = try form.objective()
      // One that another program took away in between comes back as a new one.
      let original = form.original.flatMap { board.objective($0.id) }
      try board.store(objective, replacing: original?.id)
      overlays.removeLast()
      select(objective.id)
      arrangeBoard()
      say("Kept for this run; in the list of objectives (o), s saves it.", .success)
      // What was tried is most of what comes.
      if let tried = trial?.run.raw { recentEdits.add(tried) }
      return endTrial() + (board.isOn(objective.id) ? restartEdit() : [])
    } catch {
      say(Self.sentence(for: error), .error)
      return []
    }
  }

  static func sentence(for error: AlignmentError) -> String {
    switch error {
    case .objectiveWithoutLabel: "An objective needs a label with a letter or a digit in it."
    case .objectiveWithoutDescription: "An objective needs a wording."
    case .objectiveWithoutColon: "A label must not be empty."
    case .controlCharacterInObjective: "An objective must not hold control characters."
    case .nameTaken: "Another objective has this name already."
    case .noSuchObjective: "There is no such objective any more."
    case .presetWithoutName: "A preset needs a name."
    case .controlCharacterInPreset: "A preset's name must not hold control characters."
    }
  }

  mutating func noteSaved(_ result: FileResult) -> [Effect] {
    switch result {
    case .success(let path):
      board.noteSaved()
      say("Saved to \(path).", .success)
    case .failure(let reason): say(reason, .error)
    }
    return []
  }
}
