import Glibc
import HTTPClient
import TestSupport
import Testing

@testable import Generation

@Suite struct `A remote engine over a bad network` {
  private static let chunks = [
    #"data: {"choices":[{"text":"Tea"}]}"#, #"data: {"choices":[{"text":" is 日本"}]}"#,
    #"data: {"choices":[{"text":".","finish_reason":"stop"}]}"#, "data: [DONE]",
  ].map { $0 + "\n\n" }
  private static let text = "Tea is 日本."

  private func engine(
    _ url: String, attempts: Int = 3, idle: Duration = .seconds(20)
  ) throws -> RemoteEngine {
    var configuration = Remote.configuration(.openAI, url)
    configuration.retry.attempts = attempts
    configuration.timeouts.idle = idle
    return try RemoteEngine(configuration, client: HTTPClient())
  }

  private func collect(_ engine: RemoteEngine) async throws(GenerationError) -> String {
    try await Remote.collect(engine.stream(Remote.request)).text
  }

  /// The text until the failure, and the failure.
  private func failure(of engine: RemoteEngine) async -> (text: String, problem: RemoteProblem?) {
    var text = ""
    do throws(GenerationError) {
      for try await event in engine.stream(Remote.request) {
        if case .text(let piece) = event { text += piece }
      }
    } catch {
      if case .remote(let failure) = error { return (text, failure.problem) }
      Issue.record("\(error)")
    }
    return (text, nil)
  }

  @Test(arguments: [1, 2, 3, 5, 8, 13, 100])
  func `reads a stream in pieces of any size`(size: Int) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.sendHead(200, ["Content-Type: text/event-stream", "Connection: close"])
      try connection.send(Array(Self.chunks.joined().utf8), inPiecesOf: size)
      connection.close()
    }
    #expect(try await collect(engine(server.url)) == Self.text)
  }

  @Test(arguments: [408, 429, 500, 502, 503, 529])
  func `tries again where the server may recover`(status: Int) async throws {
    let server = try LoopbackServer { request, connection in
      if request.connection < 3 {
        try connection.respond(status, ["Connection: close", "Retry-After: 0"], body: "busy")
        return connection.close()
      }
      try connection.respond(200, ["Connection: close"], body: Self.chunks.joined())
      connection.close()
    }
    #expect(try await collect(engine(server.url)) == Self.text)
    #expect(server.requests.count == 3)
  }

  @Test(arguments: [400, 401, 403, 404, 413, 422, 301, 204])
  func `does not repeat what would be refused again`(status: Int) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.respond(
        status, ["Location: http://127.0.0.1:1/"],
        body: status == 204 ? "" : #"{"error":{"message":"no"}}"#)
    }
    let (text, problem) = await failure(of: try engine(server.url))
    #expect(text.isEmpty)
    #expect(problem == .status(status, message: status == 204 ? nil : "no"))
    #expect(server.requests.count == 1)
  }

  @Test func `gives up after its attempts, in the server's words`() async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(500, body: "oops") }
    let (_, problem) = await failure(of: try engine(server.url))
    #expect(problem == .status(500, message: "oops"))
    #expect(server.requests.count == 3)
  }

  @Test func `fails at once where the server wants to be left alone for long`() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.respond(429, ["Retry-After: 3600"], body: "later")
    }
    let (_, problem) = await failure(of: try engine(server.url))
    #expect(problem == .status(429, message: "later"))
    #expect(server.requests.count == 1)
  }

  @Test func `starts anew where nothing was shown, and never after`() async throws {
    let early = try LoopbackServer { request, connection in
      try connection.sendHead(200, ["Content-Length: 10000"])
      if request.connection == 1 {
        try connection.send(": keep-alive\n\ndata: {\"choi")
        return connection.reset()
      }
      try connection.send(Self.chunks.joined())
      try connection.waitForEnd()
    }
    #expect(try await collect(engine(early.url)) == Self.text)
    #expect(early.requests.count == 2)
    let gate = TestSupport.Gate()
    let late = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try connection.sendChunk(Self.chunks[0])
      // The reset must not overtake the text.
      try gate.wait()
      connection.reset()
    }
    var text = ""
    await #expect(throws: GenerationError.self) {
      for try await event in try engine(late.url).stream(Remote.request) {
        if case .text(let piece) = event { text += piece }
        gate.open()
      }
    }
    #expect(text == "Tea")
    #expect(late.requests.count == 1)
  }

  @Test func `tells a text that was cut off from a whole one`() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.respond(200, ["Connection: close"], body: Self.chunks[0] + Self.chunks[1])
      connection.close()
    }
    let (text, problem) = await failure(of: try engine(server.url))
    #expect(text == "Tea is 日本")
    #expect(problem == .truncated)
  }

  @Test(arguments: ["<html>hello</html>\n\n", "data: }{\n\n", "data: \u{1}\n\n", "data: []\n\n"])
  func `refuses what is no stream`(body: String) async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(body: body) }
    let (text, problem) = await failure(of: try engine(server.url, attempts: 1))
    #expect(text.isEmpty)
    switch problem {
    case .malformed, .truncated: break
    default: Issue.record("\(problem as Any)")
    }
  }

  @Test func `ends a stream that never says that it has ended`() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      for chunk in Self.chunks.dropLast() { try connection.sendChunk(chunk) }
      // Open until the client closes it.
      try connection.waitForEnd()
    }
    #expect(try await collect(engine(server.url)) == Self.text)
  }

  @Test func `ends a stream that goes on and on`() async throws {
    let closed = TestSupport.Gate()
    let server = try LoopbackServer { _, connection in
      defer { closed.open() }
      try connection.beginChunks()
      while true {
        try connection.sendChunk(
          #"data: {"choices":[{"text":"\#(String(repeating: "x", count: 1000))"}]}"# + "\n\n")
      }
    }
    let (text, summary) = try await Remote.collect(
      try engine(server.url).stream(Remote.request))
    #expect(summary?.stopReason == .tokenLimit)
    #expect(text.utf8.count < 100_000)
    await closed.opened()
  }

  @Test func `closes the connection when its reader is cancelled`() async throws {
    let closed = TestSupport.Gate()
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try connection.sendChunk(Self.chunks[0])
      try connection.waitForEnd()
      closed.open()
    }
    let engine = try engine(server.url)
    let begun = TestSupport.Gate()
    let task = Task {
      var reason: StopReason?
      for try await event in engine.stream(Remote.request) {
        if case .text = event { begun.open() }
        if case .summary(let summary) = event { reason = summary.stopReason }
      }
      return reason
    }
    await begun.opened()
    task.cancel()
    #expect(try await task.value == .cancelled)
    await closed.opened()
  }

  @Test func `closes the connection when nobody reads any more`() async throws {
    let closed = TestSupport.Gate()
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try connection.sendChunk(Self.chunks[0])
      try connection.waitForEnd()
      closed.open()
    }
    let engine = try engine(server.url)
    for try await event in engine.stream(Remote.request) {
      if case .text = event { break }
    }
    await closed.opened()
  }

  @Test func `waits for a server that loads its model`() async throws {
    let server = try LoopbackServer { request, connection in
      if request.connection == 1 {
        try connection.respond(
          503, ["Connection: close"],
          body: #"{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}"#)
        return connection.close()
      }
      try connection.respond(200, ["Connection: close"], body: Self.chunks.joined())
      connection.close()
    }
    #expect(try await collect(engine(server.url, attempts: 2)) == Self.text)
  }

  @Test func `gives up on a server that says nothing`() async throws {
    let server = try LoopbackServer { _, connection in try connection.waitForEnd() }
    let (_, problem) = await failure(
      of: try engine(server.url, attempts: 1, idle: .milliseconds(50)))
    guard case .connection(.timedOut)? = problem else {
      Issue.record("\(problem as Any)")
      return
    }
  }

  @Test func `says that nobody listens`() async throws {
    let port = try LoopbackServer.unusedPort()
    let (_, problem) = await failure(of: try engine("http://127.0.0.1:\(port)"))
    #expect(problem == .connection(.refused(host: "127.0.0.1", port: port)))
  }
}
