public import Checkpoints

/// From a checkpoint to a model that can run.
public enum LanguageModelLoader {
  /// Binds every weight that the architecture needs, in place.
  ///
  /// - Parameter checkpoint: An open checkpoint.
  /// - Returns: The model.
  /// - Throws: `CheckpointError` where a tensor is missing or has another shape.
  public static func load(_ checkpoint: Checkpoint) throws(CheckpointError) -> any LanguageModel {
    switch checkpoint.configuration.family {
    case .llama, .mistral, .qwen2: try Llama(checkpoint)
    case .gemma: try Gemma(checkpoint)
    }
  }
}
