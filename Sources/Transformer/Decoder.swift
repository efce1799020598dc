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

  /// Every map that a token's step reads.
  var linears: [Linear] { layers.flatMap(\.linears) + [head] }

  /// Runs the state's chunk through all layers; its keys and values are stored, its sequences not yet advanced.
  ///
  /// - Parameters:
  ///   - state: With a chunk.
  ///   - logits: Room for `[wanted rows, V]`.
  func forward(_ state: DecoderState, logits: UnsafeMutablePointer<Float>) {
    state.reserve()
    embed(state)
    for (index, layer) in layers.enumerated() {
      layer(layer: index, isLast: index == layers.count - 1, state)
    }
    let rows = state.chunk.rowCount
    guard rows > 0 else { return }
    norm(adding: true, rows: rows, state)
    state.multiplier.multiply(
      state.normed.pointer, tokens: rows, MatrixProduct(head, into: logits))
  }

  /// Starts the stream with the tokens' embeddings, and computes their positions' angles.
  private func embed(_ state: DecoderState) {
    let width = state.configuration.width
    let half = state.configuration.headWidth / 2
    state.forEachRow(state.chunk.rowCount) { row in
      let stream = state.stream.pointer + row * width
      embedding.widenRow(state.chunk.tokens[row], into: stream)
      if embeddingScale != 1 {
        for index in 0..<width { stream[index] *= embeddingScale }
      }
      rotary.angles(
        position: state.chunk.positions[row], cosines: state.cosines.pointer + row * half,
        sines: state.sines.pointer + row * half)
    }
  }
}
