/// How the next token is chosen from the logits.
public enum Sampling: Sendable, Hashable {
  /// The most likely token, after the penalty (1 is none).
  case greedy(repetitionPenalty: Double)
  /// A draw from the filtered distribution.
  case random(RandomSampling)

  /// The most likely token.
  public static let greedy = Sampling.greedy(repetitionPenalty: 1)
}

/// A seeded draw: penalty, temperature, top-k, top-p, min-p, applied in this order, as Hugging Face transformers does.
public struct RandomSampling: Sendable, Hashable {
  /// Divides the logits; above 0.
  public let temperature: Double
  /// Keeps the k most likely tokens; nil keeps all.
  public let topK: Int?
  /// Keeps the smallest set of most likely tokens whose probability reaches this; in (0, 1].
  public let topP: Double?
  /// Keeps tokens at least this likely relative to the most likely one; in [0, 1].
  public let minP: Double?
  /// Divides positive and multiplies negative logits of tokens seen before (CTRL, arXiv:1909.05858); above 0, 1 is none.
  public let repetitionPenalty: Double
  /// Reproduces the draw.
  public let seed: UInt64

  /// Creates a checked combination.
  ///
  /// - Parameters:
  ///   - temperature: Divides the logits; above 0.
  ///   - topK: Keeps the k most likely tokens; at least 1.
  ///   - topP: Keeps the most likely tokens up to this probability; in (0, 1].
  ///   - minP: Keeps tokens at least this likely relative to the best; in [0, 1].
  ///   - repetitionPenalty: Above 0; 1 is none.
  ///   - seed: Reproduces the draw.
  /// - Throws: `GenerationError.invalidSampling` naming the parameter that is out of range.
  public init(
    temperature: Double, topK: Int? = nil, topP: Double? = nil, minP: Double? = nil,
    repetitionPenalty: Double = 1, seed: UInt64
  ) throws(GenerationError) {
    try Self.check("temperature", temperature, "above 0") { $0 > 0 }
    if let topK { try Self.check("top-k", Double(topK), "at least 1") { $0 >= 1 } }
    if let topP { try Self.check("top-p", topP, "above 0 and at most 1") { $0 > 0 && $0 <= 1 } }
    if let minP { try Self.check("min-p", minP, "from 0 to 1") { $0 >= 0 && $0 <= 1 } }
    try Self.check("repetition penalty", repetitionPenalty, "above 0") { $0 > 0 }
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repetitionPenalty = repetitionPenalty
    self.seed = seed
  }

  private static func check(
    _ parameter: String, _ value: Double, _ range: String, _ isInside: (Double) -> Bool
  ) throws(GenerationError) {
    guard value.isFinite, isInside(value) else {
      throw .invalidSampling(parameter: parameter, value: value, range: range)
    }
  }
}
