import Transformer

/// One generation over the local core, a step at a time: first the prompt in pieces, then token by token.
///
/// Synchronous and single-owner; `LocalGeneration` puts text, stop strings and cancellation on top of it.
struct TokenIterator {
  private let session: any InferenceSession
  private let prompt: [Int]
  private let endOfSequence: Set<Int>
  private let maximumTokens: Int
  private let chunkLength: Int
  private var sampler: Sampler
  private var chosenToken: Int?
  /// The newest token of the text, which the model has not read yet.
  private var unreadToken: Int?
  private(set) var generatedTokens = 0

  /// What a step after the prompt gave.
  enum Step {
    case token(Int)
    case stopped(StopReason)
  }

  /// - Parameters:
  ///   - session: An empty session whose capacity is the model's context at the most.
  ///   - prompt: The prompt's ids; fewer than the session's capacity and at least one.
  ///   - sampling: How each next token is chosen.
  ///   - endOfSequence: Ids that end the text.
  ///   - maximumTokens: The most tokens to generate.
  ///   - chunkLength: Prompt tokens to read at once.
  init(
    session: any InferenceSession, prompt: [Int], sampling: Sampling, endOfSequence: Set<Int>,
    maximumTokens: Int, chunkLength: Int
  ) {
    self.session = session
    self.prompt = prompt
    self.endOfSequence = endOfSequence
    self.maximumTokens = maximumTokens
    self.chunkLength = chunkLength
    sampler = Sampler(sampling, prompt: prompt)
  }

  /// Whether the whole prompt has been read.
  var hasReadPrompt: Bool { session.position >= prompt.count }

  /// Reads the next piece of the prompt.
  ///
  /// - Returns: How far it is.
  /// - Throws: `GenerationError.notFiniteLogits`.
  mutating func readPrompt() throws(GenerationError) -> PrefillProgress {
    let end = min(session.position + chunkLength, prompt.count)
    let isLast = end == prompt.count
    let logits = session.forward(
      Array(prompt[session.position..<end]), logits: isLast ? .last : .none)
    if isLast { try choose(from: logits) }
    return PrefillProgress(processedTokens: end, promptTokens: prompt.count)
  }

  /// The next token of the text, or why there is none.
  ///
  /// - Throws: `GenerationError.notFiniteLogits`.
  mutating func next() throws(GenerationError) -> Step {
    guard generatedTokens < maximumTokens else { return .stopped(.tokenLimit) }
    if let unreadToken {
      // Prompt and text together fill the context; the unread token is part of them.
      guard session.position + 1 < session.capacity else { return .stopped(.contextLimit) }
      try choose(from: session.forward([unreadToken], logits: .last))
    }
    guard let token = chosenToken, !endOfSequence.contains(token) else {
      return .stopped(.endOfSequence)
    }
    unreadToken = token
    generatedTokens += 1
    return .token(token)
  }

  private mutating func choose(from logits: Logits) throws(GenerationError) {
    guard let token = sampler.choose(from: logits.row(logits.rowCount - 1)) else {
      throw .notFiniteLogits(position: session.position)
    }
    chosenToken = token
  }
}
