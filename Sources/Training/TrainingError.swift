public import Checkpoints

/// What can go wrong in training.
public enum TrainingError: Error, Sendable, Equatable {
  /// A file cannot be read or written.
  case fileAccess(path: String, errorNumber: Int32)
  /// A file of training rows cannot be used.
  case data(path: String, DataFault)
  /// A run cannot begin or go on.
  case run(RunFault)
  /// The model that training starts from is refused.
  case checkpoint(CheckpointError)
  /// An architecture that we run and do not train.
  case untrainableArchitecture(ModelConfiguration.Family)
  /// Heads turn neighbouring components, as GGUF files have them; only Hugging Face's order is trained.
  case untrainablePairing
  /// A feed-forward with another gate than SiLU.
  case untrainableActivation
  /// Full fine-tuning of weights that are stored in blocks, which would lose what makes them small.
  case quantisedWeights(tensor: String, type: String)
  /// An adapter's rank, alpha or dropout is outside its range.
  case adapterValue(key: String, value: Double)
  /// An adapter names a matrix that the layers do not have.
  case unknownModule(name: String, known: [String])
}
