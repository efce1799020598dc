import ArgumentParser
import Checkpoints
import Generation

/// How each next token is chosen.
struct SamplingOptions: ParsableArguments {
  enum Method: String, ExpressibleByArgument, CaseIterable {
    case greedy, random, checkpoint
  }

  @Option(
    help: ArgumentHelp(
      """
      greedy: the most likely token (the default). random: a seeded draw (the default when one of its flags is given). \
      checkpoint: as the model's generation_config.json says.
      """, valueName: "method"))
  var sampling: Method?

  @Option(
    parsing: .unconditional,
    help: "Divides the logits of a draw; 0 is greedy. (default for a draw: 1)")
  var temperature: Double?

  @Option(parsing: .unconditional, help: "Draws from the k most likely tokens.")
  var topK: Int?

  @Option(
    parsing: .unconditional,
    help: "Draws from the most likely tokens that together reach this probability.")
  var topP: Double?

  @Option(
    parsing: .unconditional,
    help: "Draws from tokens at least this likely relative to the most likely one.")
  var minP: Double?

  @Option(
    parsing: .unconditional, help: "Makes tokens seen before less likely, above 1. (default: 1)")
  var repetitionPenalty: Double?

  @Option(
    parsing: .unconditional,
    help: "Reproduces a draw. (default: a new one each time, reported by --json)")
  var seed: UInt64?

  /// Whether any of it was said.
  var isGiven: Bool {
    sampling != nil || hasDrawFlags || temperature != nil || repetitionPenalty != nil || seed != nil
  }

  private var hasDrawFlags: Bool {
    topK != nil || topP != nil || minP != nil || (temperature.map { $0 != 0 } ?? false)
  }

  func validate() throws {
    switch sampling {
    case .greedy where hasDrawFlags:
      throw ValidationError(
        "--sampling greedy takes no --temperature, --top-k, --top-p or --min-p.")
    case .checkpoint where hasDrawFlags || temperature != nil || repetitionPenalty != nil:
      throw ValidationError(
        "--sampling checkpoint takes its values from the model; leave out the other sampling flags."
      )
    case .random where temperature == 0:
      throw ValidationError("--temperature 0 is greedy; leave out --sampling random.")
    default: break
    }
    if temperature == 0, topK != nil || topP != nil || minP != nil {
      throw ValidationError("--temperature 0 is greedy; leave out --top-k, --top-p and --min-p.")
    }
    if let repetitionPenalty, !(repetitionPenalty > 0 && repetitionPenalty.isFinite) {
      throw ValidationError("--repetition-penalty must be above 0.")
    }
    // The ranges of the rest are checked where they are used; here too, so that a mistake is found before a model loads.
    guard sampling != .checkpoint else { return }
    do {
      _ = try resolve(defaults: nil, seed: 0)
    } catch {
      throw ValidationError(ErrorReporter.explain(error).message)
    }
  }

  /// The seed to use: the given one, or a new one.
  func chooseSeed() -> UInt64 {
    // Small enough to be typed again and to survive JSON readers that know only doubles.
    seed ?? UInt64.random(in: 0..<(1 << 32))
  }

  /// The checked choice for an engine.
  ///
  /// - Parameters:
  ///   - engine: What generates.
  ///   - seed: Of a draw.
  /// - Returns: How to choose tokens.
  /// - Throws: `GenerationError.invalidSampling`, or `CommandError.checkpointSamplingNeedsLocalModel`.
  func resolve(for engine: any Engine, seed: UInt64) throws -> Sampling {
    let local = engine as? LocalEngine
    if sampling == .checkpoint, local == nil {
      throw CommandError.checkpointSamplingNeedsLocalModel(engine: engine.description.name)
    }
    return try resolve(defaults: local?.generationDefaults, seed: seed)
  }

  /// The checked choice.
  ///
  /// - Parameters:
  ///   - defaults: The checkpoint's own wishes.
  ///   - seed: Of a draw.
  /// - Returns: How to choose tokens.
  /// - Throws: `GenerationError.invalidSampling`.
  func resolve(defaults: GenerationDefaults?, seed: UInt64) throws(GenerationError) -> Sampling {
    switch sampling ?? (hasDrawFlags ? .random : .greedy) {
    case .greedy:
      return .greedy(repetitionPenalty: repetitionPenalty ?? 1)
    case .checkpoint:
      return try .checkpoint(defaults, seed: seed)
    case .random:
      return .random(
        try RandomSampling(
          temperature: temperature ?? 1, topK: topK, topP: topP, minP: minP,
          repetitionPenalty: repetitionPenalty ?? 1, seed: seed))
    }
  }
}
