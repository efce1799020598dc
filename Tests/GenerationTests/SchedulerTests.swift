import Synchronization
import Testing
import Transformer

@testable import Generation

@Suite("The scheduler")
struct SchedulerTests {
  private static func requests(_ count: Int, seed: UInt64) throws -> [GenerationRequest] {
    var generator = SeededGenerator(seed: seed)
    let head = TinyEngine.prompt(length: 70, using: &generator)
    return try (0..<count).map { index in
      // Some share their beginning, as prompts of one template do.
      let own = TinyEngine.prompt(
        length: Int.random(in: 1...60, using: &generator), using: &generator)
      let sampling: Sampling =
        index.isMultiple(of: 3)
        ? .random(try RandomSampling(temperature: 0.8, topK: 40, seed: UInt64(index)))
        : .greedy
      return GenerationRequest(
        prompt: index.isMultiple(of: 2) ? head + own : own, sampling: sampling,
        maximumTokens: Int.random(in: 1...60, using: &generator),
        draftSources: index.isMultiple(of: 4) ? [own, head] : [])
    }
  }

  private static func expected(
    _ requests: [GenerationRequest]
  ) async throws -> [TinyEngine.Outcome] {
    var outcomes: [TinyEngine.Outcome] = []
    for request in requests {
      // Each on an engine that has seen nothing.
      let engine = try TinyEngine.make(options: TinyEngine.plain())
      outcomes.append(try await TinyEngine.run(request, on: engine).outcome)
    }
    return outcomes
  }

  @Test("writes for many at once what it writes for each alone", arguments: [true, false])
  func together(speculation: Bool) async throws {
    let requests = try Self.requests(12, seed: 3)
    let expected = try await Self.expected(requests)
    let options = LocalEngineOptions(threads: 1, speculation: speculation)
    let engine = try TinyEngine.make(options: options)
    let found = try await withThrowingTaskGroup(of: (Int, TinyEngine.Outcome, Int).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask {
          let (outcome, summary) = try await TinyEngine.run(request, on: engine)
          return (index, outcome, summary.forwardPasses)
        }
      }
      var found: [Int: TinyEngine.Outcome] = [:]
      var passes = 0
      for try await (index, outcome, count) in group {
        found[index] = outcome
        passes += count
      }
      // A pass that several took part in counts for each of them.
      let run = await engine.scheduler.passCount
      #expect(run < passes)
      return found
    }
    for (index, outcome) in expected.enumerated() { #expect(found[index] == outcome) }
  }

  @Test(
    "survives any order of starts, cancellations, restarts and toggles",
    arguments: 0..<6 as Range<UInt64>)
  func storm(seed: UInt64) async throws {
    let requests = try Self.requests(6, seed: seed)
    let expected = try await Self.expected(requests)
    var generator = SeededGenerator(seed: seed)
    // A small cache, so that what is kept comes and goes.
    let page = try TinyEngine.make().scheduler.pool.pageByteCount
    let options = LocalEngineOptions(threads: 2, prefixCacheBytes: page * 12)
    let engine = try TinyEngine.make(options: options)
    struct Open {
      let index: Int
      var iterator: GenerationStream.AsyncIterator
      var text = ""
      var isOver = false
    }
    var iterators: [Open] = []
    for _ in 0..<400 {
      switch Int.random(in: 0..<20, using: &generator) {
      case 0..<3 where iterators.count < 4:
        let index = Int.random(in: requests.indices, using: &generator)
        iterators.append(
          Open(index: index, iterator: engine.stream(requests[index]).makeAsyncIterator()))
      case 3 where !iterators.isEmpty:
        // Dropped without a word.
        iterators.remove(at: Int.random(in: iterators.indices, using: &generator))
      case 4 where !iterators.isEmpty:
        // Cancelled; it ends with a summary of its own.
        let victim = iterators.remove(at: Int.random(in: iterators.indices, using: &generator))
        // Only the task uses it, and it is waited for.
        nonisolated(unsafe) var iterator = victim.iterator
        let reason = try await Task {
          withUnsafeCurrentTask { $0?.cancel() }
          var reason: StopReason?
          while let event = try await iterator.next() {
            if case .summary(let summary) = event { reason = summary.stopReason }
          }
          return reason
        }.value
        #expect((reason == nil) == victim.isOver)
      case 5:
        let wishes = requests.shuffled(using: &generator).prefix(3)
        engine.prefetch(Array(wishes), generating: Bool.random(using: &generator))
      default:
        guard !iterators.isEmpty else { continue }
        let place = Int.random(in: iterators.indices, using: &generator)
        switch try await iterators[place].iterator.next() {
        case .text(let text): iterators[place].text += text
        case .summary(let summary):
          let outcome = TinyEngine.Outcome(
            text: iterators[place].text, tokens: summary.generatedTokens,
            reason: summary.stopReason)
          #expect(outcome == expected[iterators[place].index])
          iterators[place].isOver = true
        case .prefill: break
        case nil: iterators.remove(at: place)
        }
      }
      let kept = await engine.scheduler.cachedByteCount
      #expect(kept <= page * 12)
    }
    iterators = []
    for (request, outcome) in zip(requests, expected) {
      #expect(try await TinyEngine.run(request, on: engine).outcome == outcome)
    }
  }

  @Test("goes straight to the first token of a prompt seen before")
  func toggledBack() async throws {
    let engine = try TinyEngine.make(options: LocalEngineOptions(threads: 1, speculation: false))
    let requests = try Self.requests(4, seed: 9)
    for request in requests { _ = try await TinyEngine.run(request, on: engine) }
    for var request in requests {
      request.maximumTokens = 1
      let passes = await engine.scheduler.passCount
      let summary = try await TinyEngine.run(request, on: engine).summary
      #expect(summary.cachedPromptTokens == summary.promptTokens)
      #expect(summary.forwardPasses == 0 && summary.generatedTokens == 1)
      let passesAfter = await engine.scheduler.passCount
      #expect(passesAfter == passes)
    }
    // One that only begins the same reads the rest.
    var longer = requests[0]
    longer.prompt += " and more"
    let summary = try await TinyEngine.run(longer, on: engine).summary
    #expect(summary.cachedPromptTokens >= requests[0].prompt.utf8.count)
    #expect(summary.cachedPromptTokens < summary.promptTokens && summary.forwardPasses > 0)
  }

  @Test("keeps what a cancelled generation has read")
  func cancelledPrefill() async throws {
    let engine = try TinyEngine.make()
    let request = GenerationRequest(prompt: "A prompt of some length.", maximumTokens: 50)
    try await Task {
      for try await event in engine.stream(request) {
        if case .text = event { withUnsafeCurrentTask { $0?.cancel() } }
      }
    }.value
    let summary = try await TinyEngine.run(request, on: engine).summary
    #expect(summary.cachedPromptTokens == summary.promptTokens)
  }

  @Test(
    "prepares what may be asked for, and leaves it at once for what is", arguments: [true, false])
  func prefetch(generating: Bool) async throws {
    let requests = try Self.requests(8, seed: 5).map { request in
      var request = request
      request.sampling = .greedy
      request.maximumTokens = 40
      return request
    }
    let expected = try await Self.expected(requests)
    let options = LocalEngineOptions(threads: 1, prefixCacheBytes: 64 << 20)
    let engine = try TinyEngine.make(options: options)
    engine.prefetch(requests, generating: generating)
    while await !engine.scheduler.isPrepared { await Task.yield() }
    for (request, outcome) in zip(requests, expected) {
      let found = try await TinyEngine.run(request, on: engine)
      #expect(found.outcome == outcome)
      #expect(found.summary.cachedPromptTokens == found.summary.promptTokens)
      if generating, outcome.tokens > 20 {
        #expect(found.summary.forwardPasses < outcome.tokens / 2)
      }
    }
  }

  @Test("keeps what was asked for, however much may be asked for next")
  func modestPrefetch() async throws {
    let page = try TinyEngine.make().scheduler.pool.pageByteCount
    let options = LocalEngineOptions(threads: 1, prefixCacheBytes: page * 14)
    let engine = try TinyEngine.make(options: options)
    let request = GenerationRequest(prompt: "The one that counts.", maximumTokens: 10)
    _ = try await TinyEngine.run(request, on: engine)
    engine.prefetch(try Self.requests(40, seed: 8), generating: false)
    while await !engine.scheduler.isPrepared { await Task.yield() }
    let summary = try await TinyEngine.run(request, on: engine).summary
    #expect(summary.cachedPromptTokens == summary.promptTokens)
  }

  @Test("lets what nobody waits for stand still while something runs that somebody does")
  func background() async throws {
    let requests = try Self.requests(2, seed: 11)
    let expected = try await Self.expected(requests)
    let engine = try TinyEngine.make()
    var late = requests[1]
    late.priority = .background
    let request = late
    let ended = Atomic(false)
    var urgent = engine.stream(requests[0]).makeAsyncIterator()
    #expect(try await urgent.next() != nil)
    async let background = {
      let outcome = try await TinyEngine.run(request, on: engine).outcome
      return (outcome, ended.load(ordering: .sequentiallyConsistent))
    }()
    var text = ""
    while let event = try await urgent.next() {
      if case .text(let more) = event { text += more }
      // While it has more to say, so that nothing can come between.
      if text.count > 5 { ended.store(true, ordering: .sequentiallyConsistent) }
    }
    let (outcome, isBehind) = try await background
    #expect(text == expected[0].text)
    #expect(outcome == expected[1])
    #expect(isBehind)
  }

  @Test("is pre-empted by real work, and goes on after it")
  func preemption() async throws {
    let wishes = try Self.requests(400, seed: 6).map { request in
      var request = request
      request.maximumTokens = 120
      return request
    }
    let request = try Self.requests(1, seed: 7)[0]
    let expected = try await Self.expected([request])
    let engine = try TinyEngine.make()
    engine.prefetch(wishes, generating: true)
    while await engine.scheduler.passCount == 0 { await Task.yield() }
    let found = try await TinyEngine.run(request, on: engine)
    #expect(found.outcome == expected[0])
    let isPrepared = await engine.scheduler.isPrepared
    #expect(!isPrepared, "four hundred texts were written before one")
    // Wishes that are taken back are forgotten.
    engine.prefetch([], generating: false)
    while await !engine.scheduler.isPrepared { await Task.yield() }
  }

  @Test("gives up what is kept before it refuses a request for want of memory")
  func memory() async throws {
    let request = GenerationRequest(prompt: "Some prompt.", maximumTokens: 20)
    let engine = try TinyEngine.make(availableMemory: { 1 << 30 })
    _ = try await TinyEngine.run(request, on: engine)
    #expect(await engine.scheduler.cachedByteCount > 0)
    let poor = try TinyEngine.make(
      options: LocalEngineOptions(threads: 1, prefixCacheBytes: 1 << 20),
      availableMemory: { 1000 })
    await #expect(throws: GenerationError.self) { try await TinyEngine.run(request, on: poor) }
    let none = try TinyEngine.make(options: TinyEngine.plain())
    for _ in 0..<2 {
      let summary = try await TinyEngine.run(request, on: none).summary
      #expect(summary.cachedPromptTokens == 0)
    }
    #expect(await none.scheduler.cachedByteCount == 0)
    // With nothing kept and nobody running, no page is held.
    while await !none.scheduler.isPrepared { await Task.yield() }
    #expect(none.scheduler.pool.byteCountInUse == 0)
  }

  @Test("gives up nothing that is kept for what may only be asked for")
  func poorPrefetch() async throws {
    final class Meter: Sendable { let bytes = Atomic<Int>(1 << 30) }
    let meter = Meter()
    let engine = try TinyEngine.make(
      options: LocalEngineOptions(threads: 1, prefixCacheBytes: 1 << 20),
      availableMemory: { meter.bytes.load(ordering: .relaxed) })
    _ = try await TinyEngine.run(GenerationRequest(prompt: "Kept.", maximumTokens: 9), on: engine)
    let kept = await engine.scheduler.cachedByteCount
    meter.bytes.store(1000, ordering: .relaxed)
    engine.prefetch(try Self.requests(5, seed: 4), generating: false)
    while await !engine.scheduler.isPrepared { await Task.yield() }
    #expect(await engine.scheduler.cachedByteCount == kept && kept > 0)
  }
}
