/// A text to be looked for, whatever the case of its letters.
struct SearchPattern {
  private let text: String
  /// The text in lower case, where it is ASCII: it is then looked for byte by byte, without folding each text.
  private let bytes: [UInt8]?

  init(_ text: String) {
    self.text = text.lowercased()
    bytes = text.utf8.allSatisfy { $0 < 0x80 } ? Array(self.text.utf8) : nil
  }

  /// Whether a text holds it.
  func occurs(in text: String) -> Bool {
    guard let bytes else { return text.lowercased().contains(self.text) }
    guard let first = bytes.first else { return true }
    var text = text
    return text.withUTF8 { haystack in
      guard haystack.count >= bytes.count else { return false }
      for start in 0...(haystack.count - bytes.count)
      where Self.lower(haystack[start]) == first {
        let rest = bytes.indices.dropFirst()
        if rest.allSatisfy({ Self.lower(haystack[start + $0]) == bytes[$0] }) { return true }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
