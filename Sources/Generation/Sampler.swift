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
    let token: Int?
    switch sampling {
    case .greedy:
      token = best(of: logits)
    case .random(let parameters):
      token = draw(from: logits, parameters)
    }
    if let token, sampling.repetitionPenalty != 1 { seen.insert(token) }
    return token
  }

  private func best(of logits: ArraySlice<Float>) -> Int? {
    var best: (id: Int, logit: Float)?
    for (id, logit) in zip(0..., logits) where logit.isFinite {
      let logit = penalized(logit, of: id)
      // The lowest id wins a tie, as in argmax of the reference.
      if logit > (best?.logit ?? -.infinity) { best = (id, logit) }
    }
    return best?.id
  }

  private func penalized(_ logit: Float, of id: Int) -> Float {
    guard sampling.repetitionPenalty != 1, seen.contains(id) else { return logit }
    let penalty = Float(sampling.repetitionPenalty)
    return logit > 0 ? logit / penalty : logit * penalty
  }

  private mutating func draw(from logits: ArraySlice<Float>, _ parameters: RandomSampling) -> Int? {
    let distribution = distribution(of: logits, parameters)
    guard let last = distribution.last else { return nil }
    var remaining = generator.nextUnit()
    for candidate in distribution {
      remaining -= candidate.probability
      if remaining < 0 { return candidate.id }
    }
    return last.id
  }

  /// A token and its probability among those that are left.
  struct Candidate: Equatable {
    let id: Int
    var probability: Double
  }

  /// What the filters leave, most likely first, summing to 1.
  func distribution(of logits: ArraySlice<Float>, _ parameters: RandomSampling) -> [Candidate] {
    var scores: [(id: Int, logit: Double)] = []
    scores.reserveCapacity(logits.count)
    for (id, logit) in zip(0..., logits) where logit.isFinite {
      scores.append((id, Double(penalized(logit, of: id)) / parameters.temperature))
    }
    scores.sort { $0.logit != $1.logit ? $0.logit > $1.logit : $0.id < $1.id }
    guard let best = scores.first else { return [] }
    if let topK = parameters.topK, topK < scores.count {
      // Ties with the k-th stay, as in the reference.
      let threshold = scores[topK - 1].logit
      scores.removeAll { $0.logit < threshold }
    }
    var candidates = scores.map { Candidate(id: $0.id, probability: exp($0.logit - best.logit)) }
    candidates.normalize()
    if let topP = parameters.topP, topP < 1 {
      var reached = 0.0
      let count = candidates.firstIndex { candidate in
        reached += candidate.probability
        return reached >= topP
      }
      if let count { candidates.removeLast(candidates.count - count - 1) }
      candidates.normalize()
    }
    if let minP = parameters.minP, let first = candidates.first {
      candidates.removeAll { $0.probability < minP * first.probability }
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
