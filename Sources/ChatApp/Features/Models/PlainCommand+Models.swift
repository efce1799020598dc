extension PlainCommand {
  static let choosing: [PlainCommand] = [
    PlainCommand(
      "engine", argument: "NAME",
      help: "let another model or engine make the edits; without a name, list them"
    ) { session, name, now in session.takeModel(name, for: .aligner, at: now) },
    PlainCommand(
      "policy", argument: "NAME",
      help: "let another model or engine answer you; without a name, list them"
    ) { session, name, now in session.takeModel(name, for: .policy, at: now) },
  ]
}

extension PlainSession {
  /// Takes a model by its name, which may be one that is not listed, or says which there are.
  fileprivate mutating func takeModel(
    _ name: String, for role: ModelRole, at now: Duration
  ) -> [Effect] {
    let choices = state.models.choices(for: role)
    guard !name.isEmpty else {
      for choice in choices {
        let mark =
          state.models.awaited(for: role) == choice
          ? ", waiting" : state.models.used(for: role) == choice ? ", used now" : ""
        say("engine: \(choice.name)\(mark), \(choice.place)")
      }
      if choices.isEmpty { say("note: there is nothing to choose from.") }
      return []
    }
    guard state.configuration.choosesModels else {
      say("note: there is nothing to choose from.")
      return []
    }
    let choice = choices.first { $0.name == name } ?? EngineChoice(name: name)
    let effects = change(at: now) { $0.take(choice, for: role) }
    if state.models.awaited(for: role) != nil { say("status: waiting for \(choice.name)") }
    return effects
  }
}
