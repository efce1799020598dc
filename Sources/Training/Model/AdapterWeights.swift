internal import Checkpoints
internal import Glibc
internal import Tensors

/// A low-rank adapter: the checkpoint's tensors stay frozen as they are stored, and A and B are the parameters.
struct AdapterWeights {
  let checkpoint: Checkpoint
  let adapter: AdapterConfiguration
  let storage: ParameterStorage
  let parameters: [Parameter]
  private let byName: [String: (index: Int, parameter: Parameter)]
  /// Frozen vectors, widened.
  private(set) var owned: [FloatBuffer] = []

  private static let downSuffix = ".lora_A.weight"
  private static let upSuffix = ".lora_B.weight"

  init(_ checkpoint: Checkpoint, adapter: AdapterConfiguration) {
    self.checkpoint = checkpoint
    self.adapter = adapter
    let c = checkpoint.configuration
    var plans: [ParameterPlan] = []
    for index in 0..<c.layerCount {
      let layer = LayerPlan(c, index: index)
      for group in [layer.projections, layer.output, layer.gateAndUp, layer.down] {
        for part in group.parts where adapter.applies(to: part.name) {
          plans.append(
            ParameterPlan(name: part.name + Self.downSuffix, shape: [adapter.rank, group.width]))
          plans.append(
            ParameterPlan(name: part.name + Self.upSuffix, shape: [part.rows, adapter.rank]))
        }
      }
    }
    let storage = ParameterStorage(plans)
    parameters = zip(plans, storage.offsets).map { Parameter($0, offset: $1, storage: storage) }
    self.storage = storage
    byName = Dictionary(
      uniqueKeysWithValues: parameters.enumerated().map { ($1.name, (index: $0, parameter: $1)) })
  }

  /// A uniform within one over the root of the inputs, B zero, as PEFT begins: the adapter changes nothing yet.
  func initialise(seed: UInt64) {
    for (index, parameter) in parameters.enumerated() where index.isMultiple(of: 2) {
      let random = CountedRandom(seed: seed, stream: UInt64(index))
      let bound = 1 / Float(parameter.shape[1]).squareRoot()
      for element in 0..<parameter.count {
        parameter.values[element] = bound * (2 * random.uniform(element) - 1)
      }
    }
  }

  private func adapter(of name: String) -> LinearGroup.Adapter? {
    guard let down = byName[name + Self.downSuffix], let up = byName[name + Self.upSuffix] else {
      return nil
    }
    return .init(
      down: down.parameter, up: up.parameter, index: down.index / 2, configuration: adapter)
  }

  /// A vector of the checkpoint, in memory that the model will own.
  private mutating func frozen(_ names: [(String, Int)]) throws(TrainingError) -> TrainableArray {
    let buffer = FloatBuffer(capacity: names.reduce(0) { $0 + $1.1 })
    var end = buffer.pointer
    for (name, count) in names {
      let numbers = try checkpoint.trainable(name, shape: [count]).widened()
      end.update(from: numbers, count: count)
      end += count
    }
    owned.append(buffer)
    return TrainableArray(values: buffer.pointer, gradient: nil)
  }
}

extension AdapterWeights: WeightAssembly {
  mutating func norm(_ name: String) throws(TrainingError) -> TrainableArray {
    try frozen([(name, checkpoint.configuration.width)])
  }

  mutating func group(_ plan: LinearGroupPlan) throws(TrainingError) -> LinearGroup {
    var start = 0
    var parts: [LinearGroup.Part] = []
    for part in plan.parts {
      let tensor = try checkpoint.trainable(part.name + ".weight", shape: [part.rows, plan.width])
      parts.append(
        .init(
          name: part.name, start: start, rows: part.rows, frozenWeight: tensor,
          adapter: adapter(of: part.name)))
      start += part.rows
    }
    let bias = plan.isBiased ? try frozen(plan.parts.map { ($0.name + ".bias", $0.rows) }) : nil
    return LinearGroup(parts: parts, width: plan.width, weight: nil, bias: bias)
  }

  mutating func ends() throws(TrainingError) -> (ModelWeights.Embedding, head: LinearGroup) {
    let c = checkpoint.configuration
    let embedding = try checkpoint.trainable(
      "model.embed_tokens.weight", shape: [c.vocabularySize, c.width])
    let name = c.tiesEmbeddings ? "model.embed_tokens" : "lm_head"
    let head = try group(
      LinearGroupPlan(parts: [(name, c.vocabularySize)], width: c.width, isBiased: false))
    return (.frozen(embedding), head)
  }
}

extension AdapterConfiguration {
  /// Whether a matrix, named without `.weight`, gets an adapter.
  func applies(to name: String) -> Bool {
    targetModules.contains { name.hasSuffix("." + $0) }
  }
}

extension TrainableModel {
  /// A checkpoint's model with a new adapter.
  static func load(
    _ checkpoint: Checkpoint, adapter: AdapterConfiguration, seed: UInt64, workers: WorkerPool
  ) throws(TrainingError) -> TrainableModel {
    try adapter.check()
    var assembly = AdapterWeights(checkpoint, adapter: adapter)
    assembly.initialise(seed: seed)
    let weights = try assembly.weights(checkpoint.configuration)
    return TrainableModel(
      checkpoint.configuration, parameters: assembly.parameters, storage: assembly.storage,
      weights: weights, workers: workers, adapter: adapter, base: checkpoint,
      owned: assembly.owned)
  }
}
