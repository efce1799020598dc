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

extension Sampling {
  /// What is chosen, in words; what has no effect is not named.
  var words: String {
    switch self {
    case .greedy(let penalty):
      return penalty == 1 ? "greedy" : "greedy, repetition penalty \(penalty)"
    case .random(let random):
      var words = ["temperature \(random.temperature)"]
      if let topK = random.topK { words.append("top-k \(topK)") }
      if let topP = random.topP { words.append("top-p \(topP)") }
      if let minP = random.minP { words.append("min-p \(minP)") }
      if random.repetitionPenalty != 1 {
        words.append("repetition penalty \(random.repetitionPenalty)")
      }
      return (words + ["seed \(random.seed)"]).joined(separator: ", ")
    }
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
