import Alignment
import Generation
import TerminalUI

extension State {
  // MARK: - The list

  /// Opens the list of models; the bar is on the one that is used, or waited for.
  mutating func openModels(for role: ModelRole = .aligner) {
    let choices = models.choices(for: role)
    let current = models.awaited(for: role) ?? models.used(for: role)
    let selected = current.flatMap { choices.firstIndex(of: $0) } ?? 0
    overlays.append(.models(role, selected: selected))
  }

  /// Lists the models for the other role.
  mutating func switchModelRole() {
    guard case .models(let role, _) = overlays.last else { return }
    overlays.removeLast()
    openModels(for: role.next)
  }

  /// Takes the selected model.
  mutating func chooseModel() -> [Effect] {
    guard case .models(let role, let selected) = overlays.last else { return [] }
    let choices = models.choices(for: role)
    guard choices.indices.contains(selected) else { return [] }
    overlays.removeLast()
    return take(choices[selected], for: role)
  }

  // MARK: - Changing

  /// Begins to load a model in the place of another, which is kept until the new one is there.
  mutating func take(_ choice: EngineChoice, for role: ModelRole) -> [Effect] {
    if models.awaited(for: role) == choice { return [] }
    if models.used(for: role) == choice, !(role == .aligner && engine.isFailed) {
      return keepModel(choice, for: role)
    }
    let stopsEdit = role == .aligner && edit.isStoppable
    let effects = stopsEdit ? stopEdit() : []
    let id = models.await(choice, for: role, stoppingEdit: stopsEdit)
    return effects + [.models(.load(id: id, choice, role))]
  }

  /// Stays with the model that is used; what was waited for is given up.
  private mutating func keepModel(_ choice: EngineChoice, for role: ModelRole) -> [Effect] {
    guard let attempt = models.giveUp(role) else {
      say("\(choice.name) is what is used.")
      return []
    }
    return [.models(.giveUp(role))] + (attempt.stoppedEdit ? restartEdit(after: .zero) : [])
  }

  mutating func take(_ report: ModelReport) -> [Effect] {
    switch report {
    case .loaded(let id, let description):
      guard let role = models.succeed(id) else { return [] }
      return [.models(.adopt(role))] + exchangeAligner(for: description)
    case .policyLoaded(let id, let name):
      guard let role = models.succeed(id) else { return [] }
      say("\(name) answers from now on.", .success)
      return [.models(.adopt(role))] + meetPolicy(name)
    case .failed(let id, let reason):
      guard let (role, attempt) = models.fail(id) else { return [] }
      // The edit that was stopped is made by the model that is kept, unless another has begun since.
      let isStopped = attempt.stoppedEdit && edit.phase == .stopped
      let effects = isStopped ? restartEdit(after: .zero) : []
      let kept = models.used(for: role).map { " \($0.name) is kept." } ?? ""
      say(reason + kept, .error)
      return effects
    }
  }

  /// Makes the edit anew with another model; what the one before made can still be shown again.
  private mutating func exchangeAligner(for description: EngineDescription) -> [Effect] {
    // What the start said of a form of prompts was of the model of the start.
    promptFormat = description.promptFormat.flatMap(PromptFormat.init(rawValue:)) ?? .raw
    acquaint(with: description)
    say("\(description.name) makes the edits from now on.", .success)
    return restartEdit(after: .zero)
  }

  /// Waits for no model any more; those that are used stay.
  mutating func stopWaitingForModels() -> [Effect] {
    ModelRole.allCases.flatMap { role -> [Effect] in
      guard let attempt = models.giveUp(role) else { return [] }
      say("\(attempt.choice.name) is not waited for any more.")
      return [.models(.giveUp(role))]
    }
  }
}
