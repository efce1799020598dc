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
    return bytes.isEmpty || Self.firstOffset(of: bytes, in: text) != nil
  }

  /// Where a text holds it first; nil where it does not.
  func firstOccurrence(in text: String) -> String.Index? {
    if let bytes {
      return Self.firstOffset(of: bytes, in: text).map { offset in
        text.utf8.index(text.startIndex, offsetBy: offset)
      }
    }
    let folded = text.lowercased()
    guard let place = folded.firstRange(of: self.text)?.lowerBound else { return nil }
    // Folding keeps the number of characters, but for a few letters that become two.
    return text.index(
      text.startIndex, offsetBy: folded.distance(from: folded.startIndex, to: place),
      limitedBy: text.endIndex)
  }

  /// Where a text holds it, in characters.
  func occurrences(in text: String) -> [Range<Int>] {
    let characters = text.map { $0.lowercased() }
    let wanted = self.text.map { String($0) }
    guard let first = wanted.first else { return [] }
    var ranges: [Range<Int>] = []
    var start = 0
    while start + wanted.count <= characters.count {
      let end = start + wanted.count
      if characters[start] == first, characters[start..<end].elementsEqual(wanted) {
        ranges.append(start..<end)
        start = end
      } else {
        start += 1
      }
    }
    return ranges
  }

  /// A text from its beginning, or from shortly before the first occurrence where that would not be seen.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - columns: How much of it is seen, about.
  /// - Returns: The part of the text to be shown.
  func excerpt(of text: String, columns: Int) -> String {
    let room = max(0, columns - self.text.count)
    guard let place = firstOccurrence(in: text),
      let seen = text.index(text.startIndex, offsetBy: room, limitedBy: place), seen < place,
      let start = text.index(place, offsetBy: -room / 3, limitedBy: text.startIndex)
    else { return text }
    return "… " + text[start...]
  }

  /// The offset in bytes of the first occurrence of bytes in lower case.
  private static func firstOffset(of bytes: [UInt8], in text: String) -> Int? {
    guard let first = bytes.first else { return nil }
    var text = text
    return text.withUTF8 { haystack in
      guard haystack.count >= bytes.count else { return nil }
      let rest = bytes.indices.dropFirst()
      return (0...(haystack.count - bytes.count)).first { start in
        lower(haystack[start]) == first
          && rest.allSatisfy { lower(haystack[start + $0]) == bytes[$0] }
      }
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
