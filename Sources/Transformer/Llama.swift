import Checkpoints
import Tensors

/// LLaMA (Touvron et al., 2023), and what differs from it in its configuration only.
///
/// That is Mistral with its sliding window and Qwen2 with its attention bias. After `modeling_llama.py` of Hugging
/// Face transformers.
final class Llama: DecoderModel {
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning]

  /// `[V, D]`.
  private let embedding: Tensor
  /// `[L]`.
  private let layers: [DecoderLayer]
  private let norm: RootMeanSquareNorm
  /// `[V, D]`, the embedding where that is tied.
  private let head: Linear
  private let rotary: RotaryEmbedding

  /// Binds the weights; `rotary` stands in for the frequencies that the configuration gives.
  init(_ checkpoint: Checkpoint, rotary: RotaryEmbedding? = nil) throws(CheckpointError) {
    let c = checkpoint.configuration
    var weights = WeightBinder(checkpoint)
    configuration = c
    embedding = try weights.tensor("model.embed_tokens.weight", [c.vocabularySize, c.width])
    var layers: [DecoderLayer] = []
    for index in 0..<c.layerCount {
      layers.append(try weights.layer(index) { weight in weight })
    }
    self.layers = layers
    norm = RootMeanSquareNorm(
      weight: try weights.vector("model.norm.weight", c.width), epsilon: c.normEpsilon)
    head =
      c.tiesEmbeddings
      ? Linear(weight: embedding)
      : try weights.linear("lm_head", c.vocabularySize, c.width)
    self.rotary = rotary ?? RotaryEmbedding(c)
    warnings = weights.warnings()
  }

  func forward(_ tokens: ArraySlice<Int>, _ state: DecoderState) {
    state.prepare(tokens: tokens.count, rotary: rotary)
    let width = configuration.width
    for (row, token) in tokens.enumerated() {
      embedding.widenRow(token, into: state.stream.pointer + row * width)
    }
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
