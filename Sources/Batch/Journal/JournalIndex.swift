/// Where in the journal each row's last record is, and what it says: 24 bytes a row.
struct JournalIndex {
  /// What is known of a row.
  struct Entry {
    var offset: Int
    var key: RowKey
    var isFailure: Bool
  }

  private var entries: [Entry?]

  init(rowCount: Int) {
    entries = Array(repeating: nil, count: rowCount)
  }

  var rowCount: Int { entries.count }

  subscript(_ row: Int) -> Entry? { entries[row] }

  /// Notes where a record is.
  ///
  /// - Returns: False for a row that there is not.
  mutating func note(_ record: JournalRecord, at offset: Int) -> Bool {
    guard entries.indices.contains(record.row) else { return false }
    entries[record.row] = Entry(
      offset: offset, key: record.key, isFailure: record.outcome.isFailure)
    return true
  }

  /// Forgets the rows that failed, so that they are done again.
  mutating func forgetFailures() {
    for row in entries.indices where entries[row]?.isFailure == true { entries[row] = nil }
  }

  /// How many of the first rows are done, and how many failed.
  func counts(ofFirst count: Int) -> (done: Int, failed: Int) {
    entries.prefix(count).reduce(into: (0, 0)) { counts, entry in
      guard let entry else { return }
      if entry.isFailure { counts.1 += 1 } else { counts.0 += 1 }
    }
  }
}
