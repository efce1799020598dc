import Tensors
import Testing

@testable import Checkpoints

@Suite("Written configurations")
struct ConfigurationWritingTests {
  private static let shape = """
    "hidden_size": 64, "intermediate_size": 160, "num_hidden_layers": 3, "num_attention_heads": 4, "vocab_size": 512,
    "max_position_embeddings": 4096
    """

  /// The families and what each can say.
  private static let configurations = [
    #""model_type": "llama""#,
    #""model_type": "llama", "head_dim": 32, "num_key_value_heads": 2, "tie_word_embeddings": true"#,
    #""model_type": "llama", "rms_norm_eps": 1e-05, "rope_theta": 500000.0, "attention_bias": true, "mlp_bias": true"#,
    #""model_type": "llama", "rope_scaling": {"type": "linear", "factor": 4.0}, "bos_token_id": null"#,
    #"""
    "model_type": "llama", "eos_token_id": [2, 3, 5], "rope_parameters": {"rope_type": "llama3", "rope_theta": 1e6,
    "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 1024}
    """#,
    #""model_type": "llama", "hidden_act": "gelu", "eos_token_id": null"#,
    #""model_type": "mistral", "sliding_window": 128, "num_key_value_heads": 2"#,
    #""model_type": "mistral", "sliding_window": null, "num_key_value_heads": 2"#,
    #""model_type": "qwen2", "num_key_value_heads": 2, "use_sliding_window": false"#,
    #"""
    "model_type": "qwen2", "num_key_value_heads": 4, "use_sliding_window": true, "sliding_window": 64,
    "max_window_layers": 0
    """#,
    #""model_type": "gemma", "head_dim": 16, "num_key_value_heads": 1"#,
  ]

  @Test("read back as what they were", arguments: configurations)
  func roundTrip(members: String) throws {
    let written = "{\(members), \(Self.shape)}"
    var configuration = try ModelConfiguration.parse(Array(written.utf8), file: "config.json")
    let file = try configuration.configFile(elementType: .bfloat16)
    configuration.storedType = "bfloat16"
    let again = try ModelConfiguration.parse(file, file: "config.json")
    #expect(again == configuration, "\(String(decoding: file, as: UTF8.self))")
  }

  @Test("refuse what comes of GGUF files and has no word there")
  func unsayable() throws {
    let text = "{\"model_type\": \"llama\", \(Self.shape)}"
    var configuration = try ModelConfiguration.parse(Array(text.utf8), file: "config.json")
    configuration.rotaryScaling = .factors([1, 2])
    #expect(throws: ConversionError.self) { try configuration.configFile(elementType: .float32) }
    configuration.rotaryScaling = .none
    configuration.rotaryPairing = .neighbours
    #expect(throws: ConversionError.self) { try configuration.configFile(elementType: .float32) }
  }

  @Test("are read alone, to make a model in their shape")
  func alone() throws {
    let folder = TemporaryFolder()
    folder.write("{\"model_type\": \"llama\", \(Self.shape)}", "tiny.json")
    let configuration = try ModelConfiguration.read(configFile: folder.path + "/tiny.json")
    #expect(configuration.layerCount == 3 && configuration.headWidth == 16)
    #expect(throws: CheckpointError.self) {
      try ModelConfiguration.read(configFile: folder.path + "/none.json")
    }
  }
}
