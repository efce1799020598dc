import Evaluation
import Testing

@Suite("Measures of texts")
struct TextMeasuresTests {
  @Test("counts words, sentences and syllables")
  func readability() throws {
    let text = Readability("The cat sat on the mat. It was happy.")
    #expect(text.wordCount == 9 && text.sentenceCount == 2 && text.syllableCount == 10)
    // 206.835 − 1.015 · 4.5 − 84.6 · 10 ∕ 9
    #expect(abs(try #require(text.readingEase) - 108.2675) < 1e-9)
    #expect(Readability(" … ").readingEase == nil)
  }

  @Test(
    "counts sentences by their ends",
    arguments: [("", 0), ("no end", 1), ("One. Two", 2), ("3.14 is pi!", 1), ("What?! Yes...", 2)])
  func sentences(_ text: String, _ count: Int) {
    #expect(Readability(text).sentenceCount == count)
  }

  @Test(
    "counts syllables by groups of vowels",
    arguments: [
      ("make", 1), ("table", 2), ("free", 1), ("readability", 5), ("rhythm", 1), ("I'm", 1),
    ])
  func syllables(_ word: String, _ count: Int) {
    #expect(Readability(word).syllableCount == count)
  }

  @Test(
    "finds what was said before",
    arguments: [("a b c d a b c d", 0.2), ("a a a a a a", 2.0 / 3), ("a b c", 0), ("a b c d e", 0)])
  func repetition(_ text: String, _ share: Double) {
    #expect(abs(TextMeasures(text).repetition - share) < 1e-12)
  }

  @Test("measures an edit beside its answer")
  func edit() {
    let measures = EditTextMeasures(
      context: "Tea?", origin: "Tea is bad for you.", aligned: "Tea is good for you, says Anna.")
    #expect(measures.origin.wordCount == 5 && measures.aligned.wordCount == 7)
    #expect(measures.aligned.characterCount == 31)
    #expect(measures.keptShare == 0.8 && !measures.isUnchanged && measures.newMentionCount == 1)
    let same = EditTextMeasures(context: "", origin: "As it is.", aligned: "As it  is.")
    #expect(same.keptShare == 1 && same.isUnchanged)
    #expect(EditTextMeasures(context: "", origin: "", aligned: "New.").keptShare == nil)
  }
}
