import Alignment
import Testing

@Suite struct `Mentions that are new` {
  @Test(arguments: [
    ("Go to bed.", "Go to bed early.", []),
    // Names: capitalized where no sentence begins.
    ("She won it.", "She, Marie Curie, won it in Paris.", ["Marie Curie", "Paris"]),
    ("I like tea.", "Yes, I'd like tea. However, I won't.", []),
    ("He is a doctor.", "Ask Dr. Smith. He knows.", ["Dr Smith"]),
    ("the dutch painter", "a Dutch painter", []),
    ("many americans", "an American", []),
    ("Paris is big.", "He said: \"Paris is big.\"", []),
    ("Say it.", "1. Sleep well.\n2) Eat.\n- Drink.\n* Rest.", []),
    ("Curie's work", "the work of Curie", []),
    ("A talk.", "A talk by Curie. Then Curie left Bern.", ["Curie", "Bern"]),
    // Numbers.
    ("It has two legs.", "It has 2 legs and 4 wings.", ["4"]),
    ("1,000 people", "1000 people, 3,5 % of 28571 at 10:30", ["3,5", "28571", "10:30"]),
    ("the 20th of May", "May 20", []),
    ("", "5kg in 1984.", ["5kg", "1984"]),
    // Addresses.
    (
      "See https://www.example.org/a.", "See example.org/a, or http://other.org/x?y=1.",
      [
        "http://other.org/x?y=1"
      ]
    ),
    ("", "Write to me@mail.example.com (soon).", ["me@mail.example.com"]),
    ("", "e.g. this, i.e. that... or and/or, 3.5", ["3.5"]),
    // Scripts without capitals have no names.
    ("", "京都は 794 年に", ["794"]),
  ])
  func `are found`(known: String, text: String, expected: [String]) {
    #expect(MentionIndex([known]).newMentions(in: text).map(\.text) == expected)
  }

  @Test func `have a kind`() {
    let mentions = MentionIndex().newMentions(in: "In Rome, 753, see www.rome.it")
    #expect(
      mentions == [
        Mention(.name, "Rome"), Mention(.number, "753"), Mention(.address, "www.rome.it"),
      ])
  }

  @Test func `leave out a word that still grows`() {
    let index = MentionIndex()
    #expect(index.newMentions(in: "It was Mar", isComplete: false).isEmpty)
    #expect(index.newMentions(in: "It was Marie ", isComplete: false).map(\.text) == ["Marie"])
    #expect(index.newMentions(in: "It was Mar").map(\.text) == ["Mar"])
  }

  @Test(arguments: 1...7) func `are the same however the text comes`(step: Int) {
    let text = """
      Ask Dr. Ada King, born 1815 in London (see https://a.org/ada). 1,5 pounds: Ok.
      1. Ada King lived in Bath, and the
      2) O'Hara-Smith's  friend, J. R. Hartley, in New\u{A0}York at 10:30.
      """
    let known = MentionIndex(["London"])
    var search = MentionSearch(known: known)
    var rest = text[...]
    while !rest.isEmpty {
      search.append(rest.prefix(step))
      rest = rest.dropFirst(step)
      let soFar = String(text[..<rest.startIndex])
      #expect(
        search.mentions(isComplete: false) == known.newMentions(in: soFar, isComplete: false))
    }
    #expect(search.mentions(isComplete: true) == known.newMentions(in: text))
    #expect(search.mentions(isComplete: true).contains(Mention(.name, "J R Hartley")))
  }

  @Test func `are all found in any text that grows`() {
    let text = "Ask Dr. Ada King, born 1815 in London (see https://a.org/ada). 1,5 pounds: Ok."
    for end in text.indices {
      // Nothing is named on the way that the whole text does not name, but for parts of a name in several words.
      let whole = MentionIndex().newMentions(in: text).map(\.text)
      for mention in MentionIndex().newMentions(in: String(text[..<end]), isComplete: false) {
        #expect(whole.contains { $0.contains(mention.text) }, "\(mention.text)")
      }
    }
  }
}

@Suite struct `Measures of an edit` {
  private static func words(_ range: ClosedRange<Int>) -> String {
    range.map { "w\($0)" }.joined(separator: " ")
  }

  @Test func `count what was kept and how the length changed`() {
    let measures = EditMeasures(
      context: "Human: Sleep?", answer: "go to bed early", edit: "go to bed at nine")
    #expect(measures.words.kept == 3)
    #expect(measures.words.keptPercent == 75)
    #expect(measures.lengthChangePercent == 25)
    #expect(measures.alarms(for: .better).isEmpty)
  }

  @Test func `know an edit that changed nothing, which only matters where it should`() {
    let measures = EditMeasures(context: "", answer: "a  b\nc", edit: "a b c")
    #expect(measures.isUnchanged)
    #expect(measures.alarms(for: .better) == [.unchanged])
    #expect(measures.alarms(for: .equal).isEmpty)
  }

  @Test(arguments: [
    // Kept words in percent: 20 of 100 do not alarm, 19 do.
    (words(1...100), words(1...20) + " " + words(201...280), []),
    (words(1...100), words(1...19) + " " + words(201...281), [EditMeasures.Alarm.rewritten]),
    (words(1...19), words(201...219), []),
    // Length: twice as many words, and twenty more.
    (words(1...20), words(1...40), [.longer]),
    (words(1...20), words(1...39), []),
    (words(1...10), words(1...29), []),
    (words(1...40), words(1...20), [.shorter]),
    (words(1...40), words(1...21), []),
    ("so it is", "so it is in Rome", [.newMentions]),
  ])
  func `alarm at their thresholds`(answer: String, edit: String, alarms: [EditMeasures.Alarm]) {
    #expect(EditMeasures(context: "", answer: answer, edit: edit).alarms(for: .better) == alarms)
  }

  @Test func `do not judge the length of an edit that still grows`() {
    let answer = Self.words(1...60)
    let edit = "w1 Rome "
    let diff = WordDiff(answer: answer, edit: edit, isComplete: false)
    let measures = EditMeasures(
      words: diff.counts, hasChanges: true,
      newMentions: MentionIndex([answer]).newMentions(in: edit), isComplete: false)
    #expect(measures.lengthChangePercent == nil)
    #expect(measures.alarms(for: .better) == [.newMentions])
  }
}
