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

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - prompt: The text to continue.
  ///   - sampling: How each next token is chosen; greedy unless said otherwise.
  ///   - maximumTokens: The most tokens to generate.
  ///   - stopStrings: Texts that end the generation.
  public init(
    prompt: String, sampling: Sampling = .greedy, maximumTokens: Int = 1024,
    stopStrings: [String] = []
  ) {
    self.prompt = prompt
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
  }
}
