/// A dialogue that an engine answers in the form its model was trained on.
///
/// What the aligner needs is a `GenerationRequest`, whose prompt is its own to the byte; this is for policies.
public struct ChatRequest: Sendable, Equatable {
  /// The dialogue, oldest message first.
  public var messages: [ChatMessage]
  /// How each next token is chosen.
  public var sampling: Sampling
  /// The most tokens to generate.
  public var maximumTokens: Int
  /// Texts that end the answer when they appear; they are not part of it.
  public var stopStrings: [String]

  /// Creates a request.
  ///
  /// - Parameters:
  ///   - messages: The dialogue, oldest message first.
  ///   - sampling: How each next token is chosen; greedy unless said otherwise.
  ///   - maximumTokens: The most tokens to generate.
  ///   - stopStrings: Texts that end the answer.
  public init(
    messages: [ChatMessage], sampling: Sampling = .greedy, maximumTokens: Int = 1024,
    stopStrings: [String] = []
  ) {
    self.messages = messages
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
  }
}

/// One message of a dialogue.
public struct ChatMessage: Sendable, Equatable {
  /// Who wrote it.
  public enum Role: String, Sendable, Equatable, CaseIterable {
    case system, user, assistant
  }

  /// Who wrote it.
  public var role: Role
  /// What it says.
  public var content: String

  /// Creates a message.
  public init(role: Role, content: String) {
    self.role = role
    self.content = content
  }
}
