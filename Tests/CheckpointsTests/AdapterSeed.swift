import Tensors
import TestSupport

@testable import Checkpoints

/// A small adapter of the small model.
struct AdapterSeed: TensorProvider {
  static let modules = ["model.layers.0.self_attn.q_proj", "model.layers.1.mlp.down_proj"]
  var settings = LowRankAdapter.Settings(
    rank: 3, alpha: 6, dropout: 0.125, targetModules: ["q_proj", "down_proj"], base: "seed")
  var tensors: [(name: String, shape: [Int], values: [Float])] = []

  init() {
    for (module, rows, width) in [(Self.modules[0], 32, 32), (Self.modules[1], 32, 48)] {
      for (suffix, shape) in [(".lora_A.weight", [3, width]), (".lora_B.weight", [rows, 3])] {
        let values = (0..<shape[0] * shape[1]).map { Float(($0 * 37 + width) % 64) / 128 - 0.25 }
        tensors.append((module + suffix, shape, values))
      }
    }
  }

  func forEachTensor(
    _ body: (String, [Int], UnsafePointer<Float>) throws -> Void
  ) throws {
    for tensor in tensors {
      try tensor.values.withUnsafeBufferPointer { values in
        if let start = values.baseAddress { try body(tensor.name, tensor.shape, start) }
      }
    }
  }

  func write(
    as type: ElementType = .float32, to path: String, isReplacing: Bool = false
  ) throws(ConversionError) {
    try AdapterFolder.write(
      self, tensors: tensors.map { ($0.name, $0.shape) }, settings: settings, elementType: type,
      to: path, isReplacing: isReplacing)
  }
}
