/// One thing an edit can be asked to improve.
public struct Objective: Sendable, Equatable, Identifiable {
  /// Its name in commands and files, unique in a catalog: `harmless`.
  public var id: String
  /// Its name on the screen: `Harmless`.
  public var label: String
  /// What it asks of a response, as a sentence.
  public var description: String
  /// Other names that resolve to it.
  public var aliases: [String]
  /// The families whose models were trained on it; empty where it is unseen by all.
  public var trainedFamilies: [PromptFamily]
  /// The exact prompt text in families where it is not `label: description`.
  public var prompts: [PromptFamily: String]
  /// Whether the user made it, rather than the published scripts.
  public var isUserDefined: Bool

  /// Makes an objective.
  public init(
    id: String, label: String, description: String, aliases: [String] = [],
    trainedFamilies: [PromptFamily] = [], prompts: [PromptFamily: String] = [:],
    isUserDefined: Bool = true
  ) {
    self.id = id
    self.label = label
    self.description = description
    self.aliases = aliases
    self.trainedFamilies = trainedFamilies
    self.prompts = prompts
    self.isUserDefined = isUserDefined
  }

  /// The text that stands for it in a prompt.
  ///
  /// A family without a wording of its own borrows one, so that any objective works in any family: from the first
  /// family trained on it, then from the first that has a wording, and otherwise it is `label: description`.
  ///
  /// - Parameter family: The prompt's family.
  /// - Returns: The text, without separators.
  public func promptText(for family: PromptFamily) -> String {
    if let own = prompts[family] { return own }
    let plain = "\(label): \(description)"
    // Trained on it and without a text of its own: the plain wording is the exact one.
    if trainedFamilies.contains(family) { return plain }
    for lender in trainedFamilies + PromptFamily.allCases {
      if let borrowed = prompts[lender] { return borrowed }
    }
    return plain
  }

  /// Whether models of a family were trained on it.
  ///
  /// - Parameter family: The models' family.
  /// - Returns: False for an unseen objective.
  public func isTrained(in family: PromptFamily) -> Bool { trainedFamilies.contains(family) }

  /// Takes what was trained on another wording: only the families whose prompt text is still that one's count.
  ///
  /// - Parameter old: The objective as models know it.
  public mutating func inheritTraining(from old: Objective) {
    trainedFamilies = old.trainedFamilies
    let kept = old.trainedFamilies.filter { promptText(for: $0) == old.promptText(for: $0) }
    trainedFamilies = kept
  }

  /// Reads an objective given on the command line: `Brevity: The response should …`.
  ///
  /// The text reaches the prompt as written, but for blanks around its two parts. The id is the label in lower case
  /// with runs of other characters made one `-`.
  ///
  /// - Parameter text: A label, a colon and a description.
  /// - Returns: The objective, marked as the user's.
  /// - Throws: `AlignmentError` where the colon or a part is missing, or a part holds a control character.
  public static func parse(commandLine text: String) throws(AlignmentError) -> Objective {
    guard let colon = text.firstIndex(of: ":") else { throw .objectiveWithoutColon(text) }
    let label = text[..<colon].trimmingBlanks()
    let description = text[text.index(after: colon)...].trimmingBlanks()
    guard !label.isEmpty else { throw .objectiveWithoutLabel(text) }
    guard !description.isEmpty else { throw .objectiveWithoutDescription(label: label) }
    if let control = text.firstControlCharacter {
      throw .controlCharacterInObjective(label: label, scalar: control)
    }
    let id = ObjectiveKey.identifier(from: label)
    guard !id.isEmpty else { throw .objectiveWithoutLabel(text) }
    return Objective(id: id, label: label, description: description)
  }
}
