/// How a job over rows is run; nothing of it changes a result.
public struct BatchOptions: Sendable, Equatable {
  /// How many rows are worked on at a time.
  public var concurrency: Int
  /// The most rows from the start of the file; nil for all.
  public var rowLimit: Int?
  /// Whether rows that failed before are done again.
  public var retriesFailed: Bool
  /// Whether what was done before is thrown away.
  public var restarts: Bool
  /// Whether damaged lines of the journal are put aside and their rows done again.
  public var repairs: Bool
  /// Whether a result that is there may be replaced though no job of it is known.
  public var replacesOutput: Bool
  /// How long rows that are being worked on may take after the job was asked to stop.
  public var drainTime: Duration
  /// So many rows may fail one after another before the job gives up.
  public var failureLimit: Int

  /// Makes options.
  public init(
    concurrency: Int = 8, rowLimit: Int? = nil, retriesFailed: Bool = false,
    restarts: Bool = false, repairs: Bool = false, replacesOutput: Bool = false,
    drainTime: Duration = .seconds(5), failureLimit: Int = 32
  ) {
    self.concurrency = concurrency
    self.rowLimit = rowLimit
    self.retriesFailed = retriesFailed
    self.restarts = restarts
    self.repairs = repairs
    self.replacesOutput = replacesOutput
    self.drainTime = drainTime
    self.failureLimit = failureLimit
  }
}
