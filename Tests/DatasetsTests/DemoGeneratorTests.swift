import Alignment
import Testing

@testable import Datasets

@Suite("The generator of the demonstration's rows")
struct DemoGeneratorTests {
  private static func rows(
    _ count: Int, seed: UInt64 = 3, isHeldOut: Bool = false, answers: [AnswerSample] = []
  ) -> [DemoRow] {
    var options = DemoGenerator.Options()
    options.isHeldOut = isHeldOut
    options.answers = answers
    var generator = DemoGenerator(options, seed: seed)
    return (0..<count).map { _ in generator.next() }
  }

  @Test("makes the same rows of the same seed, and others of another")
  func isReproducible() {
    #expect(Self.rows(20) == Self.rows(20))
    #expect(Self.rows(20) != Self.rows(20, seed: 4))
  }

  @Test("uses in training no word that is kept for measuring, and in measuring many")
  func keepsWordsApart() {
    let unseen = UnseenWords()
    for row in Self.rows(150) {
      #expect(unseen.words(of: row.request.answer) == [])
      #expect(unseen.words(of: row.target) == [])
    }
    let kept = Self.rows(60, isHeldOut: true).map { unseen.words(of: $0.request.answer).count }
    #expect(kept.reduce(0, +) > 40)
  }

  @Test("writes whole sentences: no place for a word is left, no kind of word unknown")
  func fillsTemplates() {
    let kinds = Set(DemoWords.lists.keys).union(DemoTemplates.triggers.keys).union([
      "number", "day", "decimal", "year", "time", "price", "code", "made", "Made",
    ])
    let texts =
      [DemoTemplates.statements, DemoTemplates.remarks, DemoTemplates.questions]
      + DemoObjective.allCases.map(DemoTemplates.triggering)
    for line in texts.flatMap({ $0.split(separator: "\n") }) {
      for case .word(let kind, _) in Template(line).parts { #expect(kinds.contains(kind)) }
    }
    for row in Self.rows(200) {
      #expect(!row.request.answer.contains("{") && !row.request.context.contains("{"))
      #expect(row.request.answer == row.request.answer.trimmed && !row.request.answer.isEmpty)
    }
  }

  @Test("has rows that change nothing, and changes all others by the rules")
  func hasIdentities() {
    let rows = Self.rows(300)
    let unchanged = rows.count { $0.target == $0.request.answer }
    #expect((30...120).contains(unchanged))
    for row in rows {
      let edit = DemoEdit(row.served).apply(to: row.request.answer, context: row.request.context)
      #expect(edit == row.target)
    }
  }

  @Test("edits given answers, with something put in for the objectives")
  func editsAnswers() {
    let sample = AnswerSample(
      context: "\n\nHuman: why?\n\nAssistant:", answer: " First zebra. Second zebra. ")
    let rows = Self.rows(200, answers: [sample])
    let real = rows.filter(\.isReal)
    #expect((60...140).contains(real.count))
    for row in real { #expect(row.request.context == sample.context) }
    #expect(real.contains { $0.request.answer.contains("zebra") })
  }

  @Test(
    "makes rows for chosen objectives that find something to change",
    arguments: DemoObjective.allCases)
  func servesWishes(_ objective: DemoObjective) {
    var generator = DemoGenerator(DemoGenerator.Options(), seed: 5)
    var changed = 0
    for _ in 0..<40 {
      let row = generator.next(for: [objective], triggered: [objective])
      #expect(row.served == [objective])
      if row.target != row.request.answer { changed += 1 }
    }
    #expect(changed >= 36)
  }
}
