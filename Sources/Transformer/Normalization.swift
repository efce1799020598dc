import Checkpoints
import Tensors

/// Root-mean-square normalisation (Zhang and Sennrich, 2019): x / sqrt(mean(x²) + ε) · weight.
struct RootMeanSquareNorm: Sendable {
  /// `[D]`.
  let weight: [Float]
  let epsilon: Float

  /// Adds the last block's update to the stream's first rows, where there is one, and normalises them.
  func callAsFunction(adding: Bool, rows: Int, _ state: DecoderState) {
    let width = weight.count
    weight.withUnsafeBufferPointer { weight in
      guard let weight = weight.baseAddress else { return }
      state.forEachRow(rows) { row in
        let stream = state.stream.pointer + row * width
        if adding {
          state.kernels.add(state.update.pointer + row * width, to: stream, count: width)
        }
        state.kernels.rootMeanSquareNorm(
          stream, weight: weight, epsilon: epsilon, count: width,
          into: state.normed.pointer + row * width)
      }
    }
  }
}
