/// What an engine is asked to continue, and until when.
public struct GenerationRequest: Sendable, Equatable {
  /// The text to continue, exactly as the model shall see it.
  public var prompt: String
  /// How each next token is chosen.
  public var sampling: Sampling
  /// The most tokens to generate.
  public var maximumTokens: Int
  /// Texts that end the generation when they appear; they are not part of the result.
  public var stopStrings: [String]
  /// Texts that the result may repeat, such as the answer that it edits: guesses are taken from them and from the prompt.
  ///
  /// They change how fast the text comes, never which text.
  public var draftSources: [String]
  /// Whose turn it is where several want the engine.
  public var priority: Priority

  /// How urgent a generation is.
  public enum Priority: Sendable, Equatable {
    /// Somebody waits for it.
    case interactive
    /// It may be of use later: it stands still while anything interactive runs.
    case background
  }

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - prompt: The text to continue.
  ///   - sampling: How each next token is chosen; greedy unless said otherwise.
  ///   - maximumTokens: The most tokens to generate.
  ///   - stopStrings: Texts that end the generation.
  ///   - draftSources: Texts that the result may repeat.
  ///   - priority: Whether somebody waits for it; so unless said otherwise.
  public init(
    prompt: String, sampling: Sampling = .greedy, maximumTokens: Int = 1024,
    stopStrings: [String] = [], draftSources: [String] = [], priority: Priority = .interactive
  ) {
    self.prompt = prompt
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
    self.draftSources = draftSources
    self.priority = priority
  }
}
