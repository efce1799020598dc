/// Where the sentences of a text are.
///
/// A sentence ends after `.`, `!`, `?` or `…`, with the quotes and brackets that close after it, where a blank or the end
/// of the text follows, and at the end of a line. The number of a list's item (`1.` at the start of a line) ends none.
enum Sentences {
  /// The sentences' bytes, without the blanks between them.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start: Int?
    var lineStart = 0
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte.isBlank {
        if byte == 0x0A {
          if let begin = start { ranges.append(begin..<trimmedEnd(begin..<offset, bytes)) }
          start = nil
          lineStart = offset + 1
        }
        offset += 1
        continue
      }
      let begin = start ?? offset
      start = begin
      guard let end = endOfTerminator(at: offset, in: bytes) else {
        offset += 1
        continue
      }
      let ends = end == bytes.count || bytes[end].isBlank
      if ends, !isItemNumber(bytes[lineStart..<offset]) {
        ranges.append(begin..<end)
        start = nil
      }
      offset = end
    }
    if let begin = start { ranges.append(begin..<trimmedEnd(begin..<bytes.count, bytes)) }
    return ranges
  }

  /// Where the marks that end a sentence at `offset` end themselves; nil where there are none.
  private static func endOfTerminator(at offset: Int, in bytes: [UInt8]) -> Int? {
    var end = offset
    while end < bytes.count {
      if [0x21, 0x2E, 0x3F].contains(bytes[end]) {
        end += 1
      } else if bytes[end...].starts(with: [0xE2, 0x80, 0xA6]) {
        end += 3
      } else {
        break
      }
    }
    guard end > offset else { return nil }
    while end < bytes.count {
      if [0x22, 0x27, 0x29, 0x5D].contains(bytes[end]) {
        end += 1
      } else if bytes[end...].starts(with: [0xE2, 0x80, 0x9D])
        || bytes[end...].starts(with: [0xE2, 0x80, 0x99])
      {
        end += 3
      } else {
        break
      }
    }
    return end
  }

  private static func isItemNumber(_ lineSoFar: ArraySlice<UInt8>) -> Bool {
    let text = lineSoFar.drop { $0.isBlank }
    return (1...2).contains(text.count) && text.allSatisfy(\.isDigit)
  }

  private static func trimmedEnd(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    return end
  }
}
