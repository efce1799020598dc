import Checkpoints
import Glibc
import Tensors

/// Gemma (Gemma Team, 2024), which is LLaMA but for its embeddings, norms, gate and heads.
///
/// Embeddings are scaled by √D, norms' weights are offsets from 1, the gate is a GELU, the heads' width is not D / H,
/// and the output head is the embedding. After `modeling_gemma.py` of Hugging Face transformers.
final class Gemma: DecoderModel {
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning]

  /// `[V, D]`.
  private let embedding: Tensor
  /// `[L]`.
  private let layers: [DecoderLayer]
  private let norm: RootMeanSquareNorm
  /// `[V, D]`.
  private let head: Linear
  private let rotary: RotaryEmbedding
  /// √D in float32: transformers rounds it to the type it computes in, which is ours.
  private let embeddingScale: Float

  init(_ checkpoint: Checkpoint) throws(CheckpointError) {
    let c = checkpoint.configuration
    var weights = WeightBinder(checkpoint)
    configuration = c
    embedding = try weights.tensor("model.embed_tokens.weight", [c.vocabularySize, c.width])
    embeddingScale = Float(sqrt(Double(c.width)))
    var layers: [DecoderLayer] = []
    for index in 0..<c.layerCount {
      layers.append(try weights.layer(index) { offset in offset.map { 1 + $0 } })
    }
    self.layers = layers
    norm = RootMeanSquareNorm(
      weight: try weights.vector("model.norm.weight", c.width).map { 1 + $0 },
      epsilon: c.normEpsilon)
    head =
      c.tiesEmbeddings
      ? Linear(weight: embedding)
      : try weights.linear("lm_head", c.vocabularySize, c.width)
    rotary = RotaryEmbedding(c)
    warnings = weights.warnings()
  }

  func forward(_ tokens: ArraySlice<Int>, _ state: DecoderState) {
    state.prepare(tokens: tokens.count, rotary: rotary)
    let width = configuration.width
    for (row, token) in tokens.enumerated() {
      embedding.widenRow(token, into: state.stream.pointer + row * width)
    }
    for index in 0..<tokens.count * width { state.stream.pointer[index] *= embeddingScale }
    for (index, layer) in layers.enumerated() {
      layer(tokens: tokens.count, layer: index, state)
    }
    state.cache.advance(by: tokens.count)
  }

  func logits(
    row: Int, count: Int, into logits: UnsafeMutablePointer<Float>, _ state: DecoderState
  ) {
    let normed = state.normed.pointer
    norm(state.stream.pointer + row * configuration.width, rows: count, into: normed, state)
    state.multiplier.multiply(normed, tokens: count, MatrixProduct(head, into: logits))
  }
}
