/// Something that continues prompts: the local core, a remote server, a replay, a script.
///
/// Whoever consumes the stream cannot tell them apart.
public protocol Engine: Sendable {
  /// What generates, for people.
  var description: EngineDescription { get }

  /// The number of tokens of a prompt, with the beginning-of-sequence token where the model wants one.
  ///
  /// - Parameter prompt: The whole prompt.
  /// - Returns: Its tokens.
  /// - Throws: `GenerationError` where the engine cannot be asked.
  func countTokens(_ prompt: String) async throws(GenerationError) -> Int

  /// A generation that starts when the stream is first asked for an event.
  ///
  /// - Parameter request: What to continue.
  /// - Returns: Its events.
  func stream(_ request: GenerationRequest) -> GenerationStream

  /// An answer to a dialogue, in the form that the model was trained to answer.
  ///
  /// - Parameter request: What to answer.
  /// - Returns: The answer's events; the generation starts when the stream is first asked for one.
  /// - Throws: `GenerationError.chatUnsupported` where the form is not known.
  func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream

  /// The number of tokens of a dialogue, in the form that the model was trained to answer.
  ///
  /// - Parameter messages: The dialogue, oldest message first.
  /// - Returns: Its tokens, those before the answer included; nil where the engine cannot tell.
  /// - Throws: `GenerationError.chatUnsupported` where the form is not known.
  func countTokens(of messages: [ChatMessage]) async throws(GenerationError) -> Int?

  /// Requests that may come next, to be prepared while nothing else runs; they replace those of the last call.
  ///
  /// - Parameters:
  ///   - requests: What may be asked for, the likeliest first; none ends the preparation.
  ///   - generating: Whether to write their texts as well, beyond reading their prompts.
  func prefetch(_ requests: [GenerationRequest], generating: Bool)

  /// How likely the model finds a given text, token by token; generations that somebody waits for come first.
  ///
  /// - Parameter request: What to score after what.
  /// - Returns: The text's tokens.
  /// - Throws: `GenerationError.scoringUnsupported` where the engine cannot tell, `.cancelled` where the task was.
  func score(_ request: ScoringRequest) async throws(GenerationError) -> ScoredText
}

extension Engine {
  /// Refuses: what an engine does that only continues texts.
  public func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    throw .chatUnsupported
  }

  /// Cannot tell.
  public func countTokens(of messages: [ChatMessage]) async throws(GenerationError) -> Int? { nil }

  /// Prepares nothing: what an engine does that has nothing to gain.
  public func prefetch(_ requests: [GenerationRequest], generating: Bool) {}

  /// Refuses: what an engine does that gives no probabilities.
  public func score(_ request: ScoringRequest) async throws(GenerationError) -> ScoredText {
    throw .scoringUnsupported
  }
}

/// What generates, for people.
public struct EngineDescription: Sendable, Equatable {
  /// The model's name.
  public var name: String
  /// How its weights are stored, such as `BF16`.
  public var elementType: String
  /// How far activations may be rounded, `exact` or `fast`; nil where that is not known.
  public var arithmetic: String?
  /// The most tokens of prompt and text together.
  public var contextLength: Int
  /// The folder or the address.
  public var location: String
  /// What changes where the same place holds another model, or computes otherwise; nil where that is not known.
  public var revision: String?
  /// Ids of the objectives it was trained on; empty where unknown.
  public var trainedObjectives: [String]
  /// The prompt family it was trained on; nil where unknown.
  public var family: String?
  /// The prompt format it was trained on; nil where unknown.
  public var promptFormat: String?

  /// Creates a description.
  public init(
    name: String, elementType: String, arithmetic: String? = nil, contextLength: Int,
    location: String, revision: String? = nil,
    trainedObjectives: [String] = [], family: String? = nil, promptFormat: String? = nil
  ) {
    self.name = name
    self.elementType = elementType
    self.arithmetic = arithmetic
    self.contextLength = contextLength
    self.location = location
    self.revision = revision
    self.trainedObjectives = trainedObjectives
    self.family = family
    self.promptFormat = promptFormat
  }
}
