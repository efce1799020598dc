import Checkpoints
import Tensors
import Testing
import Training

/// Models small enough that every gradient can be checked by moving weights.
enum TinyModel {
  /// A configuration, of these keys and the usual ones.
  static func configuration(
    _ keys: String = #""model_type": "llama""#
  ) throws -> ModelConfiguration {
    let text = """
      {"vocab_size": 61, "hidden_size": 24, "intermediate_size": 52, "num_hidden_layers": 2,
       "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 512,
       "rms_norm_eps": 1e-5, \(keys)}
      """
    return try ModelConfiguration.parse(Array(text.utf8), file: "config.json")
  }

  /// Sequences of several lengths and prompts; one is all prompt.
  static func sequences(vocabularySize: Int) -> [TrainingSequence] {
    [(19, 6), (2, 1), (41, 0), (8, 8), (75, 30)].enumerated().map { index, lengths in
      TrainingSequence(
        tokens: (0..<lengths.0).map { Int32(($0 * $0 * 7 + index * 13 + 5) % vocabularySize) },
        targetStart: lengths.1)
    }
  }
}

/// Gradients against what the loss does when weights are moved.
enum FiniteDifferences {
  /// Moves each parameter along its gradient, both ways; the loss must change by the gradient's norm.
  static func check(_ model: TrainableModel, _ loss: () -> Double) throws {
    for parameter in model.parameters {
      let norm = parameter.gradientNorm
      guard norm > 1e-3 else { continue }
      let values = Array(UnsafeBufferPointer(start: parameter.values, count: parameter.count))
      let gradient = Array(UnsafeBufferPointer(start: parameter.gradient, count: parameter.count))
      func moved(_ distance: Double) -> Double {
        let factor = Float(distance / norm)
        for index in 0..<parameter.count {
          parameter.values[index] = values[index] + factor * gradient[index]
        }
        defer { parameter.values.update(from: values, count: parameter.count) }
        return loss()
      }
      // Two steps cancel the third derivative (Richardson, 1911).
      let step = 0.004
      let near = (moved(step) - moved(-step)) / (2 * step)
      let far = (moved(2 * step) - moved(-2 * step)) / (4 * step)
      let slope = (4 * near - far) / 3
      #expect(abs(slope - norm) < 0.01 * norm + 0.01, "\(parameter.name): \(slope), \(norm)")
    }
  }
}
