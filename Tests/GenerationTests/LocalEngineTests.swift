import StrictJSON
import Tensors
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
    // What the reference computes with, on every machine.
    try LocalEngine(
      path: SharedFolder.packageRoot + "/models/default",
      options: LocalEngineOptions(arithmetic: .exact, cacheType: .float32))
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
    let request = GenerationRequest(
      prompt: String(repeating: "A long story. ", count: 14), maximumTokens: 1)
    let engine = try TinyEngine.make()
    let events = try await Self.run(request, on: engine).events
    let progress = events.compactMap { event -> PrefillProgress? in
      if case .prefill(let progress) = event { progress } else { nil }
    }
    #expect(progress.first?.processedTokens == 0)
    #expect(progress.last?.processedTokens == 197)
    #expect(progress.allSatisfy { $0.promptTokens == 197 })
    #expect(
      zip(progress, progress.dropFirst()).allSatisfy { $0.processedTokens < $1.processedTokens })
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

  @Test("stops when the context is full", arguments: [250, 254])
  func contextLimit(length: Int) async throws {
    let engine = try TinyEngine.make()
    let prompt = String(repeating: "a word ", count: 40).prefix(length)
    let request = GenerationRequest(prompt: String(prompt), maximumTokens: 1000)
    let summary = try await Self.run(request, on: engine).summary
    #expect(summary.stopReason == .contextLimit)
    #expect(summary.promptTokens + summary.generatedTokens == engine.description.contextLength)
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
    let prompt = String(repeating: "word ", count: 5000)
    let tokens = try await engine.countTokens(prompt)
    await #expect(
      throws: GenerationError.promptTooLong(
        promptTokens: tokens, contextLength: engine.description.contextLength)
    ) {
      try await Self.run(GenerationRequest(prompt: prompt), on: engine)
    }
  }

  @Test("tells what it computes with from what else could be at the same place")
  func revision() throws {
    let half = try LocalEngine(
      path: SharedFolder.packageRoot + "/models/default",
      options: LocalEngineOptions(arithmetic: .exact, cacheType: .float16))
    let revisions = try [Self.engine(), Self.engine(), half].map(\.description.revision)
    #expect(revisions[0] != nil && revisions[0] == revisions[1] && revisions[0] != revisions[2])
  }

  @Test("refuses what does not fit into memory, before any is taken", arguments: [1, 1 << 10])
  func notEnoughMemory(available: Int) async throws {
    let engine = try TinyEngine.make(availableMemory: { available })
    let error = await #expect(throws: GenerationError.self) {
      try await Self.run(GenerationRequest(prompt: "word", maximumTokens: .max), on: engine)
    }
    guard case .notEnoughMemory(let needed, available) = error else {
      Issue.record("\(error as Any)")
      return
    }
    // Keys and values of 2 layers with 2 heads of 8 halves; the rest is scratch memory.
    let cache = engine.description.contextLength * 2 * 2 * 2 * 8 * 2
    #expect(needed > cache && needed < cache + 32 << 20)
  }

  @Test(
    "refuses a model that does not fit into memory, before it is read", arguments: [nil, "q8_0"])
  func modelTooLarge(format: String?) throws {
    let error = #expect(throws: GenerationError.self) {
      try LocalEngine(
        path: SharedFolder.packageRoot + "/models/default",
        options: LocalEngineOptions(format: format == nil ? nil : .q8_0),
        availableMemory: { 1 << 20 })
    }
    guard case .modelTooLarge(let needed, 1 << 20) = error else {
      Issue.record("\(error as Any)")
      return
    }
    // 5,475,584 numbers of 2 bytes, or a fifth of them and the rest of 34 bytes for 32.
    #expect(format == nil ? needed == 10_951_168 : (6 << 20..<8 << 20).contains(needed))
  }

  @Test("ends within a token of a cancellation, with a summary that says so")
  func cancellation() async throws {
    let engine = try TinyEngine.make(options: LocalEngineOptions(threads: 1, speculation: false))
    let request = GenerationRequest(prompt: "Never mind.", maximumTokens: 100)
    let task = Task {
      var events: [GenerationEvent] = []
      for try await event in engine.stream(request) {
        events.append(event)
        if case .text = event { withUnsafeCurrentTask { $0?.cancel() } }
      }
      return events
    }
    let events = try await task.value
    let texts = events.filter { if case .text = $0 { true } else { false } }
    guard case .summary(let summary) = try #require(events.last) else {
      Issue.record("no summary")
      return
    }
    #expect(summary.stopReason == .cancelled)
    #expect(texts.count <= 2 && summary.generatedTokens <= 2)
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
    let request = GenerationRequest(prompt: "Is anybody there?", maximumTokens: 60)
    let expected = try await Self.run(request, on: try TinyEngine.make()).text
    var iterator = try TinyEngine.make().stream(request).makeAsyncIterator()
    var text = ""
    while let event = try await iterator.next() {
      if case .text(let piece) = event { text += piece }
    }
    #expect(text == expected && !text.isEmpty)
  }

  @Test("draws the same edit from the same seed")
  func seeds() async throws {
    let engine = try TinyEngine.make()
    func draw(seed: UInt64) async throws -> String {
      let sampling = Sampling.random(try RandomSampling(temperature: 1.5, seed: seed))
      let request = GenerationRequest(
        prompt: "Draw!", sampling: sampling, maximumTokens: 40)
      return try await Self.run(request, on: engine).text
    }
    let first = try await draw(seed: 11)
    #expect(try await draw(seed: 11) == first)
    #expect(try await draw(seed: 12) != first)
  }

  @Test("guesses ahead without a trace in weights of blocks, too", arguments: ["q8_0", "q4_0"])
  func quantised(format: String) async throws {
    func engine(speculation: Bool) throws -> LocalEngine {
      try LocalEngine(
        path: SharedFolder.packageRoot + "/models/default",
        options: LocalEngineOptions(
          format: format == "q8_0" ? .q8_0 : .q4_0, speculation: speculation),
        costs: .assumed, availableMemory: { nil })
    }
    let example = try #require(try Self.cases().first)
    var request = GenerationRequest(prompt: example.prompt, maximumTokens: 40)
    let expected = try await Self.run(request, on: try engine(speculation: false))
    request.draftSources = [example.text]
    let found = try await Self.run(request, on: try engine(speculation: true))
    #expect(found.text == expected.text)
    #expect(found.summary.generatedTokens == expected.summary.generatedTokens)
    #expect(found.summary.acceptedTokens > 0)
    #expect(found.summary.forwardPasses < expected.summary.forwardPasses)
  }
}
