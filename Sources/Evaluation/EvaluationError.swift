/// What can go wrong in measuring a model.
public enum EvaluationError: Error, Sendable, Equatable {
  /// There is nothing to measure.
  case noRows(path: String)
}
