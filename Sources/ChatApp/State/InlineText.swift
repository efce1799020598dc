import Alignment

/// Answer and edit as one text, removed and added words marked as git's `--word-diff=plain` does.
struct InlineText {
  /// A marked stretch.
  struct Span: Equatable {
    let kind: WordDiff.Kind
    let range: Range<Int>
    /// Which change it belongs to.
    let change: Int
  }

  private(set) var text = ""
  private(set) var spans: [Span] = []
  private var count = 0

  /// - Parameters:
  ///   - answer: The answer as shown.
  ///   - edit: The edit as shown.
  ///   - changes: Where they differ, in order.
  init(answer: String, edit: String, changes: [WordDiff.Change]) {
    var answer = Reader(answer)
    var edit = Reader(edit)
    for (index, change) in changes.enumerated() {
      add(edit.take(to: change.edit.lowerBound))
      answer.skip(to: change.answer.lowerBound)
      if !change.answer.isEmpty {
        // Where nothing stands instead, the removed words need a blank of their own, on the side that lacks one.
        let followsBlank = text.last?.isWhitespace ?? true
        if change.edit.isEmpty, !followsBlank { add(" ") }
        mark("[-" + answer.take(to: change.answer.upperBound) + "-]", .removed, index)
        if change.edit.isEmpty, followsBlank { add(" ") }
      }
      if !change.edit.isEmpty {
        mark("{+" + edit.take(to: change.edit.upperBound) + "+}", .added, index)
      }
    }
    add(edit.rest())
  }

  private mutating func add(_ more: String) {
    text += more
    count += more.count
  }

  private mutating func mark(_ more: String, _ kind: WordDiff.Kind, _ change: Int) {
    let start = count
    add(more)
    spans.append(Span(kind: kind, range: start..<count, change: change))
  }

  /// Reads a text forwards by character offsets.
  private struct Reader {
    private let text: String
    private var index: String.Index
    private var offset = 0

    init(_ text: String) {
      self.text = text
      index = text.startIndex
    }

    mutating func take(to end: Int) -> String {
      let start = index
      skip(to: end)
      return String(text[start..<index])
    }

    mutating func skip(to end: Int) {
      guard end > offset else { return }
      index = text.index(index, offsetBy: end - offset, limitedBy: text.endIndex) ?? text.endIndex
      offset = end
    }

    func rest() -> String { String(text[index...]) }
  }
}
