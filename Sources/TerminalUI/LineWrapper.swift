/// Cuts a text into rows.
struct LineWrapper {
  /// A place in the text.
  private struct Mark {
    var byte: Int
    var offset: Int
    var column: Int
  }

  private let width: Int
  private let rules: WidthRules
  private(set) var lines: [WrappedLine] = []
  /// Where the row starts; its column is 0.
  private var start: Mark
  /// The last place in the row where it may end.
  private var lastBreak: Mark?
  /// The one to take instead, where what follows the last one does not start a row.
  private var earlierBreak: Mark?
  /// Where the next character goes.
  private var here: Mark

  /// Starts at the offset of the first character of the text that will be wrapped.
  init(width: Int, rules: WidthRules, firstOffset: Int) {
    self.width = width
    self.rules = rules
    start = Mark(byte: 0, offset: firstOffset, column: 0)
    here = start
  }

  /// Wraps a whole text; call once.
  mutating func run(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var index = 0
      while index < bytes.count {
        // Two ASCII bytes in a row are two characters, CR LF aside; so most text needs no segmentation.
        let isLast = index + 1 == bytes.count
        if bytes[index] < 0x80, bytes[index] != 0x0D, isLast || bytes[index + 1] < 0x80 {
          take(ascii: bytes[index], in: bytes)
          index += 1
          continue
        }
        // Up to an ASCII byte, itself included, that another one or the end follows.
        var end = index + 1
        while end < bytes.count,
          end == index + 1 || bytes[end - 1] >= 0x80 || bytes[end] >= 0x80 || bytes[end - 1] == 0x0D
        { end += 1 }
        for cluster in String(decoding: bytes[index..<end], as: UTF8.self) {
          take(cluster, in: bytes)
        }
        index = end
      }
      finishLine(at: here, next: here, endsParagraph: true, in: bytes)
    }
  }

  private mutating func take(ascii byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>) {
    switch byte {
    case 0x0A: takeNewline(byteCount: 1, in: bytes)
    case 0x20: takeSpace(columns: 1)
    case 0x09: takeSpace(columns: 8 - here.column % 8)
    default: takeVisible(byteCount: 1, columns: byte < 0x20 || byte == 0x7F ? 0 : 1, in: bytes)
    }
  }

  private mutating func take(_ cluster: Character, in bytes: UnsafeBufferPointer<UInt8>) {
    switch cluster {
    case "\n", "\r\n": takeNewline(byteCount: cluster.utf8.count, in: bytes)
    case " ": takeSpace(columns: 1)
    case "\t": takeSpace(columns: 8 - here.column % 8)
    default:
      let columns = TextWidth.width(of: cluster, rules: rules)
      if columns == 2 {
        takeWide(cluster, in: bytes)
      } else {
        takeVisible(byteCount: cluster.utf8.count, columns: columns, in: bytes)
      }
    }
  }

  /// Rows may end on either side of a wide character, but for the punctuation that does not start one.
  private mutating func takeWide(_ cluster: Character, in bytes: UnsafeBufferPointer<UInt8>) {
    let mayStartRow = !Self.neverFirst.contains(cluster)
    if mayStartRow {
      if here.offset > start.offset { lastBreak = here }
    } else if lastBreak?.offset == here.offset {
      lastBreak = earlierBreak
    }
    let byteCount = cluster.utf8.count
    takeVisible(byteCount: byteCount, columns: 2, in: bytes)
    if mayStartRow {
      let before = Mark(
        byte: here.byte - byteCount, offset: here.offset - 1, column: here.column - 2)
      earlierBreak = before.offset > start.offset ? before : nil
    }
    lastBreak = here
  }

  /// Closing punctuation that does not start a row.
  private static let neverFirst: Set<Character> = [
    "、", "。", "，", "．", "！", "？", "：", "；", "）", "」", "』", "】", "》", "〉", "ー",
  ]

  private mutating func takeNewline(byteCount: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    let next = Mark(byte: here.byte + byteCount, offset: here.offset + 1, column: 0)
    finishLine(at: here, next: next, endsParagraph: true, in: bytes)
    here = next
  }

  /// Spaces never start a row by themselves: they hang over its end.
  private mutating func takeSpace(columns: Int) {
    here = Mark(byte: here.byte + 1, offset: here.offset + 1, column: here.column + columns)
    lastBreak = here
    earlierBreak = here
  }

  private mutating func takeVisible(
    byteCount: Int, columns: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    if here.column + columns > width, let lastBreak {
      finishLine(at: lastBreak, next: lastBreak, endsParagraph: false, in: bytes)
      here.column -= lastBreak.column
    }
    if here.column + columns > width, here.offset > start.offset {
      finishLine(at: here, next: here, endsParagraph: false, in: bytes)
      here.column = 0
    }
    here.byte += byteCount
    here.offset += 1
    here.column += columns
  }

  private mutating func finishLine(
    at end: Mark, next: Mark, endsParagraph: Bool, in bytes: UnsafeBufferPointer<UInt8>
  ) {
    lines.append(
      WrappedLine(
        range: start.offset..<end.offset,
        text: String(decoding: bytes[start.byte..<end.byte], as: UTF8.self),
        endsParagraph: endsParagraph))
    start = next
    start.column = 0
    lastBreak = nil
    earlierBreak = nil
  }
}
