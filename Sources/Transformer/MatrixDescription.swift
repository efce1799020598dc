import Checkpoints

/// A matrix that every token's step reads: its name in a checkpoint without `.weight`, and its shape.
struct MatrixDescription {
  let name: String
  let rows: Int
  let width: Int
  let isBiased: Bool

  init(_ name: String, _ rows: Int, _ width: Int, biased: Bool = false) {
    self.name = name
    self.rows = rows
    self.width = width
    isBiased = biased
  }

  /// One layer's, under the names that LLaMA's and Gemma's checkpoints share.
  struct Layer {
    let query, key, value, output, gate, up, down: MatrixDescription

    var all: [MatrixDescription] { [query, key, value, output, gate, up, down] }

    init(_ c: ModelConfiguration, index: Int) {
      let queryWidth = c.headCount * c.headWidth
      let keyWidth = c.keyValueHeadCount * c.headWidth
      let attention = "model.layers.\(index).self_attn."
      let feedForward = "model.layers.\(index).mlp."
      query = .init(attention + "q_proj", queryWidth, c.width, biased: c.attentionBias)
      key = .init(attention + "k_proj", keyWidth, c.width, biased: c.attentionBias)
      value = .init(attention + "v_proj", keyWidth, c.width, biased: c.attentionBias)
      output = .init(attention + "o_proj", c.width, queryWidth, biased: c.attentionOutputBias)
      let biased = c.feedForwardBias
      gate = .init(feedForward + "gate_proj", c.feedForwardWidth, c.width, biased: biased)
      up = .init(feedForward + "up_proj", c.feedForwardWidth, c.width, biased: biased)
      down = .init(feedForward + "down_proj", c.width, c.feedForwardWidth, biased: biased)
    }
  }

  /// The output head; the embedding where that is tied.
  static func head(_ c: ModelConfiguration) -> MatrixDescription {
    .init(c.tiesEmbeddings ? "model.embed_tokens" : "lm_head", c.vocabularySize, c.width)
  }

  /// All of a model's, in the order of their use.
  static func all(_ c: ModelConfiguration) -> [MatrixDescription] {
    (0..<c.layerCount).flatMap { Layer(c, index: $0).all } + [head(c)]
  }
}
