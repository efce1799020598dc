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

  /// Transforms T tokens; `input` is normalised, `[T, D]`; `result` is `[T, D]`.
  func callAsFunction(
    _ input: UnsafePointer<Float>, tokens: Int, into result: UnsafeMutablePointer<Float>,
    _ state: DecoderState
  ) {
    state.multiplier.multiply(
      input, tokens: tokens,
      MatrixProduct(gate, into: state.gate.pointer),
      MatrixProduct(up, into: state.up.pointer))
    state.workers.forEachRange(of: tokens * gate.rows, grain: Self.grain) { range, _ in
      let gated = state.gate.pointer + range.lowerBound
      let up = state.up.pointer + range.lowerBound
      switch activation {
      case .silu: state.kernels.siluMultiply(gated, up, count: range.count)
      case .geluTanh: state.kernels.geluTanhMultiply(gated, up, count: range.count)
      case .gelu: state.kernels.geluMultiply(gated, up, count: range.count)
      }
    }
    state.multiplier.multiply(
      state.gate.pointer, tokens: tokens, MatrixProduct(down, into: result))
  }

  /// Activations worth handing to another worker: several microseconds' work.
  private static let grain = 16_384
}
