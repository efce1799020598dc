/// A stretch of a text that rules look at as one: a word, blanks, or one other character.
struct TextToken: Equatable {
  enum Kind: Equatable {
    case word, blanks, other
  }
  let kind: Kind
  /// Bytes of the text.
  let range: Range<Int>
}

extension TextToken {
  /// Cuts UTF-8 into tokens that cover it.
  ///
  /// A word has letters, digits and characters beyond ASCII, and may hold apostrophes, straight or typographic, between
  /// these. General punctuation (U+2000–U+203F), as dashes and typographic quotes, belongs to no word.
  static func tokens(of bytes: [UInt8]) -> [TextToken] {
    var tokens: [TextToken] = []
    var offset = 0
    while offset < bytes.count {
      let start = offset
      let kind: Kind
      if wordBytes(at: offset, in: bytes) > 0 {
        kind = .word
        offset = endOfWord(from: offset, in: bytes)
      } else if bytes[offset].isBlank {
        kind = .blanks
        while offset < bytes.count, bytes[offset].isBlank { offset += 1 }
      } else {
        kind = .other
        offset += isGeneralPunctuation(at: offset, in: bytes) ? 3 : 1
      }
      tokens.append(TextToken(kind: kind, range: start..<offset))
    }
    return tokens
  }

  private static func endOfWord(from start: Int, in bytes: [UInt8]) -> Int {
    var offset = start
    while true {
      let length = wordBytes(at: offset, in: bytes)
      if length > 0 {
        offset += length
        continue
      }
      let apostrophe = apostropheBytes(at: offset, in: bytes)
      guard apostrophe > 0, wordBytes(at: offset + apostrophe, in: bytes) > 0 else { return offset }
      offset += apostrophe
    }
  }

  /// 1 where a byte belongs to a word, else 0.
  private static func wordBytes(at offset: Int, in bytes: [UInt8]) -> Int {
    guard offset < bytes.count else { return 0 }
    let byte = bytes[offset]
    if byte < 0x80 { return byte.isLetter || byte.isDigit ? 1 : 0 }
    return isGeneralPunctuation(at: offset, in: bytes) ? 0 : 1
  }

  /// How many bytes an apostrophe takes, 0 where there is none.
  private static func apostropheBytes(at offset: Int, in bytes: [UInt8]) -> Int {
    guard offset < bytes.count else { return 0 }
    if bytes[offset] == UInt8(ascii: "'") { return 1 }
    return bytes[offset...].starts(with: [0xE2, 0x80, 0x99]) ? 3 : 0
  }

  private static func isGeneralPunctuation(at offset: Int, in bytes: [UInt8]) -> Bool {
    offset + 2 < bytes.count && bytes[offset] == 0xE2 && bytes[offset + 1] == 0x80
  }
}

extension UInt8 {
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
  var isCapital: Bool { (0x41...0x5A).contains(self) }
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
