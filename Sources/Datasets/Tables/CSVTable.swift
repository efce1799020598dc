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

/// Reads one record after the other.
private struct CSVRecords {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  private static let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
  private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The next record and the line where it begins, nil at the end.
  mutating func next() throws(CSVFault) -> (fields: [String], line: Int)? {
    while endsLine() {}
    guard offset < bytes.count else { return nil }
    let start = line
    var fields: [String] = []
    while true {
      fields.append(try field())
      if offset < bytes.count, bytes[offset] == Self.comma {
        offset += 1
        continue
      }
      _ = endsLine()
      return (fields, start)
    }
  }

  /// Passes over a line break.
  private mutating func endsLine() -> Bool {
    guard offset < bytes.count else { return false }
    if bytes[offset] == Self.carriageReturn, offset + 1 < bytes.count,
      bytes[offset + 1] == Self.lineFeed
    {
      offset += 2
    } else if bytes[offset] == Self.lineFeed {
      offset += 1
    } else {
      return false
    }
    line += 1
    return true
  }

  private mutating func field() throws(CSVFault) -> String {
    if offset < bytes.count, bytes[offset] == Self.quote { return try quotedField() }
    let start = offset
    while offset < bytes.count, bytes[offset] != Self.comma, !isAtLineEnd { offset += 1 }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func quotedField() throws(CSVFault) -> String {
    let start = line
    var content: [UInt8] = []
    offset += 1
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == Self.lineFeed { line += 1 }
      if byte != Self.quote {
        content.append(byte)
      } else if offset < bytes.count, bytes[offset] == Self.quote {
        content.append(Self.quote)
        offset += 1
      } else {
        guard offset == bytes.count || bytes[offset] == Self.comma || isAtLineEnd else {
          throw .textAfterQuote(line: line)
        }
        return String(decoding: content, as: UTF8.self)
      }
    }
    throw .unclosedQuote(line: start)
  }

  private var isAtLineEnd: Bool {
    bytes[offset] == Self.lineFeed
      || bytes[offset] == Self.carriageReturn && offset + 1 < bytes.count
        && bytes[offset + 1] == Self.lineFeed
  }
}
