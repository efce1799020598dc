import Alignment
import Testing

@Suite struct `Objectives` {
  @Test func `are read from a command line`() throws {
    let objective = try Objective.parse(
      commandLine: " Brevity : The response should be short: one line. ")
    #expect(objective.id == "brevity")
    #expect(objective.label == "Brevity")
    #expect(objective.description == "The response should be short: one line.")
    #expect(objective.isUserDefined)
    for family in PromptFamily.allCases {
      #expect(
        objective.promptText(for: family) == "Brevity: The response should be short: one line.")
    }
  }

  @Test(arguments: [
    ("Brevity", AlignmentError.objectiveWithoutColon("Brevity")),
    (": be short", .objectiveWithoutLabel(": be short")),
    ("?!: be short", .objectiveWithoutLabel("?!: be short")),
    ("Brevity:  ", .objectiveWithoutDescription(label: "Brevity")),
    ("", .objectiveWithoutColon("")),
    ("A: b\u{1B}[2J", .controlCharacterInObjective(label: "A", scalar: "\u{1B}")),
  ])
  func `are refused where a part is missing`(text: String, expected: AlignmentError) {
    #expect(throws: expected) { try Objective.parse(commandLine: text) }
  }

  @Test(arguments: [
    ("Less is more!", "less-is-more"), ("Größe", "größe"), ("  A  b  ", "a-b"),
  ])
  func `get an id from their label`(label: String, id: String) throws {
    #expect(try Objective.parse(commandLine: "\(label): x").id == id)
  }

  @Test func `borrow a wording where their family has none`() throws {
    let catalog = ObjectiveCatalog.builtIn
    let helpful = try #require(catalog.resolve("helpful", family: .imhi))
    #expect(helpful.promptText(for: .imhi).hasPrefix("Helpfulness: The response"))
    #expect(helpful.promptText(for: .ultraFeedback).hasPrefix("Helpfulness: the response"))
    let fair = try #require(catalog.resolve("fair", family: .hhRLHF))
    #expect(fair.promptText(for: .hhRLHF) == fair.promptText(for: .ultraFeedback))
    #expect(fair.promptText(for: .hhRLHF).hasPrefix("Fairness: the response"))
    #expect(!fair.isTrained(in: .hhRLHF))
  }

  @Test(
    arguments: [
      ("humor", "humour"), ("HUMOUR", "humour"), ("harmlessness", "harmless"),
      ("speci", "specific"), ("specificity", "specific"), ("len", "length"),
      ("length", "length"), ("read", "readable"), ("readability", "readable"),
      ("factual", "factual"), ("factuality", "factual"), ("fairness", "fair"),
      ("repeat", "repeat"), ("IF", "instruction_following"),
      ("Instruction Following", "instruction_following"),
      ("instruction-following", "instruction_following"), ("honesty", "honest"),
      ("truthful", "truthful"), ("truthfulness", "truthful"), ("helpfulness", "helpful"),
      ("correct", "correct"), ("correctness", "correct"), ("informativeness", "informative"),
      ("professionalism", "professional"), (" repetition ", "repeat"),
    ], PromptFamily.allCases)
  func `are found by every key of the published scripts`(
    pair: (key: String, id: String), family: PromptFamily
  ) {
    #expect(ObjectiveCatalog.builtIn.resolve(pair.key, family: family)?.id == pair.id)
  }

  @Test(arguments: ["", " ", "harm", "humourless"])
  func `are not found by anything else`(key: String) {
    #expect(ObjectiveCatalog.builtIn.resolve(key, family: .hhRLHF) == nil)
  }
}
