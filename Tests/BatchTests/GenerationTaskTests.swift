import Datasets
import Generation
import StrictJSON
import Testing

@testable import Batch

@Suite("Generating for rows")
struct GenerationTaskTests {
  private static func summary(_ reason: StopReason = .endOfSequence) -> GenerationSummary {
    GenerationSummary(
      promptTokens: 3, generatedTokens: 2, timeToFirstToken: nil, decodeTime: .zero,
      stopReason: reason)
  }

  private static func task(
    form: GenerationTask.Form = .raw,
    _ steps: @escaping @Sendable (GenerationRequest) -> [ScriptedStep]
  ) -> GenerationTask {
    GenerationTask(
      engine: ScriptedEngine(script: steps), promptColumn: "query", form: form,
      maximumTokens: 9, stopStrings: ["END"],
      sampling: { row throws(GenerationError) in
        .random(try RandomSampling(temperature: 1, seed: GenerationTask.seed(5, row: row)))
      }, explain: { "\($0)" })
  }

  private static let row = DataRow(
    number: 4, line: 6, columns: ["query", "goldens"], values: ["Q ", "G"])

  @Test("gives the question as it is, with a seed of the row's own")
  func raw() async throws {
    let task = Self.task { request in
      #expect(request.prompt == "Q " && request.maximumTokens == 9)
      #expect(request.stopStrings == ["END"])
      if case .random(let parameters) = request.sampling {
        #expect(parameters.seed == GenerationTask.seed(5, row: 4))
      } else {
        Issue.record("no draw")
      }
      return [.event(.text(" a")), .event(.text("b")), .event(.summary(Self.summary()))]
    }
    let result = try await task.result(for: Self.row)
    #expect(result.generatedTokens == 2)
    #expect(
      result.values
        == JSONObject([
          ("generated_text", " ab"), ("stop_reason", "eos"), ("prompt_tokens", 3),
          ("generated_tokens", 2),
        ]))
  }

  @Test("has seeds that differ from row to row and from job to job")
  func seeds() {
    let seeds = (0..<100).flatMap { row in
      [GenerationTask.seed(1, row: row), GenerationTask.seed(2, row: row)]
    }
    #expect(Set(seeds).count == 200)
  }

  @Test(
    "tells what a row failed of",
    arguments: [
      (GenerationError.promptTooLong(promptTokens: 9, contextLength: 8), "unfit"),
      (.notEnoughMemory(neededBytes: 2, availableBytes: 1), "busy"),
      (.engineStopped("x"), "failed"), (.chatUnsupported, "hopeless"), (.cancelled, "cancelled"),
    ])
  func failures(_ error: GenerationError, _ kind: String) async {
    let failure = await #expect(throws: RowTaskError.self) {
      try await Self.task { _ in [.fail(error)] }.result(for: Self.row)
    }
    #expect(failure.map { "\($0)".hasPrefix(kind) } == true)
  }

  @Test("takes no answer that was cut short")
  func cancelled() async {
    await #expect(throws: RowTaskError.cancelled) {
      try await Self.task { _ in [.event(.summary(Self.summary(.cancelled)))] }
        .result(for: Self.row)
    }
    await #expect(throws: RowTaskError.self) {
      try await Self.task { _ in [.event(.text("a"))] }.result(for: Self.row)
    }
  }

  @Test("asks no model about nothing")
  func noQuestion() async {
    let row = DataRow(number: 0, line: 2, columns: ["query"], values: [""])
    await #expect(throws: RowTaskError.self) {
      try await Self.task { _ in [.event(.summary(Self.summary()))] }.result(for: row)
    }
  }

  @Test("says that a model knows no dialogues")
  func chat() async {
    await #expect(throws: RowTaskError.hopeless(.chatUnsupported)) {
      try await Self.task(form: .chat(system: nil)) { _ in [] }.result(for: Self.row)
    }
  }

  @Test(
    "makes dialogues of the questions of data sets",
    arguments: [
      ("What?", [ChatMessage(role: .user, content: "What?")]),
      (
        "\n\nHuman: Hi \n\nAssistant: Hello\n\nHuman: Why?\n\nAssistant:",
        [
          ChatMessage(role: .user, content: "Hi"),
          ChatMessage(role: .assistant, content: "Hello"),
          ChatMessage(role: .user, content: "Why?"),
        ]
      ),
      (
        "Write a play.\n\nHuman: is its first word.",
        [
          ChatMessage(role: .user, content: "Write a play.\n\nHuman: is its first word.")
        ]
      ),
      (
        "Human: a\n\nHuman: b",
        [ChatMessage(role: .user, content: "a\n\nb")]
      ),
    ])
  func messages(_ text: String, _ messages: [ChatMessage]) {
    #expect(DialogueMessages.make(of: text, system: nil) == messages)
    let system = ChatMessage(role: .system, content: "Be kind.")
    #expect(DialogueMessages.make(of: text, system: "Be kind.") == [system] + messages)
  }

  @Test(
    "finds the columns of published data sets",
    arguments: [
      (["prompt", "chosen_response", "rejected_response"], "prompt", "chosen_response"),
      (["query", "golden_response"], "query", "golden_response"),
      (["query", "gpt-3.5-turbo"], "query", "gpt-3.5-turbo"),
      (["id", "question"], "question", nil),
    ] as [([String], String, String?)])
  func columns(_ columns: [String], _ prompt: String, _ golden: String?) throws {
    let found = try GenerationColumns(among: columns, prompt: nil, golden: nil)
    #expect(found.prompt == prompt && found.golden == golden)
    #expect(found.output(withDetails: false).map(\.name) == ["query", "goldens", "generated_text"])
  }

  @Test("says which columns it looked for")
  func missingColumns() {
    #expect(
      throws: BatchError.missingColumn(role: "prompt", candidates: ["p"], found: ["query"])
    ) { try GenerationColumns(among: ["query"], prompt: "p", golden: nil) }
    #expect(
      throws: BatchError.missingColumn(role: "golden", candidates: ["g"], found: ["query"])
    ) { try GenerationColumns(among: ["query"], prompt: nil, golden: "g") }
  }
}
