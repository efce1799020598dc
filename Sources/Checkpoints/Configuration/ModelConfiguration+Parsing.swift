import StrictJSON

extension ModelConfiguration {
  /// Reads `config.json` in the style of transformers 4 or 5.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - file: Its name, for errors.
  /// - Returns: The configuration with transformers' defaults for what is not written.
  /// - Throws: `CheckpointError` for anything that we would compute wrongly.
  public static func parse(
    _ bytes: some Collection<UInt8>, file: String
  ) throws(CheckpointError) -> ModelConfiguration {
    try parse(KeyedValues(bytes: bytes, file: file))
  }

  /// What transformers takes where nothing is written.
  static let usualInitializerRange = 0.02

  static func parse(_ values: KeyedValues) throws(CheckpointError) -> ModelConfiguration {
    guard let type = try values.string("model_type") else {
      throw .missingKey(file: values.file, key: "model_type")
    }
    guard let family = Family.allCases.first(where: { ByteKey($0.rawValue) == ByteKey(type) })
    else {
      throw values.refusal("model_type", expected: .oneOf(Family.allCases.map(\.rawValue)))
    }
    try refuseWhatWouldBeIgnored(values, family: family)
    let defaults = FamilyDefaults(family)
    let limits = ConfigurationLimits.self

    let vocabularySize =
      try values.integer("vocab_size", in: limits.vocabularySize) ?? defaults.vocabularySize
    let width = try values.integer("hidden_size", in: limits.width) ?? defaults.width
    let layerCount =
      try values.integer("num_hidden_layers", in: limits.layerCount) ?? defaults.layerCount
    let heads = try parseHeads(values, width: width, defaults: defaults)
    let contextLength =
      try values.integer("max_position_embeddings", in: limits.contextLength)
      ?? defaults.contextLength
    let hasBias = try values.boolean("attention_bias") ?? false
    let hasFeedForwardBias = try values.boolean("mlp_bias") ?? false
    let identifiers = 0...vocabularySize - 1
    let rotary = try parseRotary(values, contextLength: contextLength)

    return ModelConfiguration(
      family: family,
      vocabularySize: vocabularySize,
      width: width,
      feedForwardWidth: try values.integer("intermediate_size", in: limits.feedForwardWidth)
        ?? defaults.feedForwardWidth,
      layerCount: layerCount,
      headCount: heads.count,
      keyValueHeadCount: heads.keyValueCount,
      headWidth: heads.width,
      contextLength: contextLength,
      normEpsilon: Float(try values.number("rms_norm_eps", above: 0, upTo: 1) ?? 1e-6),
      rotaryTheta: rotary.theta,
      rotaryScaling: rotary.scaling,
      slidingWindow: try parseWindow(
        values, family: family, layerCount: layerCount, defaults: defaults),
      tiesEmbeddings: try values.boolean("tie_word_embeddings") ?? defaults.tiesEmbeddings,
      attentionBias: family == .qwen2 || hasBias,
      attentionOutputBias: hasBias,
      feedForwardBias: hasFeedForwardBias,
      activation: try parseActivation(values, family: family, defaults: defaults),
      initializerRange: Float(
        try values.number("initializer_range", in: 0...1000) ?? Self.usualInitializerRange),
      beginningOfSequence: values.isNull("bos_token_id")
        ? nil
        : try values.integer("bos_token_id", in: identifiers)
          ?? defaults.beginningOfSequence.flatMap { identifiers.contains($0) ? $0 : nil },
      endOfSequence: try values.tokenIdentifiers("eos_token_id", in: identifiers)
        ?? defaults.endOfSequence.filter(identifiers.contains),
      storedType: (values["dtype"] ?? values["torch_dtype"])?.stringValue)
  }

  /// Keys that change the arithmetic in a way that we do not have.
  private static func refuseWhatWouldBeIgnored(
    _ values: KeyedValues, family: Family
  ) throws(CheckpointError) {
    for key in ["quantization_config", "compression_config"] where values[key] != nil {
      throw values.refusal(key, expected: .absent)
    }
    for key in ["use_bidirectional_attention", "is_encoder_decoder", "add_cross_attention"]
    where try values.boolean(key) == true {
      throw values.refusal(key, expected: .oneOf(["false"]))
    }
    // transformers has these keys only where they mean something; elsewhere they would be ignored
    // there and contradicted by the tensors here.
    let biasKeys: [Family: [String]] = [
      .mistral: ["attention_bias", "mlp_bias"], .qwen2: ["attention_bias", "mlp_bias"],
      .gemma: ["mlp_bias"],
    ]
    for key in biasKeys[family] ?? [] where try values.boolean(key) == true {
      throw values.refusal(key, expected: .oneOf(["false"]))
    }
  }

  private static func parseHeads(
    _ values: KeyedValues, width: Int, defaults: FamilyDefaults
  ) throws(CheckpointError) -> (count: Int, keyValueCount: Int, width: Int) {
    let limits = ConfigurationLimits.self
    let count =
      try values.integer("num_attention_heads", in: limits.headCount) ?? defaults.headCount
    let fallback = values.isNull("num_key_value_heads") ? nil : defaults.keyValueHeadCount
    let keyValueCount =
      try values.integer("num_key_value_heads", in: 1...count) ?? fallback ?? count
    guard keyValueCount <= count, count.isMultiple(of: keyValueCount) else {
      throw values.refusal(
        "num_key_value_heads", expected: .divisor(of: "num_attention_heads", value: count))
    }
    if let headWidth = try values.integer("head_dim", in: limits.headWidth) ?? defaults.headWidth {
      guard headWidth.isMultiple(of: 2) else { throw values.refusal("head_dim", expected: .even) }
      return (count, keyValueCount, headWidth)
    }
    guard width.isMultiple(of: count) else {
      throw values.refusal(
        "hidden_size", expected: .multiple(of: "num_attention_heads", value: count))
    }
    guard (width / count).isMultiple(of: 2) else {
      throw values.refusal(
        "hidden_size", expected: .multiple(of: "2·num_attention_heads", value: 2 * count))
    }
    return (count, keyValueCount, width / count)
  }

  private static func parseActivation(
    _ values: KeyedValues, family: Family, defaults: FamilyDefaults
  ) throws(CheckpointError) -> Activation {
    let name = try values.string("hidden_act") ?? defaults.activation
    if family == .gemma {
      // Gemma's first configurations say `gelu` and mean the tanh form; transformers corrects them.
      if let later = try values.string("hidden_activation"), later != "gelu_pytorch_tanh" {
        throw values.refusal("hidden_activation", expected: .oneOf(["gelu_pytorch_tanh"]))
      }
      guard name == "gelu" || name == "gelu_pytorch_tanh" else {
        throw values.refusal("hidden_act", expected: .oneOf(["gelu", "gelu_pytorch_tanh"]))
      }
      return .geluTanh
    }
    switch name {
    case "silu", "swish": return .silu
    case "gelu": return .gelu
    case "gelu_pytorch_tanh", "gelu_new": return .geluTanh
    default:
      throw values.refusal(
        "hidden_act", expected: .oneOf(["silu", "swish", "gelu", "gelu_pytorch_tanh", "gelu_new"]))
    }
  }
}
