public import Checkpoints
public import Tensors

/// How far loading has come.
public struct LoadingProgress: Sendable, Equatable {
  /// Matrices bound or packed.
  public let done: Int
  /// Matrices that there are.
  public let total: Int
}

/// From a checkpoint to a model that can run.
public enum LanguageModelLoader {
  /// Binds every weight that the architecture needs: numbers in place, blocks packed for the kernels.
  ///
  /// - Parameters:
  ///   - checkpoint: An open checkpoint.
  ///   - format: `q8_0` or `q4_0` to quantise matrices that are stored as numbers (the embedding stays as stored), or nil
  ///     to leave them.
  ///   - workers: Who packs; nil for a pool of its own.
  ///   - progress: Called on this thread after each matrix.
  /// - Returns: The model.
  /// - Throws: `CheckpointError` where a tensor is missing or has another shape.
  public static func load(
    _ checkpoint: Checkpoint, format: ElementType? = nil, workers: WorkerPool? = nil,
    progress: @escaping (LoadingProgress) -> Void = { _ in }
  ) throws(CheckpointError) -> any LanguageModel {
    let workers = workers ?? WorkerPool(threadCount: WorkerPool.defaultThreadCount)
    return try model(
      WeightBinder(checkpoint, format: format, workers: workers, progress: progress))
  }

  /// Bytes that `load` will take for packed matrices, beside the mapped files; to compare with what there is.
  ///
  /// - Parameters:
  ///   - checkpoint: An open checkpoint.
  ///   - format: As for `load`.
  /// - Returns: Bytes.
  /// - Throws: `CheckpointError` where a tensor is missing or has another shape.
  public static func packedByteCount(
    _ checkpoint: Checkpoint, format: ElementType? = nil
  ) throws(CheckpointError) -> Int {
    var total = 0
    for matrix in MatrixDescription.all(checkpoint.configuration) {
      let tensor = try checkpoint.tensor(
        matrix.name + ".weight", shape: [matrix.rows, matrix.width])
      let held = Linear.heldType(of: tensor, format: format)
      if !held.isFloat {
        total += PackedMatrix.byteCount(held, rows: matrix.rows, width: matrix.width)
      }
    }
    return total
  }

  /// A model of random weights in memory, for measurements.
  ///
  /// - Parameters:
  ///   - configuration: Its shape.
  ///   - format: How its matrices are held: `float32`, `float16`, `bfloat16`, `q8_0` or `q4_0`.
  ///   - seed: Equal seeds give equal weights.
  ///   - workers: Who makes them.
  ///   - progress: Called on this thread after each matrix.
  /// - Returns: The model.
  /// - Throws: Nothing that depends on the arguments; loading does.
  public static func random(
    configuration: ModelConfiguration, format: ElementType, seed: UInt64, workers: WorkerPool,
    progress: @escaping (LoadingProgress) -> Void = { _ in }
  ) throws(CheckpointError) -> any LanguageModel {
    let source = RandomWeights(configuration, format: format, seed: seed, workers: workers)
    return try model(WeightBinder(source, workers: workers, progress: progress))
  }

  private static func model(_ weights: WeightBinder) throws(CheckpointError) -> any LanguageModel {
    switch weights.configuration.family {
    case .llama, .mistral, .qwen2: try Llama(weights)
    case .gemma: try Gemma(weights)
    }
  }
}

extension Linear {
  /// How a matrix will be held: the rule of `init(weight:bias:format:workers:)`.
  static func heldType(of weight: Tensor, format: ElementType?) -> ElementType {
    if let format, PackedMatrix.canHold(weight, as: format) { format } else { weight.elementType }
  }
}
