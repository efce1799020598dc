/// Reads one record after the other.
struct CSVRecords {
  private let bytes: [UInt8]
  /// Where the next record begins, or an empty line before it.
  private(set) var offset: Int
  /// The line that `offset` is in, from 1.
  private(set) var line: Int

  private static let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
  private static let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

  /// - Parameters:
  ///   - bytes: The file.
  ///   - offset: Where to begin: at the start of a record.
  ///   - line: The line that it begins in.
  init(_ bytes: [UInt8], from offset: Int = 0, line: Int = 1) {
    self.bytes = bytes
    self.offset = offset
    self.line = line
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
