import Datasets
import Glibc
import Storage
import StrictJSON

/// One run's way through the rows: which come next, and what became of those that were done.
final class BatchPass {
  private let job: BatchJob
  private let options: BatchOptions
  private let input: InputRows
  private let folder: JobFolder
  private let journal: Journal
  private var index: JournalIndex
  private let rows: RowStream
  private var unsaved: (done: Int, failed: Int) = (0, 0)
  private let started = ContinuousClock.now
  /// How far the job is.
  private(set) var progress = BatchProgress()

  /// The most results that are appended before they are brought to the disk.
  private static let groupLimit = 64

  /// The rows that count.
  var rowCount: Int { min(input.count, options.rowLimit ?? .max) }

  /// Reads what there is, and refuses what does not belong together.
  init(_ job: BatchJob, _ options: BatchOptions) throws(BatchError) {
    self.job = job
    self.options = options
    input = try InputRows(job.input)
    guard !input.isSameFile(as: job.output) else { throw .outputIsInput(path: job.output) }
    try Self.checkColumns(job, input)
    folder = try Self.folder(job, options)
    let manifest = BatchManifest(job, inputDigest: input.digest, rowCount: input.count)
    if let former = try BatchManifest(path: folder.manifestPath) {
      let differences = manifest.differences(from: former)
      guard differences.isEmpty else { throw .differs(folder: folder.path, differences) }
    } else {
      try folder.clear()
      try manifest.write(to: folder.manifestPath)
    }
    (journal, index, progress.quarantinedLines) = try Self.load(
      folder.journalPath, rowCount: input.count, repairs: options.repairs)
    rows = try BatchError.wrapping { () throws(DatasetError) in try RowStream(job.input) }
    if options.retriesFailed { index.forgetFailures() }
    (progress.savedRows, progress.failedRows) = index.counts(ofFirst: rowCount)
    progress.totalRows = rowCount
    progress.wantedRows = rowCount - progress.savedRows - progress.failedRows
  }

  private static func checkColumns(_ job: BatchJob, _ input: InputRows) throws(BatchError) {
    for column in job.columns {
      guard case .input(let name?) = column.source, input.count > 0 else { continue }
      guard input.columns.contains(name) else {
        throw .missingColumn(role: column.name, candidates: [name], found: input.columns)
      }
    }
  }

  /// The job's folder, without former work where that is not wanted; a result of unknown origin is not replaced.
  private static func folder(
    _ job: BatchJob, _ options: BatchOptions
  ) throws(BatchError) -> JobFolder {
    let isKnown = access(JobFolder.path(of: job.output), F_OK) == 0
    guard isKnown || options.replacesOutput || access(job.output, F_OK) != 0 else {
      throw .outputExists(path: job.output)
    }
    let folder = try JobFolder(of: job.output)
    if options.restarts { try folder.clear() }
    return folder
  }

  private static func load(
    _ path: String, rowCount: Int, repairs: Bool
  ) throws(BatchError) -> (Journal, JournalIndex, quarantined: Int) {
    var journal = try Journal(path)
    var index = JournalIndex(rowCount: rowCount)
    let damaged = try journal.load(into: &index)
    guard let first = damaged.first else { return (journal, index, 0) }
    guard repairs else { throw .damagedJournal(path: path, line: first, count: damaged.count) }
    try JournalRepair.quarantine(damaged, of: path)
    journal = try Journal(path)
    index = JournalIndex(rowCount: rowCount)
    _ = try journal.load(into: &index)
    return (journal, index, damaged.count)
  }

  /// The next row that is to be done; nil after the last.
  func nextRow() throws(BatchError) -> DataRow? {
    while let row = try nextOfAll() {
      guard let entry = index[row.number] else { return row }
      guard entry.key == RowKey(row) else {
        throw .inputChanged(path: job.input, row: row.number)
      }
    }
    return nil
  }

  private func nextOfAll() throws(BatchError) -> DataRow? {
    try BatchError.wrapping { () throws(DatasetError) in
      guard let row = try rows.next(), row.number < rowCount else { return nil }
      return row
    }
  }

  /// Refuses to begin where the disk is almost full.
  func checkRoom() throws(BatchError) { try journal.checkRoom() }

  /// Writes down what became of a row.
  func record(
    _ outcome: JournalRecord.Outcome, of row: DataRow, tokens: Int = 0
  ) throws(BatchError) {
    let record = JournalRecord(row: row.number, key: RowKey(row), outcome: outcome)
    let offset = try journal.append(record)
    _ = index.note(record, at: offset)
    if outcome.isFailure { unsaved.failed += 1 } else { unsaved.done += 1 }
    progress.finishedRows += 1
    progress.generatedTokens += tokens
    if journal.unsavedCount >= Self.groupLimit { try save() }
  }

  /// Brings what was written down to the disk; only from then on it counts as saved.
  func save() throws(BatchError) {
    guard journal.unsavedCount > 0 else { return }
    try journal.synchronize()
    progress.savedRows += unsaved.done
    progress.failedRows += unsaved.failed
    unsaved = (0, 0)
    try journal.checkRoom()
  }

  /// How far the job is, with the time that has passed.
  func progressNow() -> BatchProgress {
    progress.elapsed = started.duration(to: .now)
    return progress
  }

  /// Writes the result of all rows, in their order.
  ///
  /// - Returns: The first row that failed.
  func writeOutput() throws(BatchError) -> RowFailure? {
    let output = BatchOutput(job: job, journal: journal, index: index, rowCount: rowCount)
    do {
      return try output.write()
    } catch .storage(.failed(.synchronize, path: _, errno: _)) {
      // What was written may be lost although it looks written.
      return try output.write()
    }
  }
}
