/// How far a job is.
public struct BatchProgress: Sendable, Equatable {
  /// Rows of the whole job.
  public internal(set) var totalRows = 0
  /// Rows whose results are on the disk, those of earlier runs too, failed ones not counted.
  public internal(set) var savedRows = 0
  /// Rows that failed, and whose failure is on the disk.
  public internal(set) var failedRows = 0
  /// Rows that this run finished, saved yet or not.
  public internal(set) var finishedRows = 0
  /// Rows that this run has to do, the finished ones counted.
  public internal(set) var wantedRows = 0
  /// Tokens that this run generated.
  public internal(set) var generatedTokens = 0
  /// How long this run has been working on rows.
  public internal(set) var elapsed: Duration = .zero
  /// Lines of the journal that were put aside.
  public internal(set) var quarantinedLines = 0

  /// Tokens a second, of all rows together; 0 before there are any.
  public var tokensPerSecond: Double {
    elapsed > .zero ? Double(generatedTokens) / (elapsed / .seconds(1)) : 0
  }

  /// How long the rest takes at this run's pace; nil before a row was finished.
  public var timeLeft: Duration? {
    guard finishedRows > 0 else { return nil }
    return elapsed / Double(finishedRows) * Double(max(0, wantedRows - finishedRows))
  }
}

/// How a job ended.
public struct BatchReport: Sendable, Equatable {
  /// How far it came.
  public let progress: BatchProgress
  /// Whether all rows were worked on and the result written.
  public let isComplete: Bool
  /// The first row that failed, from 0, and why.
  public let firstFailure: RowFailure?
}

/// A row that failed.
public struct RowFailure: Sendable, Equatable {
  /// Which, from 0.
  public let row: Int
  /// Why.
  public let reason: String
}
