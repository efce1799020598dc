public import Checkpoints
public import Tensors

extension TrainableModel {
  /// Makes a checkpoint's model trainable.
  ///
  /// - Parameters:
  ///   - checkpoint: The model; full fine-tuning copies its weights as float32, an adapter leaves them where they are.
  ///   - adapter: What to train beside frozen weights; nil to train the weights.
  ///   - seed: Of the adapter's first values.
  ///   - workers: Who widens, and later computes.
  /// - Returns: The model.
  /// - Throws: `TrainingError` where the architecture, the format or the adapter cannot be trained, or a tensor is missing.
  public static func load(
    _ checkpoint: Checkpoint, adapter: AdapterConfiguration? = nil, seed: UInt64 = 0,
    workers: WorkerPool
  ) throws(TrainingError) -> TrainableModel {
    try checkTrainable(checkpoint.configuration)
    if let adapter {
      return try load(checkpoint, adapter: adapter, seed: seed, workers: workers)
    }
    let full = FullWeights(checkpoint.configuration)
    for parameter in full.parameters {
      let tensor = try checkpoint.trainable(parameter.name, shape: parameter.shape)
      guard tensor.elementType.isFloat else {
        throw .quantisedWeights(tensor: parameter.name, type: tensor.elementType.name)
      }
      tensor.widen(into: parameter.values, workers: workers)
    }
    return try make(full, workers: workers)
  }

  /// Makes a model that knows nothing: matrices of normal numbers, norms of ones, biases of zeros, as transformers does.
  ///
  /// - Parameters:
  ///   - configuration: Its shape.
  ///   - seed: Decides the numbers, whatever the number of threads.
  ///   - workers: Who makes them, and later computes.
  /// - Returns: The model, all of which is trained.
  /// - Throws: `TrainingError` where the architecture cannot be trained.
  public static func random(
    _ configuration: ModelConfiguration, seed: UInt64, workers: WorkerPool
  ) throws(TrainingError) -> TrainableModel {
    try checkTrainable(configuration)
    let full = FullWeights(configuration)
    let deviation = configuration.initializerRange
    for (index, parameter) in full.parameters.enumerated() {
      guard parameter.shape.count > 1 else {
        let value: Float = parameter.name.hasSuffix("norm.weight") ? 1 : 0
        parameter.values.update(repeating: value, count: parameter.count)
        continue
      }
      let random = CountedRandom(seed: seed, stream: UInt64(index))
      workers.forEachRange(of: parameter.count, grain: 1 << 14) { range, _ in
        for element in range {
          parameter.values[element] = deviation * random.normal(element)
        }
      }
    }
    return try make(full, workers: workers)
  }

  private static func make(
    _ full: FullWeights, workers: WorkerPool
  ) throws(TrainingError) -> TrainableModel {
    var assembly = full
    return TrainableModel(
      full.configuration, parameters: full.parameters, storage: full.storage,
      weights: try assembly.weights(full.configuration), workers: workers)
  }

  /// Refuses what the passes do not compute.
  static func checkTrainable(_ c: ModelConfiguration) throws(TrainingError) {
    guard c.family != .gemma else { throw .untrainableArchitecture(c.family) }
    guard c.rotaryPairing == .halves else { throw .untrainablePairing }
    guard c.activation == .silu else { throw .untrainableActivation }
  }
}

extension Checkpoint {
  /// A tensor, or why it cannot be trained.
  func trainable(_ name: String, shape: [Int]) throws(TrainingError) -> Tensor {
    do {
      return try tensor(name, shape: shape)
    } catch {
      throw .checkpoint(error)
    }
  }
}

extension Tensor {
  /// Widens all elements, row by row where it is a matrix.
  func widen(into target: UnsafeMutablePointer<Float>, workers: WorkerPool) {
    guard shape.count == 2 else {
      let numbers = widened()
      target.update(from: numbers, count: numbers.count)
      return
    }
    let width = shape[1]
    workers.forEachRange(of: shape[0], grain: max(1, 1 << 15 / max(1, width))) { rows, _ in
      for row in rows { widenRow(row, into: target + row * width) }
    }
  }
}
