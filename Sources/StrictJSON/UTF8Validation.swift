extension JSONReader {
  /// Where UTF-8 first breaks in `range` (Unicode table 3-7), nil where it is well formed.
  static func firstIllFormedUTF8(in bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Int? {
    var place = range.lowerBound
    let end = range.upperBound
    while place < end {
      if end - place >= 8,
        bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        place += 8
        continue
      }
      let lead = bytes[place]
      // How many bytes follow, and what the first of them may be: no overlong forms, no surrogates.
      let following: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch lead {
      case 0..<0x80: following = 0
      case 0xC2...0xDF: following = 1
      case 0xE0...0xEF:
        following = 2
        if lead == 0xE0 { second = 0xA0...0xBF }
        if lead == 0xED { second = 0x80...0x9F }
      case 0xF0...0xF4:
        following = 3
        if lead == 0xF0 { second = 0x90...0xBF }
        if lead == 0xF4 { second = 0x80...0x8F }
      default: return place
      }
      guard end - place > following else { return place }
      if following >= 1, !second.contains(bytes[place + 1]) { return place }
      if following >= 2, !(0x80...0xBF).contains(bytes[place + 2]) { return place }
      if following == 3, !(0x80...0xBF).contains(bytes[place + 3]) { return place }
      place += following + 1
    }
    return nil
  }
}
