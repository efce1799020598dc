import ArgumentParser
import Checkpoints

/// Shapes whose training is measured.
enum TrainBenchShape: String, CaseIterable, ExpressibleByArgument {
  /// The embedded model's.
  case embedded = "default"
  /// One layer of TinyLlama-1.1B, with hardly any vocabulary.
  case wideLayer = "layer-1.1b"

  /// What their `config.json` says.
  func configuration() throws(CheckpointError) -> ModelConfiguration {
    try ModelConfiguration.parse(Array(keys.utf8), file: "config.json")
  }

  private var keys: String {
    let shape =
      switch self {
      case .embedded:
        """
        "vocab_size": 4096, "hidden_size": 256, "intermediate_size": 704, "num_hidden_layers": 6,
        "num_attention_heads": 8, "num_key_value_heads": 4
        """
      case .wideLayer:
        """
        "vocab_size": 256, "hidden_size": 2048, "intermediate_size": 5632, "num_hidden_layers": 1,
        "num_attention_heads": 32, "num_key_value_heads": 4
        """
      }
    return """
      {"model_type": "llama", "rms_norm_eps": 1e-5, "tie_word_embeddings": true,
       "max_position_embeddings": 8192, \(shape)}
      """
  }
}
