extension JSONReader {
  /// The byte at the reader, nil at the end.
  var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Whether the document starts with the mark of UTF-8 or UTF-16.
  var hasByteOrderMark: Bool {
    let start = Array(bytes.prefix(3))
    return start == [0xEF, 0xBB, 0xBF] || start.starts(with: [0xFE, 0xFF])
      || start.starts(with: [0xFF, 0xFE])
  }

  /// Passes space, tab, LF and CR.
  mutating func skipWhitespace() {
    var place = offset
    while place < bytes.count {
      switch bytes[place] {
      case 0x20:
        // Headers are padded with long runs of spaces: eight at a time.
        place += 1
        while bytes.count - place >= 8,
          bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) == 0x2020_2020_2020_2020
        {
          place += 8
        }
      case 0x09, 0x0A, 0x0D: place += 1
      default:
        offset = place
        return
      }
    }
    offset = place
  }

  /// Passes `byte`.
  mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard let found = current else { throw error(.unexpectedEnd) }
    guard found == byte else { throw error(.unexpectedByte(found)) }
    offset += 1
  }

  /// Passes the bytes of `word`.
  mutating func expect(_ word: StaticString) throws(JSONError) {
    for index in 0..<word.utf8CodeUnitCount { try expect(word.utf8Start[index]) }
  }

  /// Reads a number.
  ///
  /// - Returns: An integer where it was written as one and fits, else the nearest `Double` with the text.
  /// - Throws: `JSONError` where it is malformed or another value stands here.
  public mutating func readNumber() throws(JSONError) -> JSONValue {
    let (range, isInteger) = try scanNumber()
    let text = String(decoding: UnsafeRawBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    // "-0" is a number that an integer cannot hold.
    if isInteger, let value = Int64(text), text != "-0" { return .integer(value) }
    guard let value = Double(text) else { throw error(.malformedNumber, at: range.lowerBound) }
    return .number(value, text: text)
  }

  /// Passes a number: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  mutating func scanNumber() throws(JSONError) -> (range: Range<Int>, isInteger: Bool) {
    try require(.number)
    let start = offset
    var isInteger = true
    if current == UInt8(ascii: "-") { offset += 1 }
    let leadingZero = current == UInt8(ascii: "0")
    let digits = skipDigits()
    guard digits > 0, !(leadingZero && digits > 1) else { throw error(.malformedNumber, at: start) }
    if current == UInt8(ascii: ".") {
      isInteger = false
      offset += 1
      guard skipDigits() > 0 else { throw error(.malformedNumber, at: start) }
    }
    if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      isInteger = false
      offset += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { offset += 1 }
      guard skipDigits() > 0 else { throw error(.malformedNumber, at: start) }
    }
    return (start..<offset, isInteger)
  }

  private mutating func skipDigits() -> Int {
    let start = offset
    while let byte = current, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { offset += 1 }
    return offset - start
  }
}
