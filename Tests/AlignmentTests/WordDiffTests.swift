@testable import Alignment
import Testing

/// A small generator with a seed, so that failures can be repeated.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Both texts with marks: `[-removed-]`, `{+added+}`, `(~pending~)`.
private func marked(_ diff: WordDiff, _ answer: String, _ edit: String) -> [String] {
  func text(_ spans: [WordDiff.Span], of whole: String) -> String {
    let characters = Array(whole)
    return spans.map { span in
      let part = String(characters[span.range])
      return switch span.kind {
      case .equal: part
      case .removed: "[-\(part)-]"
      case .added: "{+\(part)+}"
      case .pending: "(~\(part)~)"
      }
    }.joined()
  }
  return [text(diff.answerSpans, of: answer), text(diff.editSpans, of: edit)]
}

@Suite struct `A word diff` {
  @Test(arguments: [
    ("", "", "", ""),
    ("same text", "same text", "same text", "same text"),
    ("", "new", "", "{+new+}"),
    ("old", "", "[-old-]", ""),
    ("one two three", "one three", "one [-two-] three", "one three"),
    ("one three", "one two three", "one three", "one {+two+} three"),
    ("a b c d", "a x y d", "a [-b c-] d", "a {+x y+} d"),
    (
      "wrapped\nhere  and there", "wrapped here and\n\nthere", "wrapped\nhere  and there",
      "wrapped here and\n\nthere"
    ),
    ("Stop.", "Stop!", "Stop[-.-]", "Stop{+!+}"),
    ("snake_case2 x", "snake_case3 x", "[-snake_case2-] x", "{+snake_case3+} x"),
    ("你好世界", "你好新世界", "你好世界", "你好{+新+}世界"),
    (
      "Rest. Do not drink tea or coffee, read a book.", "Rest. Chin up, even bananas bend.",
      "Rest. [-Do not drink tea or coffee, read a book-].", "Rest. {+Chin up, even bananas bend+}."
    ),
    ("one two, three", "1 two, 3", "[-one-] two, [-three-]", "{+1+} two, {+3+}"),
    (
      "the old red cat sat. A dog ran far", "one new hat fell. We all sing it",
      "[-the old red cat sat-]. [-A dog ran far-]", "{+one new hat fell+}. {+We all sing it+}"
    ),
    ("👨‍👩‍👧 e\u{301}", "👨‍👩‍👦 é", "[-👨‍👩‍👧-] e\u{301}", "{+👨‍👩‍👦+} é"),
  ])
  func `of finished texts marks words`(
    answer: String, edit: String, markedAnswer: String, markedEdit: String
  ) {
    let diff = WordDiff(answer: answer, edit: edit)
    #expect(marked(diff, answer, edit) == [markedAnswer, markedEdit])
  }

  @Test(arguments: [
    ("one two three", "", "(~one two three~)", ""),
    ("one two three", "one", "one (~two three~)", "one"),
    ("one two three", "one t", "one (~two three~)", "one t"),
    ("one two three", "one x", "one (~two three~)", "one {+x+}"),
    ("one two three four", "one three four ", "one [-two-] three four", "one three four "),
    ("one two", "one two and more", "one two", "one two {+and more+}"),
    ("", "new", "", "{+new+}"),
  ])
  func `of a streaming edit leaves the rest pending`(
    answer: String, edit: String, markedAnswer: String, markedEdit: String
  ) {
    let diff = WordDiff(answer: answer, edit: edit, isComplete: false)
    #expect(marked(diff, answer, edit) == [markedAnswer, markedEdit])
    #expect(diff.changes.allSatisfy { $0.answer.upperBound <= answer.count })
  }

  @Test func `counts words and lists its changes`() {
    let answer = "Go to bed, now. Read a book."
    let edit = "Go to sleep, now. Smile!"
    let diff = WordDiff(answer: answer, edit: edit)
    #expect(diff.counts.kept == 3)
    #expect(diff.counts.removed == 4)
    #expect(diff.counts.added == 2)
    #expect(diff.counts.pending == 0)
    #expect(diff.counts.keptPercent == 43)
    #expect(diff.changes.count == 2)
    #expect(diff.changes[0].answer == 6..<9)
    #expect(diff.changes[0].edit == 6..<11)
    #expect(diff.changes[1].answer == 16..<28)
    #expect(diff.changes[1].edit == 18..<24)
  }

  @Test func `says nothing of a percentage before the first word`() {
    #expect(WordDiff(answer: "a b", edit: "", isComplete: false).counts.keptPercent == nil)
    #expect(WordDiff(answer: "a b", edit: "", isComplete: true).counts.keptPercent == 0)
  }

  private static func number(_ letter: String) -> Int32 {
    Int32(letter.unicodeScalars.first?.value ?? 0)
  }

  /// The length of a longest common subsequence, by the textbook's table.
  private func longestCommon(_ one: [String], _ other: [String]) -> Int {
    var row = [Int](repeating: 0, count: other.count + 1)
    for word in one {
      var diagonal = 0
      for (index, candidate) in other.enumerated() {
        let above = row[index + 1]
        row[index + 1] = word == candidate ? diagonal + 1 : max(above, row[index])
        diagonal = above
      }
    }
    return row[other.count]
  }

  @Test(arguments: 0..<60) func `keeps as many words as can be kept`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let letters = ["a", "b", "c", "d", "e"]
    let answer = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
      letters.randomElement(using: &random)
    }
    let edit = (0..<Int.random(in: 0...40, using: &random)).compactMap { _ in
      letters.randomElement(using: &random)
    }
    let alignment = TokenAlignment(
      answer: answer.map(Self.number), edit: edit.map(Self.number), isComplete: true)
    #expect(alignment.keptCount == longestCommon(answer, edit))
    let counts = WordDiff(
      answer: answer.joined(separator: " "), edit: edit.joined(separator: " ")
    ).counts
    #expect(counts.kept <= alignment.keptCount)
    #expect(counts.kept + counts.removed == answer.count)
    #expect(counts.kept + counts.added == edit.count)
  }

  @Test(arguments: 0..<40) func `while streaming costs the least of all ends`(seed: UInt64) {
    var random = SplitMix(state: seed &+ 1_000)
    let letters = ["a", "b", "c", "d"]
    let answer = (0..<25).compactMap { _ in letters.randomElement(using: &random) }
    let edit = (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
      letters.randomElement(using: &random)
    }
    let alignment = TokenAlignment(
      answer: answer.map(Self.number), edit: edit.map(Self.number), isComplete: false)
    let least = (0...answer.count).map { reached in
      reached + edit.count - 2 * longestCommon(Array(answer[..<reached]), edit)
    }.min()
    #expect(alignment.reached + edit.count - 2 * alignment.keptCount == least)
    // The trailing blank closes the last word.
    let counts = WordDiff(
      answer: answer.joined(separator: " "), edit: edit.joined(separator: " ") + " ",
      isComplete: false
    ).counts
    #expect(counts.kept + counts.removed + counts.pending == answer.count)
  }

  @Test(arguments: 0..<20, [true, false])
  func `covers both texts without gaps, even past its limit`(seed: UInt64, isComplete: Bool) {
    var random = SplitMix(state: seed &+ 2_000)
    let marks = ["x", "y1", "é", " ", "  ", "\n", ".", "好", "👍🏽", "\r\n", "z"]
    func text(_ count: Int) -> String {
      (0..<count).compactMap { _ in marks.randomElement(using: &random) }.joined()
    }
    let answer = text(Int.random(in: 0...3_000, using: &random))
    let edit = text(Int.random(in: 0...3_000, using: &random))
    let diff = WordDiff(answer: answer, edit: edit, isComplete: isComplete)
    for (spans, whole) in [(diff.answerSpans, answer), (diff.editSpans, edit)] {
      var end = 0
      for span in spans {
        #expect(span.range.lowerBound == end)
        #expect(!span.range.isEmpty)
        end = span.range.upperBound
      }
      #expect(end == whole.count)
      #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.kind != $1.kind })
    }
    let answerCharacters = Array(answer)
    func inked(_ ranges: [Range<Int>]) -> Int {
      ranges.joined().count { !answerCharacters[$0].isWhitespace }
    }
    let removed = diff.answerSpans.filter { $0.kind == .removed }.map(\.range)
    #expect(inked(removed) == inked(diff.changes.map(\.answer)))
  }

  @Test(arguments: [
    ["He", "llo", " wor", "ld", "!"], ["e", "\u{301}", " ", "\u{301}"],
    ["\r", "\n", "a"], ["👨", "\u{200D}", "👩", " x"], ["🇫", "🇮", "🇫", "🇮"],
    [String(repeating: "a", count: 100), "b", String(repeating: "c", count: 70), " d"],
    ["", "", "a", ""], ["好", "好", "a", "b好"],
  ])
  func `cuts a growing text as it cuts the whole`(pieces: [String]) {
    var grown = TokenizedText()
    for piece in pieces { grown.append(piece) }
    #expect(grown == TokenizedText(pieces.joined()))
  }

  @Test func `of two unlike long texts stays bounded`() {
    var random = SplitMix(state: 7)
    func text() -> String {
      (0..<18_000).map { _ in String(Int.random(in: 10_000...99_999, using: &random), radix: 36) }
        .joined(separator: " ")
    }
    let answer = TokenizedText(text())
    let edit = TokenizedText(text())
    let diff = WordDiff(answer: answer, edit: edit, isComplete: true)
    #expect(diff.counts.kept + diff.counts.removed == 18_000)
    #expect(diff.counts.kept + diff.counts.added == 18_000)
    let start = WordDiff(answer: answer, edit: edit, isComplete: false)
    #expect(start.counts.kept + start.counts.removed + start.counts.pending == 18_000)
  }
}

extension TokenAlignment {
  fileprivate var keptCount: Int { runs.map(\.count).reduce(0, +) }
}
