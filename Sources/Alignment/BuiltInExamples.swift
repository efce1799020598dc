/// An answer to try an edit on, with what to edit it for.
public struct Example: Sendable, Equatable {
  /// What it is about, in a few words.
  public let title: String
  /// Where it is from.
  public let source: String
  /// The conversation that the answer ends.
  public let context: String
  /// The policy model's answer.
  public let answer: String
  /// Ids of the objectives to start with, in order.
  public let objectives: [String]
  /// The prompt family it is written for.
  public let family: PromptFamily

  /// Makes an example.
  public init(
    title: String, source: String, context: String, answer: String, objectives: [String],
    family: PromptFamily
  ) {
    self.title = title
    self.source = source
    self.context = context
    self.answer = answer
    self.objectives = objectives
    self.family = family
  }
}

/// The examples that the program carries; the first is shown at the start.
public enum BuiltInExamples {
  /// All of them.
  public static let all: [Example] = [sleep, city, report, bread, guitar, reputation]

  private static let ownWriting = "written for this project"

  static let sleep = Example(
    title: "Sleep before an exam",
    source: ownWriting,
    context: "\n\nHuman: I can't sleep before an exam. Any ideas?\n\nAssistant:",
    answer: "Go to bed at the same time as always. Put your phone in another room. "
      + "Do not drink coffee after lunch. "
      + "If you still can't sleep, get up and read a book for a while.",
    objectives: ["humour", "length"],
    family: .hhRLHF)

  static let city = Example(
    title: "City or countryside",
    source: ownWriting,
    context: "\n\nHuman: Is it better to live in the city or in the countryside?\n\nAssistant:",
    answer: "The city is better. There is more work, more music and more to see. "
      + "People who move to the countryside always miss it.",
    objectives: ["fair"],
    family: .hhRLHF)

  static let report = Example(
    title: "A late report",
    source: ownWriting,
    context: "\n\nHuman: How should I tell my boss that the report is late?\n\nAssistant:",
    answer: "You can't just say nothing. "
      + "It's a big deal and your boss won't be happy, but don't panic. "
      + "Say sorry, tell her what you've done so far and give a new date. "
      + "A lot of folks get this wrong.",
    objectives: ["helpful", "humour"],
    family: .hhRLHF)

  static let bread = Example(
    title: "Bread in a cold kitchen",
    source: ownWriting,
    context: "\n\nHuman: How do I get my bread to rise in a cold kitchen?\n\nAssistant:",
    answer: "Dough rises slowly when it is cold. Put the bowl in the oven with only the light on, "
      + "or give it a whole night in the fridge. The yeast will still do its work.",
    objectives: ["honest", "humour"],
    family: .hhRLHF)

  static let guitar = Example(
    title: "Learning the guitar",
    source: ownWriting,
    context: "\n\nHuman: I want to learn the guitar. Where do I start?\n\nAssistant:",
    answer: "Start with three chords and one song that you love. "
      + "Practice for ten minutes every day. "
      + "Ten minutes every day is better than two hours on Sunday. "
      + "Your fingers will hurt at first, but that goes away.",
    objectives: ["helpful"],
    family: .hhRLHF)
}
