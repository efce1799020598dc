import ArgumentParser
import Checkpoints
import Tensors

/// Shapes of well-known models, to measure without their weights.
enum BenchShape: String, CaseIterable, ExpressibleByArgument {
  case tinyLlama = "tinyllama-1.1b"
  case llama2Small = "llama2-7b"
  case llama2Medium = "llama2-13b"

  /// What their `config.json` says.
  func configuration() throws(CheckpointError) -> ModelConfiguration {
    try ModelConfiguration.parse(Array(keys.utf8), file: "config.json")
  }

  private var keys: String {
    let shape =
      switch self {
      case .tinyLlama:
        """
        "hidden_size": 2048, "intermediate_size": 5632, "num_hidden_layers": 22, "num_attention_heads": 32,
        "num_key_value_heads": 4, "max_position_embeddings": 2048
        """
      case .llama2Small:
        """
        "hidden_size": 4096, "intermediate_size": 11008, "num_hidden_layers": 32, "num_attention_heads": 32,
        "num_key_value_heads": 32, "max_position_embeddings": 4096
        """
      case .llama2Medium:
        """
        "hidden_size": 5120, "intermediate_size": 13824, "num_hidden_layers": 40, "num_attention_heads": 40,
        "num_key_value_heads": 40, "max_position_embeddings": 4096
        """
      }
    return #"{"model_type": "llama", "vocab_size": 32000, "rms_norm_eps": 1e-5, \#(shape)}"#
  }
}

extension ModelConfiguration {
  /// The memory that all matrices take in a format.
  func matrixByteCount(_ format: ElementType) -> Int {
    let attention = 2 * width * headWidth * (headCount + keyValueHeadCount)
    let layer = attention + 3 * width * feedForwardWidth
    return format.byteCount(of: layerCount * layer + 2 * vocabularySize * width)
  }
}
