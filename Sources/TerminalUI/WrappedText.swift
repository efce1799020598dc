/// One row of a wrapped text.
public struct WrappedLine: Sendable, Equatable {
  /// The characters of the row, counted from the start of the text; the line end is not among them.
  public let range: Range<Int>
  /// These characters.
  ///
  /// Spaces at the end may hang over the width; TABs are still in it.
  public let text: String
  /// Whether a line end, or the end of the text, follows.
  public let endsParagraph: Bool
}

/// A text wrapped at words into rows of a number of cells.
///
/// Wrapping is greedy, so text that is appended changes nothing above the last row: `update` makes a
/// growing text cheap. Offsets count `Character`s. A word too long for a row is broken; a TAB goes to the
/// next multiple of 8; rows may also break beside East Asian characters.
public struct WrappedText: Sendable, Equatable {
  /// The text.
  public private(set) var text: String
  /// Cells in a row, at least 1.
  public let width: Int
  /// How ambiguous characters count.
  public let widthRules: WidthRules
  /// The rows; an empty text has one.
  public private(set) var lines: [WrappedLine]

  /// Wraps a text.
  ///
  /// O(n).
  public init(_ text: String = "", width: Int, widthRules: WidthRules = .standard) {
    self.text = text
    self.width = max(1, width)
    self.widthRules = widthRules
    lines = []
    wrap(text, from: 0)
  }

  /// The number of characters.
  public var count: Int { lines.last?.range.upperBound ?? 0 }

  /// Appends text; only the last row is wrapped again.
  public mutating func append(_ more: String) {
    guard !more.isEmpty else { return }
    // "\r" and "\n" join to one character across the seam.
    let joins = text.utf8.last == 0x0D
    text += more
    guard !joins, let last = lines.popLast() else {
      lines = []
      return wrap(text, from: 0)
    }
    wrap(last.text + more, from: last.range.lowerBound)
  }

  /// Makes this the wrapping of `text` at `width`, with as little work as may be.
  public mutating func update(_ newText: String, width newWidth: Int) {
    if max(1, newWidth) == width {
      if newText == text, newText.utf8.count == text.utf8.count { return }
      if let tail = newText.suffix(after: text) { return append(String(tail)) }
    }
    self = WrappedText(newText, width: newWidth, widthRules: widthRules)
  }

  private mutating func wrap(_ text: String, from offset: Int) {
    var wrapper = LineWrapper(width: width, rules: widthRules, firstOffset: offset)
    wrapper.run(text)
    lines += wrapper.lines
  }
}

extension String {
  /// What follows `prefix`, compared byte by byte; nil where this does not start with it.
  fileprivate func suffix(after prefix: String) -> Substring? {
    guard utf8.count >= prefix.utf8.count else { return nil }
    var whole = self
    var start = prefix
    let matches = whole.withUTF8 { whole in
      start.withUTF8 { start in
        UnsafeBufferPointer(rebasing: whole[..<start.count]).elementsEqual(start)
      }
    }
    guard matches else { return nil }
    return self[utf8.index(startIndex, offsetBy: prefix.utf8.count)...]
  }
}
