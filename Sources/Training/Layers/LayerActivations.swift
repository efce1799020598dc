internal import Checkpoints
internal import Tensors

/// What a layer's forward pass leaves for its backward pass, beside its input.
final class LayerActivations {
  /// `[T, D]` and `[T]`, of the norm before attention.
  let attentionNormed = FloatBuffer()
  let attentionInverseRMS = FloatBuffer()
  /// `[T, P]`, turned queries and keys, and values.
  let projections = FloatBuffer()
  /// `[T, H·Dh]`.
  let attended = FloatBuffer()
  /// `[H·T]`.
  let logSumExp = FloatBuffer()
  /// `[T, D]`, the stream after attention.
  let middle = FloatBuffer()
  /// `[T, D]` and `[T]`, of the norm before the feed-forward.
  let feedForwardNormed = FloatBuffer()
  let feedForwardInverseRMS = FloatBuffer()
  /// `[T, 2·F]`; the backward pass leaves their gradients here.
  let gateAndUp = FloatBuffer()

  func reserve(_ context: PassContext) {
    let rows = context.rowCount
    let c = context.configuration
    attentionNormed.reserve(rows * c.width)
    attentionInverseRMS.reserve(rows)
    projections.reserve(rows * context.projectionWidth)
    attended.reserve(rows * context.queryWidth)
    logSumExp.reserve(rows * c.headCount)
    middle.reserve(rows * c.width)
    feedForwardNormed.reserve(rows * c.width)
    feedForwardInverseRMS.reserve(rows)
    gateAndUp.reserve(rows * 2 * c.feedForwardWidth)
  }
}

/// What the backward pass of one layer after another uses.
final class GradientBuffers {
  /// `[T, D]`, of the residual stream: of a layer's output, then of its input.
  let stream = FloatBuffer()
  /// `[T, D]`, of a norm's output.
  let normed = FloatBuffer()
  /// `[T, H·Dh]`.
  let attended = FloatBuffer()
  /// `[T, P]`.
  let projections = FloatBuffer()

  func reserve(_ context: PassContext) {
    let rows = context.rowCount
    stream.reserve(rows * context.configuration.width)
    normed.reserve(rows * context.configuration.width)
    attended.reserve(rows * context.queryWidth)
    projections.reserve(rows * context.projectionWidth)
  }
}
