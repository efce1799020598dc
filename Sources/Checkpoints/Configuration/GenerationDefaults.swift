/// What `generation_config.json` recommends; nil where it says nothing.
public struct GenerationDefaults: Sendable, Equatable {
  /// What the logits are divided by.
  public var temperature: Double?
  /// How many tokens to choose from; 0 means all.
  public var topK: Int?
  /// How much probability to choose from.
  public var topP: Double?
  /// How probable a token must be, as a part of the most probable one.
  public var minP: Double?
  /// What the logits of tokens that occurred are divided by.
  public var repetitionPenalty: Double?
  /// Whether to sample rather than to take the best.
  public var doSample: Bool?
  /// The ids that end a text.
  public var endOfSequence: [Int]

  /// Reads the file.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for errors.
  /// - Returns: What it says.
  /// - Throws: `CheckpointError` for a value of the wrong kind or out of range.
  public static func parse(
    _ bytes: some Collection<UInt8>, file: String
  ) throws(CheckpointError) -> GenerationDefaults {
    let values = try KeyedValues(bytes: bytes, file: file)
    return GenerationDefaults(
      temperature: try values.number("temperature", in: 0...1000),
      topK: try values.integer("top_k", in: 0...1 << 24),
      topP: try values.number("top_p", in: 0...1),
      minP: try values.number("min_p", in: 0...1),
      repetitionPenalty: try values.number("repetition_penalty", above: 0, upTo: 1000),
      doSample: try values.boolean("do_sample"),
      endOfSequence: try values.tokenIdentifiers(
        "eos_token_id", in: 0...ConfigurationLimits.vocabularySize.upperBound) ?? [])
  }
}
