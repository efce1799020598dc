import StrictJSON
import TestSupport
import Testing

@testable import Generation

@Suite("The local engine, with the embedded model")
struct LocalEngineTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let prompt: String
    let promptTokens: Int
    let tokens: Int
    let text: String
    let ended: Bool
    var testDescription: String { text }
  }

  static func cases() throws -> [Case] {
    let path = SharedFolder.packageRoot + "/Tests/GenerationTests/Fixtures/default-model.json"
    let root = try JSONParser.parse(fileBytes(path))
    return try #require(root["cases"]?.arrayValue).map { entry in
      Case(
        prompt: try #require(entry["prompt"]?.stringValue),
        promptTokens: try #require(entry["prompt_ids"]?.arrayValue).count,
        tokens: try #require(entry["ids"]?.arrayValue).count,
        text: try #require(entry["text"]?.stringValue),
        ended: entry["ended"] == true)
    }
  }

  static func engine() throws -> LocalEngine {
    try LocalEngine(folder: SharedFolder.packageRoot + "/models/default")
  }

  /// Runs a generation to its end.
  static func run(
    _ request: GenerationRequest, on engine: any Engine
  ) async throws -> (text: String, summary: GenerationSummary, events: [GenerationEvent]) {
    var text = ""
    var events: [GenerationEvent] = []
    for try await event in engine.stream(request) {
      events.append(event)
      if case .text(let piece) = event { text += piece }
    }
    guard case .summary(let summary) = try #require(events.last) else {
      throw GenerationError.engineStopped("no summary")
    }
    return (text, summary, events)
  }

  @Test("writes, greedily, what transformers writes", arguments: try cases())
  func greedy(_ example: Case) async throws {
    let engine = try Self.engine()
    #expect(try await engine.countTokens(example.prompt) == example.promptTokens)
    let request = GenerationRequest(prompt: example.prompt, maximumTokens: 160)
    let (text, summary, events) = try await Self.run(request, on: engine)
    #expect(text == example.text)
    #expect(summary.generatedTokens == example.tokens)
    #expect(summary.promptTokens == example.promptTokens)
    #expect(summary.stopReason == (example.ended ? .endOfSequence : .tokenLimit))
    #expect(events.filter { if case .summary = $0 { true } else { false } }.count == 1)
    #expect(summary.timeToFirstToken ?? .zero > .zero)
  }

  @Test("says how far it has read the prompt, up to the end")
  func prefill() async throws {
    let example = try #require(try Self.cases().first)
    let request = GenerationRequest(prompt: example.prompt, maximumTokens: 1)
    let events = try await Self.run(request, on: try Self.engine()).events
    let progress = events.compactMap { event -> PrefillProgress? in
      if case .prefill(let progress) = event { progress } else { nil }
    }
    #expect(progress.first?.processedTokens == 0)
    #expect(progress.last?.processedTokens == example.promptTokens)
  }

  @Test("stops at a stop string, which is not shown")
  func stopString() async throws {
    let example = try #require(try Self.cases().first)
    let stop = String(example.text.dropFirst(6).prefix(5))
    let request = GenerationRequest(prompt: example.prompt, stopStrings: [stop])
    let (text, summary, _) = try await Self.run(request, on: try Self.engine())
    #expect(text == String(example.text.prefix(6)))
    #expect(summary.stopReason == .stopString)
  }

  @Test("stops at the token limit", arguments: [1, 2, 5])
  func tokenLimit(limit: Int) async throws {
    let example = try #require(try Self.cases().first)
    let request = GenerationRequest(prompt: example.prompt, maximumTokens: limit)
    let (text, summary, _) = try await Self.run(request, on: try Self.engine())
    #expect(summary.stopReason == .tokenLimit)
    #expect(summary.generatedTokens == limit)
    #expect(example.text.hasPrefix(text) && text.count < example.text.count)
  }

  @Test("stops when the context is full")
  func contextLimit() async throws {
    let engine = try Self.engine()
    var prompt = "word"
    while try await engine.countTokens(prompt + " word") < engine.description.contextLength - 3 {
      prompt += " word"
    }
    let promptTokens = try await engine.countTokens(prompt)
    // A penalty keeps the model from ending its text early.
    let request = GenerationRequest(prompt: prompt, maximumTokens: 1000)
    let summary = try await Self.run(request, on: engine).summary
    if summary.stopReason != .endOfSequence {
      #expect(summary.stopReason == .contextLimit)
      #expect(promptTokens + summary.generatedTokens == engine.description.contextLength)
    }
  }

  @Test("refuses a prompt of very many bytes without tokenizing it")
  func promptTooLarge() async throws {
    let engine = try Self.engine()
    let prompt = String(repeating: "word ", count: 1 << 20)
    await #expect(
      throws: GenerationError.promptTooLarge(
        bytes: 5 << 20, contextLength: engine.description.contextLength)
    ) {
      try await Self.run(GenerationRequest(prompt: prompt), on: engine)
    }
  }

  @Test("refuses a prompt that leaves no room, with both numbers")
  func promptTooLong() async throws {
    let engine = try Self.engine()
    let prompt = String(repeating: "word ", count: 2000)
    let tokens = try await engine.countTokens(prompt)
    await #expect(
      throws: GenerationError.promptTooLong(
        promptTokens: tokens, contextLength: engine.description.contextLength)
    ) {
      try await Self.run(GenerationRequest(prompt: prompt), on: engine)
    }
  }

  @Test("refuses what does not fit into memory, before any is taken", arguments: [1, 1 << 20])
  func notEnoughMemory(available: Int) async throws {
    let engine = try LocalEngine(
      path: SharedFolder.packageRoot + "/models/default", options: LocalEngineOptions(),
      availableMemory: { available })
    let error = await #expect(throws: GenerationError.self) {
      try await Self.run(GenerationRequest(prompt: "word", maximumTokens: .max), on: engine)
    }
    guard case .notEnoughMemory(let needed, available) = error else {
      Issue.record("\(error as Any)")
      return
    }
    // Keys and values of 6 layers with 4 heads of 32 floats; the rest is scratch memory.
    let cache = engine.description.contextLength * 6 * 2 * 4 * 32 * 4
    #expect(needed > cache && needed < cache + 32 << 20)
  }

  @Test("ends within a token of a cancellation, with a summary that says so")
  func cancellation() async throws {
    let engine = try Self.engine()
    let example = try #require(try Self.cases().first)
    let task = Task {
      var events: [GenerationEvent] = []
      for try await event in engine.stream(GenerationRequest(prompt: example.prompt)) {
        events.append(event)
        if case .text = event { withUnsafeCurrentTask { $0?.cancel() } }
      }
      return events
    }
    let events = try await task.value
    let texts = events.filter { if case .text = $0 { true } else { false } }
    guard case .summary(let summary) = try #require(events.last) else { return }
    #expect(summary.stopReason == .cancelled)
    #expect(texts.count <= 2)
  }

  @Test("is cancelled before its first step as well")
  func cancelledAtOnce() async throws {
    let engine = try Self.engine()
    let events = try await Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await Self.run(GenerationRequest(prompt: "word"), on: engine).events
    }.value
    guard case .summary(let summary) = events.first else {
      Issue.record("no summary")
      return
    }
    #expect(events.count == 1)
    #expect(summary.stopReason == .cancelled && summary.generatedTokens == 0)
  }

  @Test("lets go of generations that nobody finishes, and of itself after them")
  func abandoned() async throws {
    weak var engine: LocalEngine?
    weak var model: (any AnyObject)?
    do {
      let local = try Self.engine()
      engine = local
      model = local.model
      for step in 0..<1_000 {
        var iterator = local.stream(GenerationRequest(prompt: "word")).makeAsyncIterator()
        if step.isMultiple(of: 10) { _ = try await iterator.next() }
        if step.isMultiple(of: 100) { _ = try await iterator.next() }
      }
    }
    // The engine's thread may still be leaving the last step.
    for _ in 0..<1_000 where model != nil { await Task.yield() }
    #expect(engine == nil && model == nil)
  }

  @Test("works on for a generation whose engine was dropped")
  func droppedEngine() async throws {
    let example = try #require(try Self.cases().first)
    let request = GenerationRequest(prompt: example.prompt, maximumTokens: 160)
    var iterator = try Self.engine().stream(request).makeAsyncIterator()
    var text = ""
    while let event = try await iterator.next() {
      if case .text(let piece) = event { text += piece }
    }
    #expect(text == example.text)
  }

  @Test("draws the same edit from the same seed")
  func seeds() async throws {
    let engine = try Self.engine()
    let example = try #require(try Self.cases().first)
    func draw(seed: UInt64) async throws -> String {
      let sampling = Sampling.random(try RandomSampling(temperature: 1.5, seed: seed))
      let request = GenerationRequest(
        prompt: example.prompt, sampling: sampling, maximumTokens: 40)
      return try await Self.run(request, on: engine).text
    }
    let first = try await draw(seed: 11)
    #expect(try await draw(seed: 11) == first)
    #expect(try await draw(seed: 12) != first)
  }

  @Test("keeps two generations apart that take turns on its thread")
  func concurrent() async throws {
    let engine = try Self.engine()
    let cases = try Self.cases().filter(\.ended)
    let texts = try await withThrowingTaskGroup(of: (Int, String).self) { group in
      for (index, example) in cases.enumerated() {
        group.addTask {
          let request = GenerationRequest(prompt: example.prompt, maximumTokens: 160)
          return (index, try await Self.run(request, on: engine).text)
        }
      }
      var texts: [Int: String] = [:]
      for try await (index, text) in group { texts[index] = text }
      return texts
    }
    for (index, example) in cases.enumerated() { #expect(texts[index] == example.text) }
  }
}
