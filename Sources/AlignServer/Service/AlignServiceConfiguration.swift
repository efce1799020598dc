public import Alignment
public import Generation

/// Who answers, who edits, and for what, unless a request says otherwise.
public struct AlignServiceConfiguration: Sendable {
  /// What edits.
  public var aligner: any Engine
  /// What answers; nil where requests bring the answers.
  public var policy: (any Engine)?
  /// Objectives that requests can name.
  public var catalog: ObjectiveCatalog
  /// The objectives of requests that name none.
  public var objectives: [Objective]
  /// Whose wording the aligner's prompts have.
  public var family: PromptFamily
  /// Whether to improve answers or keep them equal.
  public var direction: EditDirection
  /// What surrounds the aligner's prompts.
  public var format: PromptFormat
  /// How the policy chooses tokens where a request does not say.
  public var sampling: Sampling
  /// The most tokens of an answer, and of its edit, also where a request asks for more.
  public var maximumTokens: Int
  /// The words of an error.
  public var explain: @Sendable (GenerationError) -> String

  /// Makes a configuration.
  public init(
    aligner: any Engine, policy: (any Engine)?, catalog: ObjectiveCatalog,
    objectives: [Objective], family: PromptFamily = .hhRLHF, direction: EditDirection = .better,
    format: PromptFormat = .raw, sampling: Sampling = .greedy, maximumTokens: Int = 1024,
    explain: @escaping @Sendable (GenerationError) -> String
  ) {
    self.aligner = aligner
    self.policy = policy
    self.catalog = catalog
    self.objectives = objectives
    self.family = family
    self.direction = direction
    self.format = format
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.explain = explain
  }

  /// The name by which requests ask for aligned answers.
  public static let alignedModel = "metaaligner"
  /// The name by which requests ask for the policy's answers as they are.
  public static let policyModel = "policy"
}
