/// Makes characters of bytes that arrive one at a time.
///
/// Follows the library's `ProcessBytePieces`: a byte that cannot begin a character, or whose character does not come
/// about, becomes one U+FFFD, and decoding goes on at the byte after it. (Unicode's own advice, which Swift's decoder
/// follows, is one U+FFFD for several such bytes.)
struct ByteRun {
  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  private var pending: [UInt8] = []

  /// Takes a byte and appends what is now certain, as UTF-8.
  mutating func append(_ byte: UInt8, to output: inout [UInt8]) {
    pending.append(byte)
    settle(isAtEnd: false, into: &output)
  }

  /// Ends the run and appends what was held.
  mutating func finish(into output: inout [UInt8]) {
    settle(isAtEnd: true, into: &output)
  }

  private mutating func settle(isAtEnd: Bool, into output: inout [UInt8]) {
    while let first = pending.first {
      let length = Self.characterLength(of: first)
      let character = pending.prefix(length)
      let canContinue = character.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
      if length > 0, canContinue, character.count < length, !isAtEnd { return }
      if character.count == length, String(validating: character, as: UTF8.self) != nil, length > 0
      {
        output += character
        pending.removeFirst(length)
      } else {
        output += Self.replacement
        pending.removeFirst()
      }
    }
  }

  /// The length that a character's first byte announces, or 0 where none begins with it.
  private static func characterLength(of first: UInt8) -> Int {
    switch first {
    case 0x00...0x7F: 1
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 0
    }
  }
}
