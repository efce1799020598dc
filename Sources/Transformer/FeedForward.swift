import Checkpoints
import Tensors

/// A gated feed-forward block (Shazeer, 2020): down(activation(gate(x)) · up(x)).
struct FeedForward: Sendable {
  /// `[F, D]`.
  let gate: Linear
  /// `[F, D]`.
  let up: Linear
  /// `[D, F]`.
  let down: Linear
  let activation: ModelConfiguration.Activation

  /// Reads the normalised stream's first rows, leaves what is to be added to the stream in `update`.
  func callAsFunction(rows: Int, _ state: DecoderState) {
    state.multiplier.multiply(
      state.normed.pointer, tokens: rows,
      MatrixProduct(gate, into: state.gate.pointer),
      MatrixProduct(up, into: state.up.pointer))
    state.workers.forEachRange(of: rows * gate.rows, grain: Self.grain) { range, _ in
      let gated = state.gate.pointer + range.lowerBound
      let up = state.up.pointer + range.lowerBound
      switch activation {
      case .silu: state.kernels.siluMultiply(gated, up, count: range.count)
      case .geluTanh: state.kernels.geluTanhMultiply(gated, up, count: range.count)
      case .gelu: state.kernels.geluMultiply(gated, up, count: range.count)
      }
    }
    state.multiplier.multiply(
      state.gate.pointer, tokens: rows, MatrixProduct(down, into: state.update.pointer))
  }

  /// Activations worth handing to another worker: several microseconds' work.
  private static let grain = 16_384
}
