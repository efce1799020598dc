public import Generation

/// What answers the user, on the left of the screen: a local checkpoint, a remote server, a script.
public protocol PolicySource: Sendable {
  /// Its name, for people.
  var name: String { get }

  /// Begins an answer.
  ///
  /// - Parameter request: The dialogue to answer.
  /// - Returns: The answer as it is written.
  /// - Throws: `GenerationError` where the dialogue cannot be answered.
  func reply(to request: PolicyRequest) async throws(GenerationError) -> PolicyReply
}

/// A dialogue to be answered.
public struct PolicyRequest: Sendable, Equatable {
  /// The dialogue so far, as the screen shows it.
  public var dialogue: String
  /// How each next token is chosen.
  public var sampling: Sampling
  /// The most tokens of the answer.
  public var maximumTokens: Int

  /// Makes a request.
  public init(dialogue: String, sampling: Sampling, maximumTokens: Int) {
    self.dialogue = dialogue
    self.sampling = sampling
    self.maximumTokens = maximumTokens
  }
}

/// An answer being written.
public struct PolicyReply: Sendable {
  /// The text as it comes, and the end.
  public var events: GenerationStream
  /// How many of the oldest turns had to be left out.
  public var droppedTurns: Int

  /// Makes a reply.
  public init(events: GenerationStream, droppedTurns: Int = 0) {
    self.events = events
    self.droppedTurns = droppedTurns
  }
}
