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

  /// Chooses a token and remembers it for the penalty.
  ///
  /// - Parameter logits: The logits of the next token, [V].
  /// - Returns: The token's id; nil where no logit is a finite number.
  mutating func choose(from logits: ArraySlice<Float>) -> Int? {
    let logits = penalized(logits)
    let token: Int?
    switch sampling {
    case .greedy:
      token = best(of: logits)
    case .random(let parameters):
      token = draw(from: distribution(of: logits, parameters))
    }
    if let token, sampling.repetitionPenalty != 1 { seen.insert(token) }
    return token
  }

  /// The logits with those of tokens seen before made less likely.
  func penalized(_ logits: ArraySlice<Float>) -> ArraySlice<Float> {
    guard sampling.repetitionPenalty != 1 else { return logits }
    let penalty = Float(sampling.repetitionPenalty)
    let greatest = Float.greatestFiniteMagnitude
    var logits = logits
    for id in seen where id < logits.count {
      let index = logits.startIndex + id
      let logit = logits[index]
      guard logit.isFinite else { continue }
      // A penalty near 0 must leave a number.
      logits[index] = min(max(logit > 0 ? logit / penalty : logit * penalty, -greatest), greatest)
    }
    return logits
  }

  /// The id of the greatest finite logit.
  private func best(of logits: ArraySlice<Float>) -> Int? {
    var best: (id: Int, logit: Float)?
    for (id, logit) in zip(0..., logits) where logit.isFinite {
      // The lowest id wins a tie, as in argmax of the reference.
      if logit > (best?.logit ?? -.infinity) { best = (id, logit) }
    }
    return best?.id
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
  func distribution(of logits: ArraySlice<Float>, _ parameters: RandomSampling) -> [Candidate] {
    guard let best = best(of: logits) else { return [] }
    let greatest = logits[logits.startIndex + best]
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

extension ArraySlice<Float> {
  /// The finite element that `rank` − 1 finite ones are not less than, −∞ where there are not as many.
  ///
  /// A radix selection: four passes over the bytes of keys that are ordered as the numbers are.
  fileprivate func largest(rank: Int) -> Float {
    var keys = filter(\.isFinite).map(\.orderedKey)
    guard rank <= keys.count else { return -.infinity }
    var rank = rank
    for shift in [24, 16, 8, 0] as [UInt32] {
      var counts = [Int](repeating: 0, count: 256)
      for key in keys { counts[Int(key >> shift & 0xFF)] += 1 }
      var digit = 255
      while rank > counts[digit] {
        rank -= counts[digit]
        digit -= 1
      }
      keys = keys.filter { Int($0 >> shift & 0xFF) == digit }
    }
    return keys.first.map(Float.init(orderedKey:)) ?? -.infinity
  }
}

extension Float {
  /// A number that is greater where this one is.
  fileprivate var orderedKey: UInt32 {
    bitPattern & 0x8000_0000 == 0 ? bitPattern | 0x8000_0000 : ~bitPattern
  }

  fileprivate init(orderedKey: UInt32) {
    let isPositive = orderedKey & 0x8000_0000 != 0
    self.init(bitPattern: isPositive ? orderedKey & 0x7FFF_FFFF : ~orderedKey)
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
