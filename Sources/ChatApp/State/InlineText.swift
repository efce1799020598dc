import Alignment

/// Answer and edit as one text: removed words before the added ones, plain or between marks.
struct InlineText {
  /// A marked stretch.
  struct Span: Equatable {
    let kind: WordDiff.Kind
    let range: Range<Int>
    /// Which change it belongs to.
    let change: Int
  }

  /// How removed and added words are told apart.
  enum Style {
    /// By colour and weight alone.
    case plain
    /// By marks, as git's `--word-diff=plain` has them.
    case marked
  }

  private(set) var text = ""
  private(set) var spans: [Span] = []
  /// Where this text's characters, the first, stand in the edit, the second.
  var places: TextCorrespondence { TextCorrespondence(anchors: anchors) }
  private var anchors: [TextCorrespondence.Anchor] = []
  private var count = 0

  /// - Parameters:
  ///   - answer: The answer as shown.
  ///   - edit: The edit as shown.
  ///   - changes: Where they differ, in order.
  ///   - style: How they are marked.
  init(answer: String, edit: String, changes: [WordDiff.Change], style: Style = .marked) {
    let removed = style == .marked ? ("[-", "-]") : ("", "")
    let added = style == .marked ? ("{+", "+}") : ("", "")
    var answer = Reader(answer)
    var edit = Reader(edit)
    for (index, change) in changes.enumerated() {
      add(edit.take(to: change.edit.lowerBound))
      setAnchor(edit.offset)
      answer.skip(to: change.answer.lowerBound)
      if !change.answer.isEmpty {
        // Where nothing stands instead, the removed words need a blank of their own, on the side that lacks one.
        let followsBlank = text.last?.isWhitespace ?? true
        if change.edit.isEmpty, !followsBlank { add(" ") }
        mark(removed.0 + answer.take(to: change.answer.upperBound) + removed.1, .removed, index)
        if style == .plain, !change.edit.isEmpty { add(" ") }
        if change.edit.isEmpty, followsBlank { add(" ") }
      }
      if !change.edit.isEmpty {
        mark(added.0 + edit.take(to: change.edit.upperBound) + added.1, .added, index)
      }
      setAnchor(edit.offset)
    }
    add(edit.rest())
    setAnchor(edit.offset)
  }

  private mutating func setAnchor(_ offset: Int) {
    anchors.append(TextCorrespondence.Anchor(first: count, second: offset))
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
    private(set) var offset = 0

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

    mutating func rest() -> String {
      let rest = text[index...]
      (index, offset) = (text.endIndex, offset + rest.count)
      return String(rest)
    }
  }
}
