import Datasets
import Storage
import StrictJSON

/// Makes the result from the rows and the journal, so that a reader sees all of it or what was there before.
struct BatchOutput {
  let job: BatchJob
  let journal: Journal
  let index: JournalIndex
  let rowCount: Int

  /// Writes it.
  ///
  /// - Returns: The first row that failed.
  func write() throws(BatchError) -> RowFailure? {
    let writer = RowWriter(
      format: try BatchError.wrapping { () throws(DatasetError) in try DataFormat(path: job.output)
      },
      columns: job.columns.map(\.name))
    let rows = try BatchError.wrapping { () throws(DatasetError) in try RowStream(job.input) }
    let file = try BatchError.wrapping { () throws(StorageError) in
      try StreamedFile(replacing: job.output)
    }
    var failure: RowFailure?
    var number = 0
    try append(writer.header, to: file)
    while number < rowCount, let row = try next(of: rows) {
      let record = try record(of: row)
      var results = JSONObject()
      switch record.outcome {
      case .done(let values): results = values
      case .failed(let reason): failure = failure ?? RowFailure(row: row.number, reason: reason)
      }
      try append(writer.row(values(of: row, results, in: writer.format)), to: file)
      number += 1
    }
    guard number == rowCount else { throw .inputChanged(path: job.input, row: number) }
    try BatchError.wrapping { () throws(StorageError) in try file.commit() }
    return failure
  }

  private func next(of rows: RowStream) throws(BatchError) -> DataRow? {
    do throws(DatasetError) { return try rows.next() } catch { throw .data(error) }
  }

  private func record(of row: DataRow) throws(BatchError) -> JournalRecord {
    guard let entry = index[row.number], entry.key == RowKey(row) else {
      throw .inputChanged(path: job.input, row: row.number)
    }
    guard let record = try journal.record(at: entry.offset), record.row == row.number else {
      throw .damagedJournal(path: journal.path, line: 0, count: 1)
    }
    return record
  }

  private func values(
    of row: DataRow, _ results: JSONObject, in format: DataFormat
  ) -> [JSONValue] {
    job.columns.map { column in
      let value: JSONValue =
        switch column.source {
        case .input(let name): .string(name.flatMap { row[$0] } ?? "")
        case .result(let name): results[name] ?? .null
        }
      return format == .csv ? value.withoutNUL : value
    }
  }

  private func append(_ bytes: [UInt8], to file: StreamedFile) throws(BatchError) {
    try BatchError.wrapping { () throws(StorageError) in try file.write(bytes) }
  }
}

extension JSONValue {
  /// Text in which what tables cannot hold is U+FFFD: readers of CSV end, or refuse, a field at NUL.
  fileprivate var withoutNUL: JSONValue {
    guard let text = stringValue, text.utf8.contains(0) else { return self }
    let scalars = text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }
    return .string(String(String.UnicodeScalarView(scalars)))
  }
}
