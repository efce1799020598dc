import Checkpoints
import Tensors

/// The weights that every architecture of the family has.
struct Decoder: Sendable {
  /// `[V, D]`.
  let embedding: Tensor
  /// What embeddings are multiplied by.
  let embeddingScale: Float
  /// `[L]`.
  let layers: [DecoderLayer]
  let norm: RootMeanSquareNorm
  /// `[V, D]`, the embedding where that is tied.
  let head: Linear
  let rotary: RotaryEmbedding
  /// Bytes of all this in memory of our own.
  let ownedByteCount: Int

  /// Runs the state's chunk through all layers; its keys and values are stored, its sequences not yet advanced.
  ///
  /// - Parameter logits: Room for `[wanted rows, V]`.
  func forward(_ state: DecoderState, logits: UnsafeMutablePointer<Float>) {
    state.reserve()
    embed(state)
    for (index, layer) in layers.enumerated() { layer(layer: index, state) }
    let wanted = state.chunk.wantedRows
    guard !wanted.isEmpty else { return }
    gather(wanted, state)
    norm(adding: true, rows: wanted.count, state)
    state.multiplier.multiply(
      state.normed.pointer, tokens: wanted.count, MatrixProduct(head, into: logits))
  }

  /// Starts the stream with the tokens' embeddings, and computes their positions' angles.
  private func embed(_ state: DecoderState) {
    let chunk = state.chunk
    let width = state.configuration.width
    let half = state.configuration.headWidth / 2
    state.forEachRow(chunk.count) { row in
      let stream = state.stream.pointer + row * width
      embedding.widenRow(chunk.tokens[row], into: stream)
      if embeddingScale != 1 {
        for index in 0..<width { stream[index] *= embeddingScale }
      }
      rotary.angles(
        position: chunk.positions[row], cosines: state.cosines.pointer + row * half,
        sines: state.sines.pointer + row * half)
    }
  }

  /// Moves rows of the stream and of its update to the front.
  private func gather(_ rows: [Int], _ state: DecoderState) {
    let width = state.configuration.width
    for (index, row) in rows.enumerated() where index != row {
      (state.stream.pointer + index * width)
        .update(from: state.stream.pointer + row * width, count: width)
      (state.update.pointer + index * width)
        .update(from: state.update.pointer + row * width, count: width)
    }
  }
}
