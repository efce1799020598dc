import Tokenization

/// How likely a model finds a given continuation.
public struct ContinuationScore: Sendable, Equatable {
  /// Tokens of the prompt before the first one scored.
  public let promptTokens: Int
  /// The continuation's token ids, `[n]`.
  public let tokens: [Int]
  /// The natural logarithm of each token's probability after all before it, `[n]`.
  public let logProbabilities: [Double]
  /// Whether each token is the one that greedy decoding would choose there, `[n]`.
  public let areLikeliest: [Bool]

  /// Creates a score.
  public init(
    promptTokens: Int, tokens: [Int], logProbabilities: [Double], areLikeliest: [Bool]
  ) {
    self.promptTokens = promptTokens
    self.tokens = tokens
    self.logProbabilities = logProbabilities
    self.areLikeliest = areLikeliest
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
    let scores = try await scheduler.score(continuationIDs, after: promptIDs)
    return ContinuationScore(
      promptTokens: promptIDs.count, tokens: continuationIDs,
      logProbabilities: scores.map(\.logProbability), areLikeliest: scores.map(\.isLikeliest))
  }

  /// The log-probabilities of a whole text and of its end, tokenized as training does: alone, after the prompt's tokens.
  ///
  /// - Parameters:
  ///   - text: What the model is to write.
  ///   - prompt: What stands before.
  /// - Returns: One number a token, the end of the sequence among them where the tokenizer has one.
  /// - Throws: `GenerationError` where both together do not fit into the context or into memory.
  public func score(
    wholeText text: String, after prompt: String
  ) async throws(GenerationError) -> ContinuationScore {
    try await score(
      promptIDs: tokenizer.encodePrompt(prompt),
      continuationIDs: tokenizer.encode(text) + (tokenizer.endOfSequence.map { [$0] } ?? []))
  }

  /// The tokens of a text with their texts, probabilities and alternatives.
  public func score(_ request: ScoringRequest) async throws(GenerationError) -> ScoredText {
    let ids = tokenizer.encode(request.text)
    let scores = try await scheduler.score(
      ids, after: tokenizer.encodePrompt(request.prompt), alternatives: request.alternatives)
    var detokenizer = tokenizer.makeDetokenizer()
    var tokens: [ScoredToken] = []
    tokens.reserveCapacity(ids.count)
    for (index, (id, score)) in zip(ids, scores).enumerated() {
      let alternatives = score.alternatives.map { alternative in
        TokenAlternative(
          text: scheduler.endOfSequence.contains(alternative.id)
            ? nil : addition(of: alternative.id, to: detokenizer),
          logProbability: alternative.logProbability, isChosen: alternative.id == id)
      }
      var text = detokenizer.append(id)
      if index == ids.count - 1 { text += detokenizer.finish() }
      tokens.append(
        ScoredToken(
          text: text, logProbability: score.logProbability, alternatives: alternatives))
    }
    return ScoredText(tokens: tokens)
  }

  /// What one token would add.
  private func addition(of id: Int, to detokenizer: any IncrementalDetokenizer) -> String {
    var detokenizer = detokenizer
    return detokenizer.append(id) + detokenizer.finish()
  }
}
