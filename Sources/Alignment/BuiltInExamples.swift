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
  public static let all: [Example] = [bread, reputation]

  private static let ownWriting = "written for this project"

  static let bread = Example(
    title: "Bread in a cold kitchen",
    source: ownWriting,
    context: "\n\nHuman: How do I get my bread to rise in a cold kitchen?\n\nAssistant:",
    answer: "Dough rises slowly when it is cold. Put the bowl in the oven with only the light on, "
      + "or give it a whole night in the fridge. The yeast will still do its work.",
    objectives: ["humour", "length"],
    family: .hhRLHF)
}
