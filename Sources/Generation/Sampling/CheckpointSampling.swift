public import Checkpoints

extension Sampling {
  /// What a checkpoint's `generation_config.json` asks for, with the defaults that Hugging Face transformers fills in.
  ///
  /// - Parameters:
  ///   - defaults: The file's values; nil, or `do_sample` false, gives greedy search.
  ///   - seed: Reproduces the draw.
  /// - Returns: The choice to sample with.
  /// - Throws: `GenerationError.invalidSampling` where a value of the file is out of range.
  public static func checkpoint(
    _ defaults: GenerationDefaults?, seed: UInt64
  ) throws(GenerationError) -> Sampling {
    let penalty = defaults?.repetitionPenalty ?? 1
    guard let defaults, defaults.doSample == true else {
      return .greedy(repetitionPenalty: penalty)
    }
    if let temperature = defaults.temperature, temperature == 0 {
      throw unusable("temperature", .number(above: 0, upTo: 1000))
    }
    if let topP = defaults.topP, topP == 0 {
      throw unusable("top_p", .number(above: 0, upTo: 1))
    }
    // transformers samples from the 50 most likely tokens unless the file says otherwise; 0 switches it off.
    let topK = defaults.topK ?? 50
    return .random(
      try RandomSampling(
        temperature: defaults.temperature ?? 1, topK: topK == 0 ? nil : topK,
        topP: defaults.topP, minP: defaults.minP, repetitionPenalty: penalty, seed: seed))
  }

  /// A value that greedy search passes over, of a file that asks for a draw.
  private static func unusable(_ key: String, _ expected: ExpectedValue) -> GenerationError {
    .checkpoint(
      .value(
        file: "generation_config.json", key: key, expected: expected, found: "0", position: nil))
  }
}
