/// Why a measurement cannot be made.
enum BenchError: Error, Sendable, Equatable {
  /// The weights would not fit the memory.
  case notEnoughMemory(neededBytes: Int, availableBytes: Int)
  /// The model's weights are stored in another format than was asked for, and are not converted to it.
  case formatNotStored(asked: String, stored: String)
  /// The table of edits cannot be read.
  case table(path: String, CSVFault)
  /// The table of edits has no row with an edit.
  case noEdits(path: String)
}

/// How a file breaks RFC 4180, or lacks what is needed of it; lines count from 1.
enum CSVFault: Error, Sendable, Equatable {
  /// No header.
  case empty
  /// A row has another number of fields than the header.
  case ragged(line: Int, fields: Int, expected: Int)
  /// A quoted field that never ends.
  case unclosedQuote(line: Int)
  /// Something stands between a closing quote and the next separator.
  case textAfterQuote(line: Int)
  /// The header has no such column.
  case missingColumn(String, found: [String])
  /// The header has two columns of a name.
  case repeatedColumn(String)
}
