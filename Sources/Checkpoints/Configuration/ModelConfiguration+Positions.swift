import StrictJSON

extension ModelConfiguration {
  /// The base and the scaling of the rotary frequencies, from `rope_scaling` and `rope_theta`
  /// (transformers 4) or `rope_parameters` (5).
  static func parseRotary(
    _ values: KeyedValues, contextLength: Int
  ) throws(CheckpointError) -> (theta: Double, scaling: RotaryScaling) {
    let older = try values.object("rope_scaling")
    let newer = try values.object("rope_parameters")
    let thetaAbove = 0.0
    let thetaLimit = 1e12
    var theta = try values.number("rope_theta", above: thetaAbove, upTo: thetaLimit)
    // As in `convert_rope_params_to_dict`: the older key wins unless it is empty.
    let rotary = (older?.object.count ?? 0) > 0 ? older : newer
    try refusePartialRotation(values)
    guard let rotary, rotary.object.count > 0 else { return (theta ?? 10_000, .none) }
    try refusePartialRotation(rotary)
    for member in rotary.object.members where member.value.kind == .object {
      throw rotary.refusal(member.key, expected: .kind(.number))
    }
    theta = try rotary.number("rope_theta", above: thetaAbove, upTo: thetaLimit) ?? theta
    let scaling = try parseScaling(
      rotary, contextLength: contextLength,
      originalContextLength: values.integer(
        "original_max_position_embeddings", in: ConfigurationLimits.contextLength))
    return (theta ?? 10_000, scaling)
  }

  private static func refusePartialRotation(_ values: KeyedValues) throws(CheckpointError) {
    if let part = try values.number("partial_rotary_factor", above: 0, upTo: 1), part != 1 {
      throw values.refusal("partial_rotary_factor", expected: .oneOf(["1"]))
    }
  }

  private static func parseScaling(
    _ values: KeyedValues, contextLength: Int, originalContextLength: Int?
  ) throws(CheckpointError) -> RotaryScaling {
    let older = try values.string("type")
    let newer = try values.string("rope_type")
    if let older, let newer, older != newer {
      // transformers 4 and 5 would disagree about which one counts.
      throw values.refusal("type", expected: .sameAs("rope_type"))
    }
    let factorRange = 1.0...1e6
    switch newer ?? older ?? "default" {
    case "default": return .none
    case "linear":
      guard let factor = try values.number("factor", in: factorRange) else {
        throw missing("factor", in: values)
      }
      return .linear(factor: factor)
    case "llama3":
      guard let factor = try values.number("factor", in: factorRange) else {
        throw missing("factor", in: values)
      }
      guard let low = try values.number("low_freq_factor", above: 0, upTo: 1e6) else {
        throw missing("low_freq_factor", in: values)
      }
      guard let high = try values.number("high_freq_factor", above: 0, upTo: 1e6) else {
        throw missing("high_freq_factor", in: values)
      }
      guard high > low else {
        throw values.refusal("high_freq_factor", expected: .greater(than: "low_freq_factor"))
      }
      let original = try values.integer(
        "original_max_position_embeddings", in: ConfigurationLimits.contextLength)
      return .llama3(
        factor: factor, lowFrequencyFactor: low, highFrequencyFactor: high,
        originalContextLength: originalContextLength ?? original ?? contextLength)
    default:
      throw values.refusal(
        newer != nil ? "rope_type" : "type", expected: .oneOf(["default", "linear", "llama3"]))
    }
  }

  private static func missing(_ key: String, in values: KeyedValues) -> CheckpointError {
    .missingKey(file: values.file, key: (values.path + [key]).joined(separator: "."))
  }

  /// The attention window that all layers share, nil for none.
  static func parseWindow(
    _ values: KeyedValues, family: Family, layerCount: Int, defaults: FamilyDefaults
  ) throws(CheckpointError) -> Int? {
    guard family == .mistral || family == .qwen2 else { return nil }
    let written = try values.integer("sliding_window", in: ConfigurationLimits.windowLength)
    var window = values.isNull("sliding_window") ? nil : written ?? defaults.slidingWindow
    if family == .qwen2, try values.boolean("use_sliding_window") != true { window = nil }
    guard let window else { return nil }

    if let layerTypes = try values.strings("layer_types") {
      // One window for all layers or for none: a mixture is another architecture's business.
      if layerTypes.allSatisfy({ $0 == "sliding_attention" }) { return window }
      if family == .qwen2, layerTypes.allSatisfy({ $0 == "full_attention" }) { return nil }
      throw values.refusal("layer_types", expected: .oneOf(["sliding_attention"]))
    }
    guard family == .qwen2 else { return window }
    let firstWindowed = try values.integer("max_window_layers", in: 0...1 << 20) ?? 28
    if firstWindowed == 0 { return window }
    if firstWindowed >= layerCount { return nil }
    throw values.refusal("max_window_layers", expected: .oneOf(["0", "≥ num_hidden_layers"]))
  }
}
