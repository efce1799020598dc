internal import Checkpoints
internal import Tensors

/// What the passes read: the weights in groups, whether trained or frozen.
struct ModelWeights {
  let embedding: Embedding
  let layers: [TrainableLayer]
  /// `[D]`.
  let norm: TrainableArray
  /// `[V, D]`; the embedding's where that is tied.
  let head: LinearGroup

  /// `[V, D]`, one row a token.
  enum Embedding {
    case trained(TrainableArray)
    case frozen(Tensor)

    var isTrained: Bool {
      if case .trained = self { true } else { false }
    }
  }

  /// Floats of the largest frozen group, widened.
  var scratchCount: Int {
    max(head.scratchCount, layers.first?.groups.map(\.scratchCount).max() ?? 0)
  }
}

/// Puts a model's weights together.
protocol WeightAssembly {
  /// A norm's vector by its name in the checkpoint.
  mutating func norm(_ name: String) throws(TrainingError) -> TrainableArray
  /// A group of linear maps.
  mutating func group(_ plan: LinearGroupPlan) throws(TrainingError) -> LinearGroup
  /// The embedding and the output matrix.
  mutating func ends() throws(TrainingError) -> (ModelWeights.Embedding, head: LinearGroup)
}

extension WeightAssembly {
  mutating func weights(_ c: ModelConfiguration) throws(TrainingError) -> ModelWeights {
    var layers: [TrainableLayer] = []
    for index in 0..<c.layerCount {
      let plan = LayerPlan(c, index: index)
      layers.append(
        TrainableLayer(
          attentionNorm: try norm(plan.attentionNorm), projections: try group(plan.projections),
          output: try group(plan.output), feedForwardNorm: try norm(plan.feedForwardNorm),
          gateAndUp: try group(plan.gateAndUp), down: try group(plan.down)))
    }
    let (embedding, head) = try ends()
    return ModelWeights(
      embedding: embedding, layers: layers, norm: try norm("model.norm.weight"), head: head)
  }
}
