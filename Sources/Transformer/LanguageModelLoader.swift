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
    let weights = WeightBinder(
      checkpoint, format: format,
      workers: workers ?? WorkerPool(threadCount: WorkerPool.defaultThreadCount),
      progress: progress)
    return switch checkpoint.configuration.family {
    case .llama, .mistral, .qwen2: try Llama(weights)
    case .gemma: try Gemma(weights)
    }
  }
}
