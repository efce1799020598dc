import Alignment
import StrictJSON
import TestSupport
import Testing

/// One recorded prompt and what it was made from.
private struct RecordedPrompt: CustomTestStringConvertible {
  let request: AlignmentRequest
  let prompt: String
  var testDescription: String {
    "\(request.family.rawValue) \(request.direction) \(request.objectives.map(\.id))"
  }

  static func read(_ path: String, contextKey: String) throws -> [RecordedPrompt] {
    let records = try #require(JSONParser.parse(try fileBytes(path)).arrayValue)
    return try records.map { record in
      let family = try #require(PromptFamily(rawValue: record["family"]?.stringValue ?? ""))
      let direction = try #require(EditDirection(rawValue: record["direction"]?.stringValue ?? ""))
      let format = PromptFormat(rawValue: record["format"]?.stringValue ?? "raw")
      let keys = try #require(record["objectives"]?.arrayValue).compactMap(\.stringValue)
      let objectives = try keys.map {
        try #require(ObjectiveCatalog.builtIn.resolve($0, family: family))
      }
      return RecordedPrompt(
        request: AlignmentRequest(
          context: try #require(record[contextKey]?.stringValue),
          answer: try #require(record["answer"]?.stringValue),
          objectives: objectives, family: family, direction: direction,
          format: try #require(format)),
        prompt: try #require(record["prompt"]?.stringValue))
    }
  }
}

@Suite struct `Prompts` {
  private let fixture = SharedFolder.packageRoot + "/Tests/AlignmentTests/Fixtures/prompts.json"

  @Test func `are byte for byte those of an independent program`() throws {
    let recorded = try RecordedPrompt.read(fixture, contextKey: "context")
    #expect(recorded.count == 61)
    for record in recorded {
      #expect(Array(record.request.prompt.utf8) == Array(record.prompt.utf8), "\(record)")
    }
  }

  @Test(.enabled(if: SharedFolder.isPresent, "needs the shared reference folder"))
  func `are byte for byte those of the published script`() throws {
    let shared = try #require(SharedFolder.path)
    let recorded = try RecordedPrompt.read(
      shared + "/reference/prompts.json", contextKey: "question")
    #expect(recorded.count == 36)
    for record in recorded {
      #expect(Array(record.request.prompt.utf8) == Array(record.prompt.utf8), "\(record)")
    }
  }

  @Test func `of the built-in reputation dialogue are the seed's own`() throws {
    let example = try #require(BuiltInExamples.all.first { $0.source.contains("MetaAligner") })
    let request = AlignmentRequest(
      context: example.context, answer: example.answer,
      objectives: example.objectives.compactMap {
        ObjectiveCatalog.builtIn.resolve($0, family: example.family)
      },
      family: example.family)
    // The script that made the fixture asserts the SHA-256 of its first prompt.
    let seed = try #require(RecordedPrompt.read(fixture, contextKey: "context").first)
    #expect(Array(request.prompt.utf8) == Array(seed.prompt.utf8))
    #expect(request.prompt.utf8.count == 2_163)
  }

  @Test func `with no objective still have every part`() {
    let request = AlignmentRequest(context: "q", answer: "a", objectives: [])
    #expect(request.prompt.hasSuffix("these aspects:  | Context: q | Answer: a | Edit: "))
  }

  @Test(arguments: [
    ("hh", PromptFamily.hhRLHF), ("HH-RLHF", .hhRLHF), ("hh_rlhf", .hhRLHF),
    ("uf", .ultraFeedback), ("ultrafeedback", .ultraFeedback), ("Ultra Feedback", .ultraFeedback),
    ("imhi", .imhi), ("IMHI", .imhi),
  ])
  func `take a family by any of its spellings`(name: String, family: PromptFamily) {
    #expect(PromptFamily(name: name) == family)
  }

  @Test(arguments: ["", "h", "rlhf", "imhi2"])
  func `refuse a family they do not know`(name: String) {
    #expect(PromptFamily(name: name) == nil)
  }
}
