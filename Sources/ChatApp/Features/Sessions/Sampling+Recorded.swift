import Generation
import Sessions

extension RecordedSampling {
  init(_ sampling: Sampling) {
    switch sampling {
    case .greedy(let penalty): self.init(repetitionPenalty: penalty)
    case .random(let random):
      self.init(
        temperature: random.temperature, topK: random.topK, topP: random.topP, minP: random.minP,
        repetitionPenalty: random.repetitionPenalty, seed: random.seed)
    }
  }
}

extension Sampling {
  /// How the tokens of an edit were chosen; nil where a damaged record says what cannot be.
  init?(_ recorded: RecordedSampling) {
    guard let temperature = recorded.temperature else {
      self = .greedy(repetitionPenalty: recorded.repetitionPenalty)
      return
    }
    guard let seed = recorded.seed,
      let random = try? RandomSampling(
        temperature: temperature, topK: recorded.topK, topP: recorded.topP, minP: recorded.minP,
        repetitionPenalty: recorded.repetitionPenalty, seed: seed)
    else { return nil }
    self = .random(random)
  }
}

extension RecordedEnding {
  /// What an edit that ended by itself took; nil for one that was cut off.
  var summary: GenerationSummary? {
    guard let reason = StopReason(rawValue: reason), reason != .cancelled else { return nil }
    return GenerationSummary(
      promptTokens: promptTokens, generatedTokens: generatedTokens,
      timeToFirstToken: secondsToFirstToken.map { .seconds($0) },
      decodeTime: .seconds(decodeSeconds), stopReason: reason)
  }
}
