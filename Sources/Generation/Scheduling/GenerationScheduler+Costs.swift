import Checkpoints
import Transformer

extension GenerationScheduler {
  /// What passes over several tokens cost after a prompt of arbitrary tokens.
  ///
  /// - Parameters:
  ///   - promptTokens: How many tokens stand before.
  ///   - repetitions: Passes of each size; their median counts.
  /// - Returns: The table.
  /// - Throws: `GenerationError` where the context or memory has no room.
  func measurePassCosts(
    promptTokens: Int, repetitions: Int
  ) async throws(GenerationError) -> PassCosts {
    let sizes = PassCosts.measuredRows
    let longest = sizes[sizes.count - 1]
    guard promptTokens >= 1, promptTokens <= contextLength - longest else {
      throw .promptTooLong(promptTokens: promptTokens, contextLength: contextLength)
    }
    try checkMemory(positions: promptTokens + longest)
    let vocabularySize = model.configuration.vocabularySize
    let tokens = (0..<promptTokens + longest).map { ($0 * 7919 + 13) % vocabularySize }
    let sequence = context.makeSequence()
    context.forward([SequenceInput(sequence, tokens: tokens[..<promptTokens], logits: .none)])
    let clock = ContinuousClock()
    var seconds = sizes.map { _ in [Double]() }
    // The sizes take turns, so that a slower while of the machine meets all of them.
    for _ in 0..<max(1, repetitions) {
      for (index, size) in sizes.enumerated() {
        let start = clock.now
        context.forward([
          SequenceInput(
            sequence, tokens: tokens[promptTokens..<promptTokens + size], logits: .all)
        ])
        seconds[index].append((clock.now - start).seconds)
        sequence.truncate(to: promptTokens)
      }
      await Task.yield()
    }
    let medians = seconds.map { $0.sorted()[$0.count / 2] }
    return PassCosts(relative: medians.map { $0 / max(medians[0], 1e-9) })
  }
}
