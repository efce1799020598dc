import Tokenization

/// How likely a model finds a given continuation.
public struct ContinuationScore: Sendable, Equatable {
  /// Tokens of the prompt before the first one scored.
  public let promptTokens: Int
  /// The continuation's token ids, `[n]`.
  public let tokens: [Int]
  /// The natural logarithm of each token's probability after all before it, `[n]`.
  public let logProbabilities: [Double]

  /// Creates a score.
  public init(promptTokens: Int, tokens: [Int], logProbabilities: [Double]) {
    self.promptTokens = promptTokens
    self.tokens = tokens
    self.logProbabilities = logProbabilities
  }

  /// The logarithm of the whole continuation's probability.
  public var total: Double { logProbabilities.reduce(0, +) }
}

extension LocalEngine {
  /// The log-probabilities of a continuation's tokens.
  ///
  /// - Parameters:
  ///   - prompt: What stands before.
  ///   - continuation: The text to score; prompt and continuation are tokenized as one text.
  /// - Returns: One number a token.
  /// - Throws: `GenerationError` where both together do not fit into the context or into memory.
  public func score(
    prompt: String, continuation: String
  ) async throws(GenerationError) -> ContinuationScore {
    let promptIDs = tokenizer.encodePrompt(prompt)
    let whole = tokenizer.encodePrompt(prompt + continuation)
    // Where the last piece of the prompt merges with the continuation, that piece is scored as well.
    let shared = zip(promptIDs, whole).prefix { $0 == $1 }.count
    return try await score(
      promptIDs: Array(whole[..<shared]), continuationIDs: Array(whole[shared...]))
  }

  /// The log-probabilities of given tokens.
  ///
  /// - Parameters:
  ///   - promptIDs: Ids before, at least one; ids of the model's vocabulary, as all.
  ///   - continuationIDs: Ids to score.
  /// - Returns: One number a token.
  /// - Throws: `GenerationError` where both together do not fit into the context or into memory.
  public func score(
    promptIDs: [Int], continuationIDs: [Int]
  ) async throws(GenerationError) -> ContinuationScore {
    ContinuationScore(
      promptTokens: promptIDs.count, tokens: continuationIDs,
      logProbabilities: try await scheduler.score(continuationIDs, after: promptIDs))
  }
}
