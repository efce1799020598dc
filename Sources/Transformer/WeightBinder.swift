import Checkpoints
import Tensors

/// Finds an architecture's weights in a source by their names, packs them, and remembers which were asked for.
struct WeightBinder {
  private let source: any WeightSource
  private let format: ElementType?
  private let workers: WorkerPool
  private let progress: (LoadingProgress) -> Void
  private var names: Set<String> = []
  private var loadedCount = 0
  private var ownedByteCount = 0

  /// - Parameters:
  ///   - source: Where the weights are.
  ///   - format: What matrices of numbers are encoded to, nil for nothing.
  ///   - workers: Who packs.
  ///   - progress: Called after each matrix.
  init(
    _ source: any WeightSource, format: ElementType? = nil, workers: WorkerPool,
    progress: @escaping (LoadingProgress) -> Void = { _ in }
  ) {
    self.source = source
    self.format = format
    self.workers = workers
    self.progress = progress
  }

  var configuration: ModelConfiguration { source.configuration }

  /// All weights.
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
    if !embedding.storage.isMappedFile { ownedByteCount += embedding.byteCount }
    var layers: [DecoderLayer] = []
    for index in 0..<c.layerCount { layers.append(try layer(index, normWeight: normWeight)) }
    let norm = try norm("model.norm", normWeight)
    let head = c.tiesEmbeddings ? linear(embedding, bias: nil) : try linear(.head(c))
    return Decoder(
      embedding: embedding, embeddingScale: embeddingScale, layers: layers, norm: norm, head: head,
      rotary: rotary, ownedByteCount: ownedByteCount)
  }

  private mutating func layer(
    _ index: Int, normWeight: ([Float]) -> [Float]
  ) throws(CheckpointError) -> DecoderLayer {
    let prefix = "model.layers.\(index)."
    let matrices = MatrixDescription.Layer(configuration, index: index)
    return DecoderLayer(
      attentionNorm: try norm(prefix + "input_layernorm", normWeight),
      attention: Attention(
        query: try linear(matrices.query), key: try linear(matrices.key),
        value: try linear(matrices.value), output: try linear(matrices.output)),
      feedForwardNorm: try norm(prefix + "post_attention_layernorm", normWeight),
      feedForward: FeedForward(
        gate: try linear(matrices.gate), up: try linear(matrices.up),
        down: try linear(matrices.down), activation: configuration.activation))
  }

  /// A norm's vector, widened: norms and biases are small and read at every token.
  private mutating func norm(
    _ name: String, _ normWeight: ([Float]) -> [Float]
  ) throws(CheckpointError) -> RootMeanSquareNorm {
    let weight = normWeight(try tensor(name + ".weight", [configuration.width]).widened())
    return RootMeanSquareNorm(weight: weight, epsilon: configuration.normEpsilon)
  }

  /// A matrix, with its bias where the architecture has one.
  private mutating func linear(
    _ matrix: MatrixDescription
  ) throws(CheckpointError) -> Linear {
    let weight = try tensor(matrix.name + ".weight", [matrix.rows, matrix.width])
    let bias = matrix.isBiased ? try tensor(matrix.name + ".bias", [matrix.rows]) : nil
    let linear = linear(weight, bias: bias)
    if linear.ownedByteCount > 0 {
      // Packed: what it was made of is not needed again.
      weight.storage.dropPages(weight.byteOffset..<weight.byteOffset + weight.byteCount)
    } else if !weight.storage.isMappedFile {
      ownedByteCount += weight.byteCount
    }
    return linear
  }

  private mutating func linear(_ weight: Tensor, bias: Tensor?) -> Linear {
    let linear = Linear(weight: weight, bias: bias, format: format, workers: workers)
    ownedByteCount += linear.ownedByteCount
    loadedCount += 1
    progress(LoadingProgress(done: loadedCount, total: 7 * configuration.layerCount + 1))
    return linear
  }

  private mutating func tensor(_ name: String, _ shape: [Int]) throws(CheckpointError) -> Tensor {
    names.insert(name)
    return try source.tensor(name, shape: shape)
  }

  /// The source's own warnings, and one that names what nobody asked for.
  func warnings() -> [CheckpointWarning] {
    var warnings = source.warnings
    if let unexpected = source.unexpectedTensors(expected: names) { warnings.append(unexpected) }
    return warnings
  }
}
