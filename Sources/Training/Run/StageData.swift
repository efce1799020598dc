/// What a run learns from, and what it is measured with.
public struct StageData: Sendable {
  /// Rows to learn from.
  public var training: TokenizedRows
  /// Rows to measure with; nil for no validation.
  public var validation: TokenizedRows?

  /// Rows to learn from and to measure with.
  public init(training: TokenizedRows, validation: TokenizedRows? = nil) {
    self.training = training
    self.validation = validation
  }
}
