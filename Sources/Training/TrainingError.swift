/// What can go wrong in training.
public enum TrainingError: Error, Sendable, Equatable {
  /// A file cannot be read or written.
  case fileAccess(path: String, errorNumber: Int32)
}
