import Checkpoints
import Tensors

/// Root-mean-square normalisation (Zhang and Sennrich, 2019): x / sqrt(mean(x²) + ε) · weight.
struct RootMeanSquareNorm: Sendable {
  /// `[D]`.
  let weight: [Float]
  let epsilon: Float

  /// Normalises rows, `[rows, D]`.
  func callAsFunction(
    _ input: UnsafePointer<Float>, rows: Int, into output: UnsafeMutablePointer<Float>,
    _ state: DecoderState
  ) {
    let width = weight.count
    weight.withUnsafeBufferPointer { weight in
      guard let weight = weight.baseAddress else { return }
      for row in 0..<rows {
        state.kernels.rootMeanSquareNorm(
          input + row * width, weight: weight, epsilon: epsilon, count: width,
          into: output + row * width)
      }
    }
  }
}
