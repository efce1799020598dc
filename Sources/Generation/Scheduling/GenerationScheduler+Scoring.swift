import Glibc
import Transformer

extension GenerationScheduler {
  /// Rows of logits that are held at once.
  private static let scoredRows = 64

  /// How likely each token of a continuation is, and whether it is the likeliest.
  ///
  /// - Parameters:
  ///   - continuation: What is scored.
  ///   - prompt: What stands before; at least one id.
  /// - Returns: One a token, the probability as a natural logarithm.
  /// - Throws: `GenerationError` where both do not fit, or the logits are no numbers.
  func score(
    _ continuation: [Int], after prompt: [Int]
  ) async throws(GenerationError) -> [(logProbability: Double, isLikeliest: Bool)] {
    let tokens = prompt + continuation
    guard !prompt.isEmpty, tokens.count <= contextLength else {
      throw .promptTooLong(promptTokens: tokens.count, contextLength: contextLength)
    }
    guard !continuation.isEmpty else { return [] }
    try checkMemory(positions: tokens.count)
    shelveIdleWork()
    // The logits after the prompt's last token are needed, so that is read here.
    let known = cache.start(Array(prompt.dropLast()))
    let sequence = known?.sequence ?? context.makeSequence()
    var scores: [(logProbability: Double, isLikeliest: Bool)] = []
    scores.reserveCapacity(continuation.count)
    while scores.count < continuation.count {
      let first = sequence.count
      let isScored = first + 1 >= prompt.count
      // The last token's logits say nothing about the continuation.
      let end =
        isScored
        ? min(first + Self.scoredRows, tokens.count - 1)
        : min(first + promptPiece(seconds: 0.25, least: 32), prompt.count - 1)
      context.forward([
        SequenceInput(sequence, tokens: tokens[first..<end], logits: isScored ? .all : .none)
      ])
      if isScored {
        for position in first..<end {
          let row = context.logits(row: position - first)
          guard let score = row.logProbability(of: tokens[position + 1]) else {
            throw .notFiniteLogits(position: position + 1)
          }
          scores.append((score, row.indexOfGreatest == tokens[position + 1]))
        }
      }
      await Task.yield()
    }
    cache.keep(sequence, tokens: Array(tokens.dropLast()))
    return scores
  }
}

extension UnsafeBufferPointer<Float> {
  /// The natural logarithm of a token's probability; nil where no logit is a finite number.
  ///
  /// - Parameter token: An index of the logits.
  /// - Returns: 0 or less, −∞ for a token that is ruled out.
  func logProbability(of token: Int) -> Double? {
    guard let best = indexOfGreatest, !self[token].isNaN else { return nil }
    let greatest = Double(self[best])
    var total = 0.0
    for logit in self where logit.isFinite { total += exp(Double(logit) - greatest) }
    return Double(self[token]) - greatest - log(total)
  }
}
