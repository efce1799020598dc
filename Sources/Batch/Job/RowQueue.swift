import Datasets

/// Which rows are being worked on, how many may be, and whether it is worth going on.
struct RowQueue {
  private let failureLimit: Int
  private var limit: Int
  private var workingCount = 0
  /// Rows that were put off for want of room beside others.
  private var postponed: [DataRow] = []
  private var failuresInARow = 0
  private var isStopped = false
  private var isExhausted = false

  init(concurrency: Int, failureLimit: Int) {
    limit = max(1, concurrency)
    self.failureLimit = max(1, failureLimit)
  }

  var takesMore: Bool { !isStopped && workingCount < limit }
  var isWorking: Bool { workingCount > 0 }
  /// Whether every row has been worked on.
  var isComplete: Bool { isExhausted && postponed.isEmpty && workingCount == 0 && !wasCut }
  /// Whether a row was begun and not finished.
  private var wasCut = false

  mutating func stop() { isStopped = true }

  /// The next row to work on.
  mutating func next(from pass: BatchPass) throws(BatchError) -> DataRow? {
    let row: DataRow?
    if let first = postponed.first {
      postponed.removeFirst()
      row = first
    } else {
      row = isExhausted ? nil : try pass.nextRow()
      isExhausted = row == nil
    }
    if row != nil { workingCount += 1 }
    return row
  }

  /// Takes what became of a row.
  mutating func end(
    _ row: DataRow, _ result: Result<RowResult, RowTaskError>, in pass: BatchPass
  ) throws(BatchError) {
    workingCount -= 1
    switch result {
    case .success(let result):
      failuresInARow = 0
      try pass.record(.done(result.values), of: row, tokens: result.generatedTokens)
    case .failure(.unfit(let reason)):
      try pass.record(.failed(reason: reason), of: row)
    case .failure(.busy) where workingCount > 0:
      // Fewer at a time from now on.
      limit = min(limit, workingCount)
      postponed.append(row)
    case .failure(.failed(let reason)), .failure(.busy(let reason)):
      try pass.record(.failed(reason: reason), of: row)
      failuresInARow += 1
      if failuresInARow >= failureLimit {
        try pass.save()
        throw .keepsFailing(count: failuresInARow, reason: reason)
      }
    case .failure(.hopeless(let error)): throw .generation(error)
    case .failure(.cancelled):
      wasCut = true
      isStopped = true
    }
  }
}
