import Checkpoints
import Tensors

/// Finds an architecture's weights in a checkpoint by their names, packs them, and remembers which were asked for.
struct WeightBinder {
  private let checkpoint: Checkpoint
  private let format: ElementType?
  private let workers: WorkerPool
  private let progress: (LoadingProgress) -> Void
  private var names: Set<String> = []
  private var loaded = 0

  init(
    _ checkpoint: Checkpoint, format: ElementType? = nil, workers: WorkerPool,
    progress: @escaping (LoadingProgress) -> Void = { _ in }
  ) {
    self.checkpoint = checkpoint
    self.format = format
    self.workers = workers
    self.progress = progress
  }

  var configuration: ModelConfiguration { checkpoint.configuration }

  /// A tensor of exactly `shape`, in place.
  mutating func tensor(_ name: String, _ shape: [Int]) throws(CheckpointError) -> Tensor {
    names.insert(name)
    return try checkpoint.tensor(name, shape: shape)
  }

  /// A vector, widened: norms and biases are small and read at every token.
  mutating func vector(_ name: String, _ count: Int) throws(CheckpointError) -> [Float] {
    try tensor(name, [count]).widened()
  }

  /// `name.weight`, `[rows, width]`, with `name.bias`, `[rows]`, where the architecture has one.
  mutating func linear(
    _ name: String, _ rows: Int, _ width: Int, bias: Bool = false
  ) throws(CheckpointError) -> Linear {
    let linear = Linear(
      weight: try tensor(name + ".weight", [rows, width]),
      bias: bias ? try tensor(name + ".bias", [rows]) : nil)
    loaded += 1
    progress(LoadingProgress(done: loaded, total: 7 * configuration.layerCount + 1))
    return linear
  }

  /// All weights under the names that LLaMA's and Gemma's checkpoints share.
  ///
  /// - Parameters:
  ///   - embeddingScale: What embeddings are multiplied by.
  ///   - rotary: The angles.
  ///   - normWeight: From a norm's stored weights to those that multiply.
  /// - Returns: The decoder.
  /// - Throws: `CheckpointError` where a tensor is missing or has another shape.
  mutating func decoder(
    embeddingScale: Float, rotary: RotaryEmbedding, normWeight: ([Float]) -> [Float]
  ) throws(CheckpointError) -> Decoder {
    let c = configuration
    let embedding = try tensor("model.embed_tokens.weight", [c.vocabularySize, c.width])
    var layers: [DecoderLayer] = []
    for index in 0..<c.layerCount { layers.append(try layer(index, normWeight: normWeight)) }
    let norm = RootMeanSquareNorm(
      weight: normWeight(try vector("model.norm.weight", c.width)), epsilon: c.normEpsilon)
    let head =
      c.tiesEmbeddings
      ? Linear(weight: embedding) : try linear("lm_head", c.vocabularySize, c.width)
    return Decoder(
      embedding: embedding, embeddingScale: embeddingScale, layers: layers, norm: norm, head: head,
      rotary: rotary)
  }

  private mutating func layer(
    _ index: Int, normWeight: ([Float]) -> [Float]
  ) throws(CheckpointError) -> DecoderLayer {
    let c = configuration
    let prefix = "model.layers.\(index)."
    let queryWidth = c.headCount * c.headWidth
    let keyWidth = c.keyValueHeadCount * c.headWidth
    let attention = prefix + "self_attn."
    let feedForward = prefix + "mlp."
    let biased = c.feedForwardBias
    return DecoderLayer(
      attentionNorm: RootMeanSquareNorm(
        weight: normWeight(try vector(prefix + "input_layernorm.weight", c.width)),
        epsilon: c.normEpsilon),
      attention: Attention(
        query: try linear(attention + "q_proj", queryWidth, c.width, bias: c.attentionBias),
        key: try linear(attention + "k_proj", keyWidth, c.width, bias: c.attentionBias),
        value: try linear(attention + "v_proj", keyWidth, c.width, bias: c.attentionBias),
        output: try linear(
          attention + "o_proj", c.width, queryWidth, bias: c.attentionOutputBias)),
      feedForwardNorm: RootMeanSquareNorm(
        weight: normWeight(try vector(prefix + "post_attention_layernorm.weight", c.width)),
        epsilon: c.normEpsilon),
      feedForward: FeedForward(
        gate: try linear(feedForward + "gate_proj", c.feedForwardWidth, c.width, bias: biased),
        up: try linear(feedForward + "up_proj", c.feedForwardWidth, c.width, bias: biased),
        down: try linear(feedForward + "down_proj", c.width, c.feedForwardWidth, bias: biased),
        activation: c.activation))
  }

  /// The checkpoint's own warnings, and one that names what nobody asked for.
  func warnings() -> [CheckpointWarning] {
    var warnings = checkpoint.warnings
    if let unexpected = checkpoint.unexpectedTensors(expected: names) {
      warnings.append(unexpected)
    }
    return warnings
  }
}
