import StrictJSON

extension LowRankAdapter.Settings {
  private static let fileLimit = 1 << 20

  /// Reads `adapter_config.json`.
  static func parse(_ file: RegularFile) throws(CheckpointError) -> LowRankAdapter.Settings {
    let values = try KeyedValues(bytes: file.readAll(limit: fileLimit), file: file.path)
    guard let kind = try values.string("peft_type") else {
      throw .missingKey(file: file.path, key: "peft_type")
    }
    guard kind == "LORA" else { throw values.refusal("peft_type", expected: .oneOf(["LORA"])) }
    try refuseWhatIsAppliedOtherwise(values)
    guard let rank = try values.integer("r", in: 1...1 << 14) else {
      throw .missingKey(file: file.path, key: "r")
    }
    return LowRankAdapter.Settings(
      rank: rank, alpha: try values.number("lora_alpha", in: -1e6...1e6) ?? 8,
      dropout: try values.number("lora_dropout", in: 0...1) ?? 0,
      // A pattern rather than a list says nothing that the tensors' names do not.
      targetModules: values["target_modules"]?.arrayValue?.compactMap(\.stringValue) ?? [],
      isRankStabilized: try values.boolean("use_rslora") ?? false,
      base: try values.string("base_model_name_or_path"))
  }

  /// Keys that change what the matrices mean.
  private static func refuseWhatIsAppliedOtherwise(
    _ values: KeyedValues
  ) throws(CheckpointError) {
    for key in ["fan_in_fan_out", "use_dora", "lora_bias", "use_qalora", "use_bdlora"]
    where values[key] != nil && values[key] != .bool(false) {
      throw values.refusal(key, expected: .oneOf(["false"]))
    }
    if let bias = try values.string("bias"), bias != "none" {
      throw values.refusal("bias", expected: .oneOf(["none"]))
    }
    // The others change the base model too, so that the adapter belongs to one that is not here.
    let initialisations = ["gaussian", "orthogonal", "eva"]
    if let name = values["init_lora_weights"]?.stringValue, !initialisations.contains(name) {
      throw values.refusal("init_lora_weights", expected: .oneOf(["true"] + initialisations))
    }
    for key in [
      "rank_pattern", "alpha_pattern", "modules_to_save", "trainable_token_indices",
      "target_parameters", "layer_replication", "alora_invocation_tokens",
    ] where !isEmpty(values[key]) {
      throw values.refusal(key, expected: .absent)
    }
  }

  private static func isEmpty(_ value: JSONValue?) -> Bool {
    switch value {
    case nil: true
    case .array(let elements)?: elements.isEmpty
    case .object(let object)?: object.count == 0
    default: false
    }
  }

  /// The text of an `adapter_config.json` that PEFT reads.
  var file: [UInt8] {
    JSONWriter.write(
      [
        "peft_type": "LORA", "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base.map(JSONValue.string) ?? .null,
        "r": .integer(Int64(rank)), "lora_alpha": Self.number(alpha),
        "lora_dropout": JSONValue(dropout),
        "target_modules": .array(targetModules.map(JSONValue.string)), "bias": "none",
        "fan_in_fan_out": false, "inference_mode": true, "init_lora_weights": true,
        "modules_to_save": .null, "use_rslora": .bool(isRankStabilized),
      ], pretty: true)
  }

  /// PEFT's own files have whole numbers as such.
  private static func number(_ value: Double) -> JSONValue {
    Int64(exactly: value).map(JSONValue.integer) ?? JSONValue(value)
  }
}
