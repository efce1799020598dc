import Alignment
import Testing

@testable import ChatApp

@Suite("Comparing a growing edit with a long answer")
struct ComparisonTests {
  private static let answer = String(
    repeating: "The quick brown fox jumps over the lazy dog. ", count: 2000)

  private static func comparison(with edit: String, isComplete: Bool) -> Comparison {
    var comparison = Comparison()
    comparison.setAnswer(answer)
    comparison.update(edit: TokenizedText(edit), isComplete: isComplete)
    return comparison
  }

  @Test("While it streams, what is far ahead is not looked at, and changes nothing")
  func looksAtTheBeginning() {
    let edit = "The quick red fox jumps over the dog. The"
    let comparison = Self.comparison(with: edit, isComplete: false)
    let whole = WordDiff(answer: Self.answer, edit: edit, isComplete: false)
    #expect(comparison.aheadOfSpans.count > Self.answer.count / 2)
    #expect(comparison.aheadOfSpans.upperBound == Self.answer.count)
    #expect(comparison.editSpans == whole.editSpans)
    #expect(comparison.changes == whole.changes)
    #expect(comparison.answerSpans.dropLast() == whole.answerSpans.dropLast())
  }

  @Test("A complete edit is compared with all of the answer")
  func looksAtAll() {
    let comparison = Self.comparison(with: "The quick fox", isComplete: true)
    #expect(comparison.aheadOfSpans.isEmpty)
    #expect(comparison.answerSpans.last?.range.upperBound == Self.answer.count)
  }

  @Test("Without marks the inline text holds both texts' words, the removed ones first")
  func writesInline() {
    let answer = "One two three four."
    let edit = "One 2 three. Five"
    let diff = WordDiff(answer: answer, edit: edit)
    let inline = InlineText(answer: answer, edit: edit, changes: diff.changes, style: .plain)
    #expect(inline.text == "One two 2 three four. Five")
    let characters = Array(inline.text)
    #expect(
      inline.spans.map { String(characters[$0.range]) } == ["two", "2", "four", "Five"])
    #expect(inline.places.second(at: inline.text.count) == edit.count)
    #expect(inline.places.first(at: 6) == 10)
  }

  @Test("The inline text holds both texts, in git's marks")
  func marksInline() {
    let answer = "One two three four."
    let edit = "One 2 three. Five"
    let diff = WordDiff(answer: answer, edit: edit)
    let inline = InlineText(answer: answer, edit: edit, changes: diff.changes)
    #expect(inline.text == "One [-two-]{+2+} three [-four-]. {+Five+}")
    let characters = Array(inline.text)
    #expect(
      inline.spans.map { String(characters[$0.range]) } == [
        "[-two-]", "{+2+}", "[-four-]", "{+Five+}",
      ])
  }
}
