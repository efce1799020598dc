import Synchronization
import TestSupport
import Testing

@testable import Generation

@Suite struct `A pool's roster` {
  private let start = ContinuousClock.now

  @Test func `gives work to whoever has the least, in turn`() {
    var roster = EngineRoster(count: 3)
    let first = (0..<6).compactMap { _ in roster.take(excluding: [], at: start)?.index }
    #expect(first == [0, 1, 2, 0, 1, 2])
    roster.giveBack(1, .worked, at: start)
    #expect(roster.take(excluding: [], at: start)?.index == 1)
    #expect(roster.take(excluding: [0, 1], at: start)?.index == 2)
  }

  @Test func `lets who failed rest, longer each time, and takes it back`() {
    var roster = EngineRoster(count: 1)
    for rest in [1, 2, 4, 8, 16, 32, 60, 60] {
      roster.begin(0)
      roster.giveBack(0, .failed, at: start)
      let justBefore = start + .seconds(rest) - .nanoseconds(1)
      #expect(roster.take(excluding: [], at: justBefore) == nil)
      let back = roster.take(excluding: [], at: start + .seconds(rest))
      #expect(back?.isSuspect == true)
      roster.giveBack(0, .abandoned, at: start)
    }
    roster.begin(0)
    roster.giveBack(0, .worked, at: start)
    #expect(roster.take(excluding: [], at: start)?.isSuspect == false)
  }
}

@Suite struct `A pool of engines` {
  private static let outage = GenerationError.remote(
    RemoteEngineError(engine: "a", endpoint: "http://a", problem: .status(503, message: nil)))
  private static let refusal = GenerationError.remote(
    RemoteEngineError(engine: "a", endpoint: "http://a", problem: .status(400, message: nil)))

  private static func summary() -> ScriptedStep {
    .event(
      .summary(
        GenerationSummary(
          promptTokens: 1, generatedTokens: 1, timeToFirstToken: nil, decodeTime: .zero,
          stopReason: .endOfSequence)))
  }

  private static func engine(_ steps: [ScriptedStep]) -> ScriptedEngine {
    ScriptedEngine { _ in steps }
  }

  private func text(_ pool: EnginePool) async throws -> String {
    var text = ""
    for try await event in pool.stream(GenerationRequest(prompt: "p")) {
      if case .text(let piece) = event { text += piece }
    }
    return text
  }

  @Test func `spreads generations`() async throws {
    let pool = EnginePool(engines: [
      Self.engine([.event(.text("a")), Self.summary()]),
      Self.engine([.event(.text("b")), Self.summary()]),
    ])
    var texts: [String] = []
    for _ in 0..<4 { texts.append(try await text(pool)) }
    #expect(texts == ["a", "b", "a", "b"])
  }

  @Test func `gives a generation to another where one is out of order`() async throws {
    let pool = EnginePool(engines: [
      Self.engine([.fail(Self.outage)]), Self.engine([.event(.text("b")), Self.summary()]),
    ])
    for _ in 0..<3 { #expect(try await text(pool) == "b") }
  }

  @Test func `does not write a text twice`() async throws {
    let pool = EnginePool(engines: [
      Self.engine([.event(.text("half")), .fail(Self.outage)]),
      Self.engine([.event(.text("b")), Self.summary()]),
    ])
    await #expect(throws: Self.outage) { try await text(pool) }
  }

  @Test func `hands on a refusal, which another would repeat`() async throws {
    let pool = EnginePool(engines: [
      Self.engine([.fail(Self.refusal)]), Self.engine([.event(.text("b")), Self.summary()]),
    ])
    await #expect(throws: Self.refusal) { try await text(pool) }
  }

  @Test func `fails as the last one did where all are out of order`() async throws {
    let pool = EnginePool(engines: [
      Self.engine([.fail(Self.outage)]), Self.engine([.fail(Self.outage)]),
    ])
    await #expect(throws: Self.outage) { try await text(pool) }
    await #expect(throws: Self.outage) { try await text(pool) }
  }

  @Test func `has the shortest context of its engines`() {
    func engine(_ name: String, _ length: Int) -> ScriptedEngine {
      ScriptedEngine(
        description: EngineDescription(
          name: name, elementType: "remote", contextLength: length, location: name)
      ) { _ in [] }
    }
    let pool = EnginePool(engines: [engine("a", 4096), engine("b", 2048)])
    #expect(pool.description.name == "a, b")
    #expect(pool.description.contextLength == 2048)
    #expect(EnginePool(name: "farm", engines: [engine("a", 1)]).description.name == "farm")
  }
}
