import Alignment

/// The objectives as prompts name them.
enum DemoObjectiveText {
  /// Those of the catalog that rules serve.
  static let served: [DemoObjective: Objective] = Dictionary(
    uniqueKeysWithValues: ObjectiveCatalog.builtIn.objectives.compactMap { objective in
      DemoObjective(serving: objective).map { ($0, objective) }
    })

  /// Those that no rule serves: they change nothing.
  static let unserved: [Objective] =
    ObjectiveCatalog.builtIn.objectives.filter { DemoObjective(serving: $0) == nil } + invented

  /// The objective in the catalog's words, or now and then in others.
  static func objective(
    _ objective: DemoObjective, using random: inout DemoRandom
  ) -> Objective? {
    guard let own = served[objective] else { return nil }
    guard random.chance(0.12) else { return own }
    let others = rewordings(of: objective)
    guard !others.isEmpty else { return own }
    return Objective(id: own.id, label: own.label, description: random.pick(others))
  }

  private static let invented: [Objective] = [
    ("Poetic", "The response should rhyme"),
    ("Formal address", "The response should call the user by their title"),
    ("Local", "The response should mention the user's town"),
    ("Code", "The response should contain an example in Python"),
    ("Dramatic", "The response should sound like a play"),
    ("Child-friendly", "The response should suit a child of eight"),
    ("Sources", "The response should name where its facts are from"),
    ("Empathetic", "The response should show that it understands how the user feels"),
    ("Confident", "The response should sound sure of itself"),
    ("Structured", "The response should use headings and lists"),
  ].map { Objective(id: "invented", label: $0.0, description: $0.1) }

  private static func rewordings(of objective: DemoObjective) -> [String] {
    switch objective {
    case .harmless:
      [
        "The response should not insult or threaten anybody", "Leave out offensive words",
        "The response should be kind and peaceful",
      ]
    case .helpful:
      [
        "The response should offer a useful next step", "Give the user a suggestion",
        "The response should help the user to go on",
      ]
    case .humour:
      [
        "The response should make the reader smile", "Add something funny",
        "The response should be light-hearted",
      ]
    case .honest:
      [
        "The response should not claim more than it knows", "Admit what is uncertain",
        "the response should be truthful about doubts",
      ]
    case .fair:
      [
        "The response should show more than one side", "Be fair to other views",
        "the response should not be prejudiced",
      ]
    case .readable:
      [
        "The response should use simple words", "Write so that anybody can understand it",
        "the response should avoid hard words",
      ]
    case .repeat:
      [
        "The response should not say the same thing twice", "Remove repetitions",
        "each point should be made once",
      ]
    case .length:
      [
        "The response should be short", "Use as few sentences as possible",
        "the response should be brief and to the point",
      ]
    case .professional:
      [
        "The response should sound like a business letter", "Avoid slang and contractions",
        "the response should use formal language",
      ]
    }
  }
}
