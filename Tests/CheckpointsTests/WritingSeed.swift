import Tensors
import TestSupport
import Tokenization

@testable import Checkpoints

/// A small model as one in training: its tensors are handed over one at a time.
struct WritingSeed: TensorProvider {
  var tensors: [(name: String, shape: [Int], values: [Float])]
  let configuration: ModelConfiguration
  /// The folder whose tokenizer goes with it.
  static let tokenizerFolder = SharedFolder.packageRoot + "/models/default"
  static let metadata = ModelMetadata(
    name: "seed", family: "HH-RLHF", promptFormat: "raw", objectives: ["harmless", "helpful"],
    base: "nothing", recipe: "made up")

  init() throws {
    let text = """
      {"model_type": "llama", "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2,
       "num_attention_heads": 4, "num_key_value_heads": 2, "vocab_size": 4096, "max_position_embeddings": 64,
       "tie_word_embeddings": true, "rms_norm_eps": 1e-05}
      """
    let configuration = try ModelConfiguration.parse(Array(text.utf8), file: "config.json")
    self.configuration = configuration
    var state: UInt32 = 1
    tensors = configuration.tensors.map { name, shape in
      let values = (0..<shape.reduce(1, *)).map { _ in
        state = state &* 1_664_525 &+ 1_013_904_223
        // Every type of numbers holds seven bits.
        return (Float(state >> 25) - 64) / 256
      }
      return (name, shape, values)
    }
  }

  func forEachTensor(
    _ body: (String, [Int], UnsafePointer<Float>) throws -> Void
  ) throws {
    for tensor in tensors {
      try tensor.values.withUnsafeBufferPointer { values in
        guard let start = values.baseAddress else { return }
        try body(tensor.name, tensor.shape, start)
      }
    }
  }

  func write(
    as type: ElementType = .float32, to path: String, isReplacing: Bool = false,
    shardByteLimit: Int = 4 << 30
  ) throws(ConversionError) {
    try TrainedModelFolder.write(
      model: self, configuration: configuration, tokenizer: .folder(Self.tokenizerFolder),
      metadata: Self.metadata, elementType: type, to: path, isReplacing: isReplacing,
      shardByteLimit: shardByteLimit)
  }
}
