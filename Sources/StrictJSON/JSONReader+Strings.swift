extension JSONReader {
  /// The inside of a string that was passed.
  private struct StringSpan {
    let range: Range<Int>
    let hasEscapes: Bool
  }

  /// Reads a string.
  ///
  /// - Returns: The text, escapes resolved.
  /// - Throws: `JSONError` where it is malformed or another value stands here.
  public mutating func readString() throws(JSONError) -> String {
    let span = try scanString()
    let inside = UnsafeRawBufferPointer(rebasing: bytes[span.range])
    if !span.hasEscapes { return String(decoding: inside, as: UTF8.self) }
    return String(decoding: try unescape(span.range), as: UTF8.self)
  }

  /// Passes a string, checked as strictly as if it were read.
  public mutating func skipString() throws(JSONError) {
    let span = try scanString()
    if span.hasEscapes { _ = try unescape(span.range) }
  }

  /// Passes a string: finds its end, refuses raw control characters and ill-formed UTF-8.
  private mutating func scanString() throws(JSONError) -> StringSpan {
    try require(.string)
    offset += 1
    let start = offset
    var place = offset
    var hasEscapes = false
    var isASCII = true
    scan: while true {
      while bytes.count - place >= 8,
        Self.isPlainText(bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      {
        place += 8
      }
      guard place < bytes.count else { throw error(.unexpectedEnd, at: bytes.count) }
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""): break scan
      case UInt8(ascii: "\\"):
        hasEscapes = true
        place += 2
      case 0..<0x20: throw error(.controlCharacter(byte), at: place)
      case 0x80...:
        isASCII = false
        place += 1
      default: place += 1
      }
    }
    if !isASCII, let bad = Self.firstIllFormedUTF8(in: bytes, start..<place) {
      throw error(.invalidUTF8, at: bad)
    }
    offset = place + 1
    return StringSpan(range: start..<place, hasEscapes: hasEscapes)
  }

  /// Whether eight bytes are all ASCII without control characters, quote and backslash.
  private static func isPlainText(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    // `(x &- ones) & ~x & highs` marks the zero bytes of x.
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5C)
    let control = (word &- ones &* 0x20) & ~word
    let found =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash) | control | word
    return found & highs == 0
  }

  /// Resolves the escapes of a string whose end has been found.
  private func unescape(_ range: Range<Int>) throws(JSONError) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var place = range.lowerBound
    while place < range.upperBound {
      let byte = bytes[place]
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        place += 1
        continue
      }
      switch bytes[place + 1] {
      case UInt8(ascii: "\""): text.append(0x22)
      case UInt8(ascii: "\\"): text.append(0x5C)
      case UInt8(ascii: "/"): text.append(0x2F)
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, next) = try unescapeScalar(at: place, end: range.upperBound)
        text.append(contentsOf: Array(String(Character(scalar)).utf8))
        place = next
        continue
      default: throw error(.invalidEscape, at: place)
      }
      place += 2
    }
    return text
  }

  /// Resolves `\uXXXX`, or two of them that are one scalar.
  private func unescapeScalar(
    at place: Int, end: Int
  ) throws(JSONError) -> (scalar: Unicode.Scalar, next: Int) {
    guard let unit = hexadecimal(at: place + 2, end: end) else {
      throw error(.invalidEscape, at: place)
    }
    if let scalar = Unicode.Scalar(unit) { return (scalar, place + 6) }
    guard unit < 0xDC00, end - place >= 12, bytes[place + 6] == UInt8(ascii: "\\"),
      bytes[place + 7] == UInt8(ascii: "u"), let low = hexadecimal(at: place + 8, end: end),
      (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw error(.loneSurrogate, at: place) }
    return (scalar, place + 12)
  }

  private func hexadecimal(at place: Int, end: Int) -> UInt32? {
    guard end - place >= 4 else { return nil }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - 0x30)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - 0x57)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - 0x37)
      default: return nil
      }
    }
    return value
  }
}
