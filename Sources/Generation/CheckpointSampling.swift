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
    // transformers samples from the 50 most likely tokens unless the file says otherwise; 0 switches it off.
    let topK = defaults.topK ?? 50
    return .random(
      try RandomSampling(
        temperature: defaults.temperature ?? 1, topK: topK == 0 ? nil : topK,
        topP: defaults.topP, minP: defaults.minP, repetitionPenalty: penalty, seed: seed))
  }
}
