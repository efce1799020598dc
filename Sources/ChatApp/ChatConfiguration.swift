public import Alignment
public import Generation
public import Sessions
public import TerminalUI

/// What the interactive program starts with.
public struct ChatConfiguration: Sendable {
  /// The conversation and the answer to start with; nil starts with the first example.
  public var start: Start?
  /// A session to go on with; nil begins another.
  public var resumed: Session?
  /// Whether what happens is kept as a session.
  public var keepsSessions: Bool
  /// A data file whose first row is shown where there is no `start`; nil opens none.
  public var rows: String?
  /// Examples to pick from.
  public var examples: [Example]
  /// The objectives that there are, those given on the command line among them.
  public var catalog: ObjectiveCatalog
  /// Those of the command line, which no file has.
  public var givenObjectives: [Objective] = []
  /// Objectives switched on at the start, by id and in order; nil leaves it to the example, else to the family.
  public var objectives: [String]?
  /// The prompt family; nil follows the model, else the example.
  public var family: PromptFamily?
  /// What the edit should do with the objectives.
  public var direction: EditDirection
  /// What surrounds the prompt; nil follows the model.
  public var format: PromptFormat?
  /// How each next token is chosen.
  public var sampling: Sampling
  /// Whether the user chose that for this run, so that no session changes it.
  public var isSamplingGiven = false
  /// The most tokens of an edit.
  public var maximumTokens: Int
  /// Texts that end an edit when they appear.
  public var stopStrings: [String]
  /// Whether the oldest turns of a context that is too long are left out; where not, it is refused.
  public var trimsContext: Bool
  /// What is worked on while nothing else is to do.
  public var prefetching: Prefetching
  /// Whether edits that were made are shown again at once when they are asked for again.
  public var replays: Bool
  /// The model's name, shown while it loads.
  public var modelName: String
  /// The name of what answers the user, shown while it loads; nil where the user gives the answers.
  public var policyName: String?
  /// The name of the model that edits can be compared with, loaded when they are; nil for none.
  public var comparedModelName: String?
  /// How text maps to cells.
  public var widthRules: WidthRules
  /// The keys that the user gave to actions.
  public var keys = KeyChoices()
  /// The themes to pick from.
  public var themes = ThemeChoices()
  /// What the user should know at the start, in a sentence; nil where there is nothing.
  public var startNotice: String?
  /// The shortest time between two frames.
  public var frameInterval = Duration.milliseconds(33)
  /// The shortest time between two changes that come from the model; longer than a frame where motion is to be reduced.
  public var streamInterval = Duration.milliseconds(40)

  /// How far the edits that are one toggle away are prepared.
  public enum Prefetching: String, Sendable, CaseIterable {
    /// Not at all.
    case off
    /// Their prompts are read.
    case prompts
    /// They are made.
    case edits
  }

  /// A conversation and its answer.
  public struct Start: Sendable, Equatable {
    /// The conversation that the answer ends.
    public var context: String
    /// The policy model's answer.
    public var answer: String

    /// Makes a start.
    public init(context: String, answer: String) {
      self.context = context
      self.answer = answer
    }

    /// Nothing: what a data file's first row replaces.
    static let empty = Start(context: "", answer: "")
  }

  /// Makes a configuration.
  public init(
    start: Start? = nil, resumed: Session? = nil, keepsSessions: Bool = false,
    rows: String? = nil, examples: [Example] = BuiltInExamples.all,
    catalog: ObjectiveCatalog = .builtIn, objectives: [String]? = nil,
    family: PromptFamily? = nil, direction: EditDirection = .better, format: PromptFormat? = nil,
    sampling: Sampling = .greedy, maximumTokens: Int = 1024, stopStrings: [String] = [],
    trimsContext: Bool = true, prefetching: Prefetching = .edits, replays: Bool = true,
    modelName: String, policyName: String? = nil, widthRules: WidthRules = .standard
  ) {
    self.start = start
    self.resumed = resumed
    self.keepsSessions = keepsSessions
    self.rows = rows
    self.examples = examples
    self.catalog = catalog
    self.objectives = objectives
    self.family = family
    self.direction = direction
    self.format = format
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
    self.trimsContext = trimsContext
    self.prefetching = prefetching
    self.replays = replays
    self.modelName = modelName
    self.policyName = policyName
    self.widthRules = widthRules
  }
}
