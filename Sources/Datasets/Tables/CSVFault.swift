/// How a file breaks RFC 4180, or lacks what is needed of it; lines count from 1.
public enum CSVFault: Error, Sendable, Equatable {
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
  /// The header has more columns than a table may have.
  case tooManyColumns(Int, limit: Int)
}
