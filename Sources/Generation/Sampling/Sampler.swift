import Glibc

/// Chooses each next token of one generation.
///
/// The order of the steps is that of Hugging Face transformers (`generation/logits_process.py`): repetition penalty,
/// temperature, top-k, top-p, min-p, draw.
struct Sampler {
  private let sampling: Sampling
  private var generator: SeededGenerator
  private var seen: Set<Int>

  /// - Parameters:
  ///   - sampling: How to choose.
  ///   - prompt: The prompt's token ids, which the repetition penalty counts as seen.
  init(_ sampling: Sampling, prompt: [Int]) {
    self.sampling = sampling
    switch sampling {
    case .greedy: generator = SeededGenerator(seed: 0)
    case .random(let parameters): generator = SeededGenerator(seed: parameters.seed)
    }
    seen = sampling.repetitionPenalty == 1 ? [] : Set(prompt)
  }

  /// Chooses a token and remembers it for the penalty; greedily and without a penalty it allocates nothing.
  ///
  /// - Parameter logits: The logits of the next token, [V].
  /// - Returns: The token's id; nil where no logit is a finite number.
  mutating func choose(from logits: UnsafeBufferPointer<Float>) -> Int? {
    guard sampling.repetitionPenalty != 1 else { return pick(from: logits) }
    let token = penalized(logits).withUnsafeBufferPointer { pick(from: $0) }
    if let token { seen.insert(token) }
    return token
  }

  private mutating func pick(from logits: UnsafeBufferPointer<Float>) -> Int? {
    switch sampling {
    case .greedy: logits.indexOfGreatest
    case .random(let parameters): draw(from: distribution(of: logits, parameters))
    }
  }

  /// The logits with those of tokens seen before made less likely.
  func penalized(_ logits: UnsafeBufferPointer<Float>) -> [Float] {
    let penalty = Float(sampling.repetitionPenalty)
    let greatest = Float.greatestFiniteMagnitude
    var logits = Array(logits)
    guard penalty != 1 else { return logits }
    for id in seen where id < logits.count && logits[id].isFinite {
      let logit = logits[id]
      // A penalty near 0 must leave a number.
      logits[id] = min(max(logit > 0 ? logit / penalty : logit * penalty, -greatest), greatest)
    }
    return logits
  }

  private mutating func draw(from distribution: [Candidate]) -> Int? {
    var remaining = generator.nextUnit()
    for candidate in distribution {
      remaining -= candidate.probability
      if remaining < 0 { return candidate.id }
    }
    // Rounding may leave a little.
    return distribution.last?.id
  }

  /// A token and its probability among those that are left.
  struct Candidate: Equatable {
    let id: Int
    var probability: Double
  }

  /// What the filters leave, summing to 1, in an order that depends on nothing but the arguments.
  ///
  /// Takes time in proportion to V: no step sorts the whole vocabulary.
  ///
  /// - Parameters:
  ///   - logits: The logits after the penalty, [V].
  ///   - parameters: The filters.
  /// - Returns: The tokens that can be drawn.
  func distribution(
    of logits: UnsafeBufferPointer<Float>, _ parameters: RandomSampling
  ) -> [Candidate] {
    guard let best = logits.indexOfGreatest else { return [] }
    let greatest = logits[best]
    // Ties with the k-th stay, as in the reference.
    let least = parameters.topK.map { logits.largest(rank: $0) } ?? -.infinity
    var candidates: [Candidate] = []
    candidates.reserveCapacity(min(parameters.topK ?? logits.count, logits.count))
    for (id, logit) in zip(0..., logits) where logit.isFinite && logit >= least {
      // The difference first: a temperature near 0 must not make infinities of which the difference is no number.
      let weight = exp((Double(logit) - Double(greatest)) / parameters.temperature)
      candidates.append(Candidate(id: id, probability: weight))
    }
    candidates.normalize()
    if let topP = parameters.topP, topP < 1 { candidates.keepNucleus(topP) }
    if let minP = parameters.minP, let most = candidates.lazy.map(\.probability).max() {
      candidates.removeAll { $0.probability < minP * most }
      candidates.normalize()
    }
    return candidates
  }
}

extension [Sampler.Candidate] {
  fileprivate mutating func normalize() {
    let total = reduce(0) { $0 + $1.probability }
    for index in indices { self[index].probability /= total }
  }

  /// Keeps the most likely ones that together reach `topP`, and normalizes them.
  fileprivate mutating func keepNucleus(_ topP: Double) {
    // All below this together have less than 1 − topP, so none of them can be needed; half of it allows for rounding.
    let negligible = (1 - topP) / Double(count) / 2
    removeAll { $0.probability < negligible }
    sort {
      $0.probability == $1.probability ? $0.id < $1.id : $0.probability > $1.probability
    }
    var reached = 0.0
    let last = firstIndex { candidate in
      reached += candidate.probability
      return reached >= topP
    }
    if let last { removeLast(count - last - 1) }
    normalize()
  }
}

extension Sampling {
  /// The penalty of either way to choose; 1 is none.
  public var repetitionPenalty: Double {
    switch self {
    case .greedy(let penalty): penalty
    case .random(let parameters): parameters.repetitionPenalty
    }
  }
}
