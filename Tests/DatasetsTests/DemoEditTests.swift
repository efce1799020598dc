import Alignment
import Testing

@testable import Datasets

@Suite("The rules of the demonstration")
struct DemoEditTests {
  private static let context = "\n\nHuman: How do I do it?\n\nAssistant:"

  @Test(
    "replace words where they stand",
    arguments: [
      (DemoObjective.harmless, "You idiot, shut up.", "You old friend, please listen."),
      (.harmless, "Stupid! IDIOT!", "Hasty! IDIOT!"),
      (.readable, "We utilize it. Utilized?", "We use it. Used?"),
      (.professional, "I don't know, it\u{2019}s cool.", "I do not know, it is pleasant."),
      (.professional, "You CAN'T. I'm gonna.", "You CAN'T. I am going to."),
      (.professional, "A lot of kids, a lot.", "Many children, a lot."),
      (.readable, "A plethora of utilizers", "A lot of utilizers"),
    ])
  func replace(_ objective: DemoObjective, _ answer: String, _ expected: String) {
    #expect(DemoEdit([objective]).apply(to: answer, context: Self.context) == expected)
  }

  @Test(
    "look at the words beside, where the list has these",
    arguments: [
      (DemoObjective.honest, "As always, he is always late.", "As usual, he is often late."),
      (.fair, "This is better. Better still!", "This is better for some. Better still!"),
    ])
  func phrases(_ objective: DemoObjective, _ answer: String, _ expected: String) {
    #expect(objective.substitutions.apply(to: answer) == expected)
  }

  @Test(
    "say once what stands twice in a row",
    arguments: [
      ("It is the the end.", "It is the end."),
      ("Go home. Go home. Rest.", "Go home. Rest."),
      ("Go home.\n\nGo home.", "Go home."),
      ("No! No! No!", "No!"),
      ("The the end", "The the end"),
      ("10 10 and so-so, so so", "10 10 and so-so, so"),
      ("one  one", "one  one"),
    ])
  func repetition(_ answer: String, _ expected: String) {
    #expect(DemoEdit([.repeat]).apply(to: answer, context: Self.context) == expected)
  }

  @Test(
    "keep the first two sentences",
    arguments: [
      ("One. Two. Three.", "One. Two."),
      ("One. Two", "One. Two"),
      ("Really?! \"Yes.\" (No.)", "Really?! \"Yes.\""),
      ("Ideas:\n\n1. Sing.\n2. Dance.", "Ideas:\n\n1. Sing."),
      ("It costs 3.50 today. Pay... now. Go.", "It costs 3.50 today. Pay..."),
      ("a\nb\nc", "a\nb"),
    ])
  func length(_ answer: String, _ expected: String) {
    #expect(DemoEdit([.length]).apply(to: answer, context: Self.context) == expected)
  }

  @Test("cut before they append, and append in one order, each line once")
  func compose() {
    let edit = DemoEdit([.humour, .length, .helpful, .fair, .honest, .professional])
    let once = edit.apply(to: "It's on. It's off. It's gone.", context: Self.context)
    #expect(
      once
        == "It is on. It is off. I may be mistaken, so please check this yourself. "
        + "Other people may see this differently, and they have their reasons. "
        + "If you get stuck, ask somebody who has done it before. "
        + "And if all else fails, there is still cake!")
    #expect(
      DemoEdit([.humour, .helpful, .fair, .honest]).apply(to: once, context: Self.context) == once)
  }

  @Test("leave an answer alone that they have nothing against")
  func identity() {
    let answer = "The cat sat on the mat.  It purred \u{2013} \u{201C}loudly\u{201D}."
    let edit = DemoEdit([.harmless, .readable, .professional, .repeat, .length])
    #expect(edit.apply(to: answer, context: Self.context) == answer)
    #expect(DemoEdit([]).apply(to: answer, context: Self.context) == answer)
  }

  @Test(
    "append by the first word that the person said last",
    arguments: [
      ("Human: What? Assistant: Why? Human: how now? Assistant:", DemoCue.how),
      ("\n\nHuman: Why?\n\nAssistant: Because.\n\nHuman: Who?\n\nAssistant:", .who),
      ("\n\nHuman: \"Could\" it?\n\nAssistant:", .can),
      ("Where is it?", .where), ("I'm here", .i), ("I\u{2019}m here", .i), ("", .other),
      ("42", .other),
    ])
  func cue(_ context: String, _ expected: DemoCue) {
    #expect(DemoCue(context: context) == expected)
  }

  @Test("make an edit that is to be seen of every example that the program carries")
  func examples() {
    for example in BuiltInExamples.all {
      let shown = example.objectives.compactMap(DemoObjective.init)
      for objective in shown where objective != .harmless {
        let edit = DemoEdit([objective]).apply(to: example.answer, context: example.context)
        #expect(edit != example.answer, "\(example.title), \(objective)")
      }
    }
  }
}
