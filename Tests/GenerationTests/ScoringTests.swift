import Glibc
import Synchronization
import Tensors
import Testing
import Tokenization
import Transformer

@testable import Generation

@Suite("Scoring")
struct ScoringTests {
  @Test(
    "gives the probabilities that the logits of one pass give", arguments: [1, 2, 63, 64, 65, 150])
  func againstLogits(length: Int) async throws {
    var generator = SeededGenerator(seed: UInt64(length))
    let engine = try TinyEngine.make(
      options: LocalEngineOptions(threads: 1, arithmetic: .exact, cacheType: .float32))
    let prompt = TinyEngine.prompt(length: 50, using: &generator)
    let continuation = TinyEngine.prompt(length: length, using: &generator)
    let tokens = engine.tokenizer.encodePrompt(prompt + continuation)
    let session = engine.model.makeSession(capacity: 256, workers: .init(threadCount: 1))
    let logits = session.forward(tokens, logits: .all)
    let first = tokens.count - length
    let expected = (first..<tokens.count).map { position in
      let row = logits.row(position - 1)
      let total = row.reduce(0.0) { $0 + exp(Double($1)) }
      return Double(row[row.startIndex + tokens[position]]) - log(total)
    }
    // Twice, the second time from what is kept.
    for _ in 0..<2 {
      let score = try await engine.score(prompt: prompt, continuation: continuation)
      #expect(score.tokens == Array(tokens[first...]) && score.promptTokens == first)
      #expect(score.logProbabilities.count == length && score.areLikeliest.count == length)
      for (found, expected) in zip(score.logProbabilities, expected) {
        #expect(abs(found - expected) < 1e-5)
      }
      #expect(abs(score.total - expected.reduce(0, +)) < 1e-3)
    }
  }

  @Test("makes a distribution of all tokens that can follow")
  func sumsToOne() async throws {
    let engine = try TinyEngine.make()
    var total = 0.0
    for token in 0..<128 {
      let score = try await engine.score(promptIDs: [1, 70, 71], continuationIDs: [token])
      total += exp(score.total)
    }
    #expect(abs(total - 1) < 1e-6)
  }

  @Test("refuses what has nothing before it or does not fit, and scores nothing as nothing")
  func bounds() async throws {
    let engine = try TinyEngine.make()
    await #expect(throws: GenerationError.promptTooLong(promptTokens: 2, contextLength: 256)) {
      try await engine.score(promptIDs: [], continuationIDs: [5, 6])
    }
    await #expect(throws: GenerationError.promptTooLong(promptTokens: 257, contextLength: 256)) {
      try await engine.score(promptIDs: [1], continuationIDs: Array(repeating: 5, count: 256))
    }
    let whole = try await engine.score(
      promptIDs: [1], continuationIDs: Array(repeating: 5, count: 255))
    #expect(whole.logProbabilities.count == 255)
    #expect(try await engine.score(prompt: "x", continuation: "").total == 0)
  }

  @Test("measures a table of costs that begins with 1 and never falls")
  func costs() async throws {
    let engine = try TinyEngine.make()
    let costs = try await engine.measurePassCosts(promptTokens: 64, repetitions: 3)
    #expect(costs.relative[0] == 1 && costs.relative.count == PassCosts.measuredRows.count)
    #expect(zip(costs.relative, costs.relative.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(costs.relative(rows: 3) >= costs.relative(rows: 2))
    await #expect(throws: GenerationError.self) {
      try await engine.measurePassCosts(promptTokens: 250)
    }
  }

  @Test("learns costs from passes, whatever sizes come, and is not misled by an interruption")
  func times() {
    var times = PassTimes()
    let actual = { (rows: Int) in 0.02 * (1 + 0.2 * Double(rows - 1)) }
    for step in 0..<2000 {
      let rows = [1, 3, 5, 8, 12, 16, 24, 32][step % 8]
      times.learn(rows: rows, seconds: step % 50 == 7 ? 1 : actual(rows))
    }
    for rows in [1, 2, 4, 8, 16, 32] {
      let expected = actual(rows) / actual(1)
      #expect(abs(times.costs.relative(rows: rows) / expected - 1) < 0.15, "\(rows)")
    }
  }

  @Test("tells a text's tokens, with what else could stand there")
  func scoredText() async throws {
    let engine = try TinyEngine.make()
    let text = "Go to bed."
    let scored = try await engine.score(
      ScoringRequest(prompt: "Sleep? ", text: text, alternatives: 5))
    #expect(scored.tokens.map(\.text).joined() == text)
    let plain = try await engine.score(
      promptIDs: engine.tokenizer.encodePrompt("Sleep? "),
      continuationIDs: engine.tokenizer.encode(text))
    #expect(scored.tokens.map(\.logProbability) == plain.logProbabilities)
    for (token, isLikeliest) in zip(scored.tokens, plain.areLikeliest) {
      #expect(token.alternatives.count == 5)
      #expect(
        token.alternatives.map(\.logProbability)
          == token.alternatives.map(\.logProbability).sorted(by: >))
      #expect(token.alternatives[0].isChosen == isLikeliest)
      for alternative in token.alternatives where alternative.isChosen {
        #expect(alternative.text == token.text)
        #expect(alternative.logProbability == token.logProbability)
      }
    }
  }

  @Test("stands still while a text is generated, and goes on behind it")
  func yields() async throws {
    let engine = try TinyEngine.make()
    var stream = engine.stream(GenerationRequest(prompt: "first", maximumTokens: 150))
      .makeAsyncIterator()
    #expect(try await stream.next() != nil)
    // Set while the text is not at its end, so that nothing can come between.
    let ended = Atomic(false)
    async let score = {
      let score = try await engine.score(prompt: "second", continuation: "and third")
      return (score, ended.load(ordering: .sequentiallyConsistent))
    }()
    for _ in 0..<20 { #expect(try await stream.next() != nil) }
    ended.store(true, ordering: .sequentiallyConsistent)
    while try await stream.next() != nil {}
    let (found, isBehind) = try await score
    #expect(isBehind)
    #expect(found.logProbabilities.count == 9)
  }

  @Test("ends where its task is cancelled")
  func cancelled() async throws {
    let engine = try TinyEngine.make()
    var stream = engine.stream(GenerationRequest(prompt: "first", maximumTokens: 150))
      .makeAsyncIterator()
    // As long as this one is not at its end, the other stands still.
    #expect(try await stream.next() != nil)
    let task = Task { try await engine.score(prompt: "second", continuation: "and third") }
    task.cancel()
    while try await stream.next() != nil {}
    await #expect(throws: GenerationError.cancelled) { try await task.value }
  }

  @Test("an engine without probabilities says so")
  func unsupported() async {
    await #expect(throws: GenerationError.scoringUnsupported) {
      try await ScriptedEngine { _ in [] }.score(ScoringRequest(prompt: "a", text: "b"))
    }
  }
}
