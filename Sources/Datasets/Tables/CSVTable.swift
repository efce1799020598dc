/// The columns of a CSV file (RFC 4180): fields in quotes may hold commas, quotes written twice, and line breaks.
public struct CSVTable: Sendable {
  /// The names of the columns.
  public let header: [String]
  /// The fields of each row, as many as there are columns.
  public let rows: [[String]]

  /// Reads a whole file's text.
  ///
  /// Lines end with LF or CRLF; an empty line is no row.
  ///
  /// - Parameter text: The file.
  /// - Throws: `CSVFault` at the first offence.
  public init(_ text: String) throws(CSVFault) {
    var records = CSVRecords(Array(text.utf8))
    guard let first = try records.next() else { throw .empty }
    var seen: Set<String> = []
    for name in first.fields where !seen.insert(name).inserted { throw .repeatedColumn(name) }
    var rows: [[String]] = []
    while let record = try records.next() {
      guard record.fields.count == first.fields.count else {
        throw .ragged(
          line: record.line, fields: record.fields.count, expected: first.fields.count)
      }
      rows.append(record.fields)
    }
    header = first.fields
    self.rows = rows
  }

  /// The place of a column.
  ///
  /// - Parameter name: Its name in the header.
  /// - Returns: Its index in every row.
  /// - Throws: `CSVFault.missingColumn`.
  public func column(_ name: String) throws(CSVFault) -> Int {
    guard let place = header.firstIndex(of: name) else {
      throw .missingColumn(name, found: header)
    }
    return place
  }
}
