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
    if objective.isUserDefined { return true }
    return !(trainedObjectives?.contains(objective.id) ?? objective.isTrained(in: family))
  }

  // MARK: - The list

  /// The objective that the list's bar is on.
  var selectedObjective: Objective? {
    guard case .objectives(let selected) = overlays.last else { return nil }
    let all = board.catalog.objectives
    return all.indices.contains(selected) ? all[selected] : nil
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
    case .palette(var palette):
      palette.selected = moved(palette.selected, of: paletteEntries.count)
      overlays[last] = .palette(palette)
    case .themes(let selected):
      return previewTheme(moved(selected, of: themes.choices.count))
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

  mutating func deleteSelectedObjective() -> [Effect] {
    guard let objective = selectedObjective, objective.isUserDefined else { return [] }
    let wasOn = board.isOn(objective.id)
    do {
      try board.remove(objective.id)
    } catch {
      say("It could not be deleted.", .error)
    }
    moveSelection(by: 0)
    return wasOn ? restartEdit() : []
  }

  // MARK: - Wording

  mutating func beginWording(_ objective: Objective?) {
    overlays.append(
      .wording(
        WordingForm(
          replacing: objective?.id, label: TextEditor(objective?.label ?? ""),
          description: TextEditor(objective?.description ?? "The response should "),
          isInDescription: objective != nil)))
  }

  mutating func keepWording(_ form: WordingForm) -> [Effect] {
    let old = form.replacing.flatMap(board.objective)
    if let old, old.label == form.label.text, old.description == form.description.text {
      overlays.removeLast()
      return []
    }
    do {
      var objective = try Objective.parse(
        commandLine: form.label.text + ": " + form.description.text)
      if let old {
        // Its names stay; what a model was trained on was another wording.
        objective.id = old.id
        objective.aliases = old.aliases
      }
      try board.store(objective, replacing: form.replacing)
      overlays.removeLast()
      if case .objectives = overlays.last, form.replacing == nil { moveSelection(by: .max) }
      say("Kept for this run; in the list of objectives (o), s saves it.", .success)
      return board.isOn(objective.id) ? restartEdit() : []
    } catch {
      say(Self.sentence(for: error), .error)
      return []
    }
  }

  private static func sentence(for error: AlignmentError) -> String {
    switch error {
    case .objectiveWithoutLabel: "An objective needs a label with a letter or a digit in it."
    case .objectiveWithoutDescription: "An objective needs a wording."
    case .objectiveWithoutColon: "A label must not be empty."
    case .controlCharacterInObjective: "An objective must not hold control characters."
    default: "Another objective has this name already."
    }
  }

  mutating func noteSaved(_ result: FileResult) -> [Effect] {
    switch result {
    case .success(let path):
      board.isUnsaved = false
      say("Saved to \(path).", .success)
    case .failure(let reason): say(reason, .error)
    }
    return []
  }
}
