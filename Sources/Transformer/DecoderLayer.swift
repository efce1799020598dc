import Checkpoints
import Tensors

/// One layer of a decoder with the norms before its two blocks: x += attention(norm(x)); x += feedForward(norm(x)).
struct DecoderLayer: Sendable {
  let attentionNorm: RootMeanSquareNorm
  let attention: Attention
  let feedForwardNorm: RootMeanSquareNorm
  let feedForward: FeedForward

  /// The maps by which a token's state is multiplied.
  var linears: [Linear] {
    [
      attention.query, attention.key, attention.value, attention.output, feedForward.gate,
      feedForward.up, feedForward.down,
    ]
  }

  /// Updates the residual stream of the chunk's rows, but for what `update` holds at the end.
  ///
  /// The last layer goes on with those rows only whose logits are wanted.
  func callAsFunction(layer: Int, isLast: Bool, _ state: DecoderState) {
    attentionNorm(adding: layer > 0, rows: state.chunk.rowCount, state)
    if isLast, state.chunk.wantedRows.count < state.chunk.rowCount {
      attention.keepingWantedRows(layer: layer, state)
      if state.chunk.rowCount == 0 { return }
    } else {
      attention(layer: layer, state)
    }
    feedForwardNorm(adding: true, rows: state.chunk.rowCount, state)
    feedForward(rows: state.chunk.rowCount, state)
  }
}
