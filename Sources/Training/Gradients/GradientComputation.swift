internal import Checkpoints
public import Tensors

/// Forward and backward passes over sequences of a model, packed without padding.
///
/// The same sequences give the same bits, whatever the number of threads. It belongs to one owner and keeps its memory.
public final class GradientComputation {
  private let model: TrainableModel
  private let recomputation: ActivationRecomputation
  private let context: PassContext
  private let head = HeadBuffers()
  private let gradients = GradientBuffers()
  /// `[T, D]`, each layer's input and the last one's output.
  private let streams: [FloatBuffer]
  /// What each layer keeps; one for all of them where they are computed again.
  private let kept: [LayerActivations]
  /// `[T, F]`.
  private let product = FloatBuffer()

  /// Rows that are computed at once, unless a sequence is longer: enough for good products, few enough for memory.
  static let rowLimit = 2_048

  /// A computation for one model.
  ///
  /// - Parameters:
  ///   - model: Whose gradients are computed.
  ///   - workers: Who computes.
  ///   - recomputation: What is kept between the passes.
  ///   - arithmetic: How far the operands of products may be rounded; fast is faster where there are instructions for bfloat16.
  public init(
    model: TrainableModel, workers: WorkerPool, recomputation: ActivationRecomputation = .none,
    arithmetic: Arithmetic = .exact
  ) {
    self.model = model
    self.recomputation = recomputation
    context = PassContext(model.configuration, workers: workers, arithmetic: arithmetic)
    let layers = model.configuration.layerCount
    streams = (0...layers).map { _ in FloatBuffer() }
    kept = (0..<(recomputation == .none ? layers : 1)).map { _ in LayerActivations() }
  }

  /// Adds `scale` times the gradient of the summed loss to the parameters' gradients.
  ///
  /// - Parameters:
  ///   - sequences: Tokens below the vocabulary's size.
  ///   - scale: Usually one over the weights of the whole batch's targets; with 0 only the loss is computed.
  ///   - noiseSeed: Decides what an adapter's dropout drops.
  /// - Returns: The loss, not scaled.
  public func accumulate(
    _ sequences: [TrainingSequence], scale: Float, noiseSeed: UInt64 = 0
  ) -> LossSum {
    context.noiseSeed = noiseSeed
    return sum(sequences) { scale == 0 ? forwardOnly() : forwardBackward(scale: scale) }
  }

  /// The loss of sequences, without gradients and without dropout.
  public func evaluate(_ sequences: [TrainingSequence]) -> LossSum {
    context.noiseSeed = nil
    return sum(sequences) { forwardOnly() }
  }

  /// Sets all gradients to zero.
  public func zeroGradients() {
    guard let gradients = model.allGradients.baseAddress else { return }
    context.workers.forEachRange(of: model.allGradients.count, grain: 1 << 16) { range, _ in
      (gradients + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }

  /// Packs as many sequences at once as the limit lets, in their order, and adds up the losses.
  private func sum(_ sequences: [TrainingSequence], _ pass: () -> LossSum) -> LossSum {
    let vocabulary = 0..<Int32(clamping: model.configuration.vocabularySize)
    for sequence in sequences {
      precondition(sequence.tokens.allSatisfy(vocabulary.contains), "a token has no embedding")
    }
    var loss = LossSum()
    var start = 0
    var firstRow = 0
    while start < sequences.count {
      var end = start
      var rows = 0
      while end < sequences.count {
        let more = PackedBatch.rowCount(of: sequences[end])
        if rows > 0, rows + more > Self.rowLimit { break }
        rows += more
        end += 1
      }
      if rows > 0 {
        context.batch.pack(sequences[start..<end], firstRow: firstRow)
        context.prepare()
        loss += pass()
      }
      start = end
      firstRow += rows
    }
    return loss
  }

  private func forwardBackward(scale: Float) -> LossSum {
    let weights = model.weights
    gradients.reserve(context)
    forward(streams: streams)
    let loss = context.lossForwardBackward(
      weights, stream: streams[weights.layers.count].pointer, scale: scale,
      streamGradient: gradients.stream.pointer, buffers: head)
    for (index, layer) in weights.layers.enumerated().reversed() {
      let input = streams[index].pointer
      let kept = kept(index)
      if recomputation == .layers {
        context.layerForward(
          layer, input: input, output: nil, kept: kept, product: product.pointer)
      }
      context.layerBackward(
        layer, input: input, kept: kept, product: product.pointer, gradients: gradients,
        continues: index > 0 || weights.embedding.isTrained)
    }
    context.embeddingBackward(weights.embedding, streamGradient: gradients.stream.pointer)
    return loss
  }

  private func forwardOnly() -> LossSum {
    forward(streams: (0...model.weights.layers.count).map { streams[$0 % 2] }, sharing: true)
    return context.lossForwardBackward(
      model.weights, stream: streams[model.weights.layers.count % 2].pointer, scale: 0,
      streamGradient: nil, buffers: head)
  }

  private func forward(streams: [FloatBuffer], sharing: Bool = false) {
    let weights = model.weights
    let c = model.configuration
    for stream in streams { stream.reserve(context.rowCount * c.width) }
    product.reserve(context.rowCount * c.feedForwardWidth)
    context.embeddingForward(weights.embedding, stream: streams[0].pointer)
    for (index, layer) in weights.layers.enumerated() {
      let kept = kept(sharing ? 0 : index)
      kept.reserve(context)
      context.layerForward(
        layer, input: streams[index].pointer, output: streams[index + 1].pointer, kept: kept,
        product: product.pointer)
    }
  }

  private func kept(_ layer: Int) -> LayerActivations {
    kept[recomputation == .none ? layer : 0]
  }
}
