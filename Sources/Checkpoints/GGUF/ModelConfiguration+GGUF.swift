extension ModelConfiguration {
  /// The architectures of GGUF that we compute.
  private static let architectures = [(name: "llama", family: Family.llama)]

  /// Reads the keys of a GGUF file, and what the presence of its tensors says.
  ///
  /// - Throws: `CheckpointError` for anything that we would compute wrongly.
  static func parse(_ header: GGUFHeader) throws(CheckpointError) -> ModelConfiguration {
    let keys = header.metadata
    let architectureKey = "general.architecture"
    guard let name = try keys.string(architectureKey) else { throw keys.missing(architectureKey) }
    guard let (_, family) = architectures.first(where: { $0.name.utf8.elementsEqual(name.utf8) })
    else {
      throw keys.refusal(architectureKey, expected: .oneOf(architectures.map(\.name)))
    }
    try refuseWhatWouldBeIgnored(keys, architecture: name)
    let limits = ConfigurationLimits.self
    let layers = try keys.required("\(name).block_count", in: limits.layerCount)
    let width = try keys.required("\(name).embedding_length", in: limits.width)
    let heads = try parseHeads(keys, architecture: name, layers: layers, width: width)
    guard
      let feedForwardWidth = try keys.layerInteger(
        "\(name).feed_forward_length", layers: layers, in: limits.feedForwardWidth)
    else { throw keys.missing("\(name).feed_forward_length") }
    let contextLength = try keys.required("\(name).context_length", in: limits.contextLength)
    let epsilonKey = "\(name).attention.layer_norm_rms_epsilon"
    guard let epsilon = try keys.number(epsilonKey, above: 0, upTo: 1) else {
      throw keys.missing(epsilonKey)
    }
    let vocabularySize = try parseVocabularySize(header, architecture: name)
    let identifiers = try GGUFVocabulary.identifiers(keys, vocabularySize: vocabularySize)
    let tensors = Set(header.tensors.map(\.name))
    return ModelConfiguration(
      family: family, vocabularySize: vocabularySize, width: width,
      feedForwardWidth: feedForwardWidth, layerCount: layers, headCount: heads.count,
      keyValueHeadCount: heads.keyValueCount, headWidth: heads.width,
      contextLength: contextLength, normEpsilon: Float(epsilon),
      rotaryTheta: try keys.number("\(name).rope.freq_base", above: 0, upTo: 1e12) ?? 10_000,
      rotaryScaling: try parseScaling(header, architecture: name, headWidth: heads.width),
      slidingWindow: try parseWindow(keys, architecture: name),
      rotaryPairing: .neighbours,
      tiesEmbeddings: !tensors.contains("output.weight"),
      attentionBias: tensors.contains("blk.0.attn_q.bias"),
      attentionOutputBias: tensors.contains("blk.0.attn_output.bias"),
      feedForwardBias: tensors.contains("blk.0.ffn_up.bias"), activation: .silu,
      initializerRange: Float(usualInitializerRange),
      beginningOfSequence: identifiers.beginning, endOfSequence: identifiers.ends,
      storedType: nil)
  }

  /// Keys that change the arithmetic in a way that we do not have.
  private static func refuseWhatWouldBeIgnored(
    _ keys: GGUFMetadata, architecture: String
  ) throws(CheckpointError) {
    for key in ["\(architecture).expert_count", "\(architecture).leading_dense_block_count"] {
      if let count = try keys.integer(key, in: 0...1 << 20), count > 0 {
        throw keys.refusal(key, expected: .oneOf(["0"]))
      }
    }
    let causal = "\(architecture).attention.causal"
    if try keys.boolean(causal) == false { throw keys.refusal(causal, expected: .oneOf(["true"])) }
    for name in ["attn_logit_softcapping", "final_logit_softcapping", "logit_scale"]
    where keys["\(architecture).\(name)"] != nil {
      throw keys.refusal("\(architecture).\(name)", expected: .absent)
    }
    for name in ["attention.scale", "attention.clamp_kqv", "attention.max_alibi_bias"]
    where try keys.number("\(architecture).\(name)", in: -1e9...1e9) ?? 0 != 0 {
      throw keys.refusal("\(architecture).\(name)", expected: .absent)
    }
  }

  private static func parseHeads(
    _ keys: GGUFMetadata, architecture: String, layers: Int, width: Int
  ) throws(CheckpointError) -> (count: Int, keyValueCount: Int, width: Int) {
    let limits = ConfigurationLimits.self
    let countKey = "\(architecture).attention.head_count"
    guard let count = try keys.layerInteger(countKey, layers: layers, in: limits.headCount)
    else { throw keys.missing(countKey) }
    let keyValueKey = "\(architecture).attention.head_count_kv"
    let keyValueCount =
      try keys.layerInteger(keyValueKey, layers: layers, in: 1...count) ?? count
    guard count.isMultiple(of: keyValueCount) else {
      throw keys.refusal(keyValueKey, expected: .divisor(of: countKey, value: count))
    }
    let keyWidthKey = "\(architecture).attention.key_length"
    let headWidth: Int
    if let stated = try keys.integer(keyWidthKey, in: limits.headWidth) {
      headWidth = stated
    } else {
      guard width.isMultiple(of: count) else {
        throw keys.refusal(
          "\(architecture).embedding_length", expected: .multiple(of: countKey, value: count))
      }
      headWidth = width / count
    }
    guard headWidth.isMultiple(of: 2), limits.headWidth.contains(headWidth) else {
      throw keys.refusal(keyWidthKey, expected: .even)
    }
    for name in ["attention.value_length", "rope.dimension_count"] {
      let key = "\(architecture).\(name)"
      if let other = try keys.integer(key, in: 1...1 << 17), other != headWidth {
        throw keys.refusal(key, expected: .integer(headWidth...headWidth))
      }
    }
    return (count, keyValueCount, headWidth)
  }

  private static func parseVocabularySize(
    _ header: GGUFHeader, architecture: String
  ) throws(CheckpointError) -> Int {
    let limit = ConfigurationLimits.vocabularySize
    if let stated = try header.metadata.integer("\(architecture).vocab_size", in: limit) {
      return stated
    }
    // Older files leave it to the vocabulary, files without one to the embeddings.
    let tokensKey = "tokenizer.ggml.tokens"
    let rows = header.tensors.first { $0.name == "token_embd.weight" }?.shape.first
    guard let count = header.metadata[tokensKey]?.elementCount ?? rows, limit.contains(count)
    else { throw header.metadata.missing("\(architecture).vocab_size") }
    return count
  }

  private static func parseWindow(
    _ keys: GGUFMetadata, architecture: String
  ) throws(CheckpointError) -> Int? {
    let key = "\(architecture).attention.sliding_window"
    let window = try keys.integer(key, in: 0...ConfigurationLimits.windowLength.upperBound)
    return window == 0 ? nil : window
  }

  private static func parseScaling(
    _ header: GGUFHeader, architecture: String, headWidth: Int
  ) throws(CheckpointError) -> RotaryScaling {
    let keys = header.metadata
    let prefix = "\(architecture).rope."
    let factors = try GGUFRotaryFactors.read(header, count: headWidth / 2)
    let range = 0.0...1e6
    var factor = try keys.number(prefix + "scaling.factor", in: range)
    // What the first versions of the format had.
    if factor == nil { factor = try keys.number(prefix + "scale_linear", in: range) }
    if factor == 0 || factor == 1 { factor = nil }
    let attentionKey = prefix + "scaling.attn_factor"
    if let attention = try keys.number(attentionKey, in: range), attention != 1 {
      throw keys.refusal(attentionKey, expected: .oneOf(["1"]))
    }
    let type = try keys.string(prefix + "scaling.type") ?? "linear"
    switch (type, factor, factors) {
    case ("none", _, nil), ("linear", nil, nil): return .none
    case ("linear", let factor?, nil): return .linear(factor: factor)
    case ("none", _, let factors?), ("linear", nil, let factors?): return .factors(factors)
    case ("linear", let factor?, let factors?): return .factors(factors.map { $0 * Float(factor) })
    default:
      throw keys.refusal(prefix + "scaling.type", expected: .oneOf(["none", "linear"]))
    }
  }
}
