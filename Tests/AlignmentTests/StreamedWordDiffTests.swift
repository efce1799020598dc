import Testing

@testable import Alignment

@Suite struct `A word diff of a growing edit` {
  /// Words with few repetitions, as in prose.
  private static func prose(_ count: Int, _ random: inout SplitMix) -> [String] {
    (0..<count).map { _ in
      Int.random(in: 0..<4, using: &random) == 0
        ? "the" : "w\(Int.random(in: 0..<3_000, using: &random))"
    }
  }

  /// The text with every so many words replaced, left out or followed by others.
  private static func edited(_ words: [String], every: Int, _ random: inout SplitMix) -> [String] {
    words.flatMap { word -> [String] in
      guard Int.random(in: 0..<every, using: &random) == 0 else { return [word] }
      return [[], ["new\(Int.random(in: 0..<99, using: &random))"], [word, "then", "more"]]
        .randomElement(using: &random) ?? []
    }
  }

  @Test(arguments: [UInt64](0..<6), [20, 60])
  func `keeps nearly as much as that of the whole, and covers both texts`(
    seed: UInt64, every: Int
  ) {
    var random = SplitMix(state: seed)
    let words = Self.prose(1_500, &random)
    let edit = Self.edited(words, every: every, &random)
    let answer = TokenizedText(words.joined(separator: " "))
    var grown = TokenizedText()
    var streamed = StreamedWordDiff()
    var diff: WordDiff?
    var index = 0
    while index < edit.count {
      let end = min(edit.count, index + Int.random(in: 1...40, using: &random))
      grown.append(edit[index..<end].joined(separator: " ") + " ")
      index = end
      diff = streamed.update(answer: answer, edit: grown)
    }
    let whole = WordDiff(answer: answer, edit: grown, isComplete: false)
    guard let diff else { return }
    #expect(Double(diff.counts.kept) >= 0.99 * Double(whole.counts.kept))
    #expect(diff.counts.kept + diff.counts.removed + diff.counts.pending == words.count)
    #expect(diff.counts.kept + diff.counts.added == edit.count)
    for (spans, count) in [
      (diff.answerSpans, answer.characterCount), (diff.editSpans, grown.characterCount),
    ] {
      #expect(spans.map(\.range.lowerBound) == [0] + spans.dropLast().map(\.range.upperBound))
      #expect(spans.last?.range.upperBound == count)
    }
  }

  @Test(arguments: [UInt64](0..<4))
  func `is the same as that of the whole while the texts are short`(seed: UInt64) {
    var random = SplitMix(state: seed)
    let words = Self.prose(200, &random)
    let edit = Self.edited(words, every: 5, &random).prefix(190).joined(separator: " ")
    let answer = TokenizedText(words.joined(separator: " "))
    var grown = TokenizedText()
    var streamed = StreamedWordDiff()
    for character in edit {
      grown.append(String(character))
      #expect(
        streamed.update(answer: answer, edit: grown)
          == WordDiff(answer: answer, edit: grown, isComplete: false))
    }
  }

  @Test func `takes an answer of which more is read as the edit grows`() {
    let words = (0..<900).map { "w\($0)" }
    var streamed = StreamedWordDiff()
    var grown = TokenizedText()
    for end in stride(from: 50, through: 900, by: 50) {
      grown.append(words[end - 50..<end].joined(separator: " ") + " ")
      let answer = TokenizedText(words[..<min(900, 2 * end)].joined(separator: " "))
      let diff = streamed.update(answer: answer, edit: grown)
      #expect(diff.counts.kept == end)
      #expect(diff.changes.isEmpty)
    }
  }
}
