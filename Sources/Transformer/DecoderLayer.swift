import Checkpoints
import Tensors

/// One layer of a decoder with the norms before its two blocks: x += attention(norm(x)); x += feedForward(norm(x)).
struct DecoderLayer: Sendable {
  let attentionNorm: RootMeanSquareNorm
  let attention: Attention
  let feedForwardNorm: RootMeanSquareNorm
  let feedForward: FeedForward

  /// Updates the residual stream, `[T, D]`.
  func callAsFunction(tokens: Int, layer: Int, _ state: DecoderState) {
    let stream = state.stream.pointer
    let normed = state.normed.pointer
    let update = state.update.pointer
    let count = tokens * state.configuration.width

    attentionNorm(stream, rows: tokens, into: normed, state)
    attention(normed, tokens: tokens, layer: layer, into: update, state)
    state.kernels.add(update, to: stream, count: count)

    feedForwardNorm(stream, rows: tokens, into: normed, state)
    feedForward(normed, tokens: tokens, into: update, state)
    state.kernels.add(update, to: stream, count: count)
  }
}
