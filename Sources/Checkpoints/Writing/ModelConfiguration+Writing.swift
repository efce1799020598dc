import StrictJSON
public import Tensors

extension ModelConfiguration {
  private static let fileLimit = 16 << 20

  /// Reads a `config.json` that stands alone, to make a model in its shape.
  ///
  /// - Parameter file: The file.
  /// - Returns: The configuration with transformers' defaults for what is not written.
  /// - Throws: `CheckpointError` for anything that we would compute wrongly.
  public static func read(configFile file: String) throws(CheckpointError) -> ModelConfiguration {
    try parse(RegularFile.open(file).readAll(limit: fileLimit), file: file)
  }

  /// The text of a `config.json` that transformers 4.34 and later, and 5, read to the same model.
  ///
  /// - Parameter elementType: How the weights beside it are stored: a type of numbers.
  /// - Returns: UTF-8.
  /// - Throws: `ConversionError.checkpoint` for what the file has no word for: what comes of GGUF files.
  public func configFile(elementType: ElementType) throws(ConversionError) -> [UInt8] {
    guard rotaryPairing == .halves else {
      throw Self.unsayable("rotary pairing", ["halves"], found: "neighbours")
    }
    var members: [(String, JSONValue)] = [
      ("architectures", [.string(architecture)]),
      ("model_type", .string(family.rawValue)),
      ("vocab_size", .integer(Int64(vocabularySize))),
      ("hidden_size", .integer(Int64(width))),
      ("intermediate_size", .integer(Int64(feedForwardWidth))),
      ("num_hidden_layers", .integer(Int64(layerCount))),
      ("num_attention_heads", .integer(Int64(headCount))),
      ("num_key_value_heads", .integer(Int64(keyValueHeadCount))),
      ("head_dim", .integer(Int64(headWidth))),
      ("max_position_embeddings", .integer(Int64(contextLength))),
      ("rms_norm_eps", JSONValue(Double(String(normEpsilon)) ?? Double(normEpsilon))),
      ("rope_theta", JSONValue(rotaryTheta)),
      ("rope_scaling", try rotaryScalingValue()),
      ("tie_word_embeddings", .bool(tiesEmbeddings)),
      ("attention_dropout", 0.0),
      ("initializer_range", JSONValue(Double(String(initializerRange)) ?? 0.02)),
      ("use_cache", true),
      ("bos_token_id", beginningOfSequence.map { .integer(Int64($0)) } ?? .null),
      ("eos_token_id", Self.identifiers(endOfSequence)),
      ("torch_dtype", .string(elementType.torchName)),
    ]
    members += familyMembers
    return JSONWriter.write(.object(JSONObject(members)), pretty: true)
  }

  /// One id, a list of several, null for none, as Hugging Face writes them.
  static func identifiers(_ identifiers: [Int]) -> JSONValue {
    switch identifiers.count {
    case 0: .null
    case 1: .integer(Int64(identifiers[0]))
    default: .array(identifiers.map { .integer(Int64($0)) })
    }
  }

  private var architecture: String {
    switch family {
    case .llama: "LlamaForCausalLM"
    case .mistral: "MistralForCausalLM"
    case .qwen2: "Qwen2ForCausalLM"
    case .gemma: "GemmaForCausalLM"
    }
  }

  private var familyMembers: [(String, JSONValue)] {
    let activationName =
      switch activation {
      case .silu: "silu"
      case .gelu: "gelu"
      case .geluTanh: "gelu_pytorch_tanh"
      }
    let window = slidingWindow.map { JSONValue.integer(Int64($0)) } ?? .null
    switch family {
    case .llama:
      return [
        ("hidden_act", .string(activationName)), ("attention_bias", .bool(attentionOutputBias)),
        ("mlp_bias", .bool(feedForwardBias)), ("pretraining_tp", 1),
      ]
    case .mistral: return [("hidden_act", .string(activationName)), ("sliding_window", window)]
    case .qwen2:
      return [
        ("hidden_act", .string(activationName)), ("sliding_window", window),
        ("use_sliding_window", .bool(slidingWindow != nil)),
        ("max_window_layers", .integer(Int64(slidingWindow == nil ? layerCount : 0))),
      ]
    case .gemma:
      return [
        ("hidden_act", .string(activationName)), ("hidden_activation", .string(activationName)),
        ("attention_bias", .bool(attentionOutputBias)),
      ]
    }
  }

  private func rotaryScalingValue() throws(ConversionError) -> JSONValue {
    switch rotaryScaling {
    case .none: return .null
    // transformers 4.34 allows no third key.
    case .linear(let factor): return ["type": "linear", "factor": JSONValue(factor)]
    case .llama3(let factor, let low, let high, let original):
      return [
        "rope_type": "llama3", "factor": JSONValue(factor), "low_freq_factor": JSONValue(low),
        "high_freq_factor": JSONValue(high),
        "original_max_position_embeddings": .integer(Int64(original)),
      ]
    case .factors:
      throw Self.unsayable("rope_scaling", ["none", "linear", "llama3"], found: "factors")
    }
  }

  private static func unsayable(
    _ key: String, _ expected: [String], found: String
  ) -> ConversionError {
    .checkpoint(
      .value(
        file: "config.json", key: key, expected: .oneOf(expected), found: found, position: nil))
  }
}

extension ElementType {
  /// What PyTorch calls a type of numbers.
  var torchName: String {
    switch self {
    case .float16: "float16"
    case .bfloat16: "bfloat16"
    default: "float32"
    }
  }
}
