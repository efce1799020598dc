import HTTPClient
import TestSupport
import Testing

@Suite("What goes wrong with a server", .timeLimit(.minutes(1)))
struct FailureTests {
  let client = HTTPClient()

  private func body(_ request: HTTPRequest) async throws -> [UInt8] {
    try await client.send(request).body.collect(limit: 1 << 20)
  }

  @Test("Nobody listens")
  func refused() async throws {
    let port = try LoopbackServer.unusedPort()
    await #expect(throws: HTTPError.refused(host: "127.0.0.1", port: port)) {
      try await client.send(HTTPRequest(url: "http://127.0.0.1:\(port)/"))
    }
  }

  @Test("A name that cannot exist is not found")
  func unknownName() async throws {
    let host = String(repeating: "x", count: 70) + ".invalid"
    await #expect(throws: HTTPError.cannotResolve(host: host)) {
      try await client.send(HTTPRequest(url: "https://\(host)/"))
    }
  }

  @Test(
    "A body that ends early is told from a whole one",
    arguments: [
      ("Content-Length: 10\r\n\r\nabc", HTTPError.truncated(expected: 10, received: 3)),
      ("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", .truncated(expected: nil, received: 3)),
      ("Transfer-Encoding: chunked\r\n\r\n9\r\nabc", .truncated(expected: nil, received: 3)),
    ])
  func truncation(rest: String, expected: HTTPError) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send("HTTP/1.1 200 OK\r\n" + rest)
      connection.close()
    }
    await #expect(throws: expected) { try await body(HTTPRequest(url: server.url)) }
  }

  @Test("What came before a truncation is handed over first")
  func partialBody() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
      connection.close()
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    var chunks = response.body.makeAsyncIterator()
    #expect(try await chunks.next() == Array("abc".utf8))
    await #expect(throws: HTTPError.truncated(expected: 10, received: 3)) {
      try await chunks.next()
    }
  }

  @Test("A reset within the body")
  func reset() async throws {
    let hasHead = Gate()
    let server = try LoopbackServer { _, connection in
      try connection.sendHead(200, ["Content-Length: 10"])
      try hasHead.wait()
      connection.reset()
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    hasHead.open()
    await #expect(throws: HTTPError.connectionLost(host: "127.0.0.1", received: 0)) {
      try await response.body.collect(limit: 10)
    }
  }

  @Test("A connection that is closed without a word")
  func silence() async throws {
    let server = try LoopbackServer { _, connection in connection.close() }
    await #expect(throws: HTTPError.connectionLost(host: "127.0.0.1", received: 0)) {
      try await body(HTTPRequest(url: server.url))
    }
  }

  @Test(
    "What is no response of HTTP/1",
    arguments: [
      "SSH-2.0-OpenSSH_9.2\r\n", "{\"error\": 1}", "\r\n\r\n\r\n", "HTTP/7 200 OK\r\n\r\n",
    ])
  func garbage(text: String) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send(text)
      connection.close()
    }
    await #expect(throws: HTTPError.malformedResponse(host: "127.0.0.1")) {
      try await body(HTTPRequest(url: server.url))
    }
  }

  @Test("A head without end")
  func endlessHead() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send("HTTP/1.1 200 OK\r\n")
      let field = "X-More: " + String(repeating: "x", count: 10_000) + "\r\n"
      while true { try connection.send(field) }
    }
    await #expect(throws: HTTPError.headTooLarge(host: "127.0.0.1", limit: 256 << 10)) {
      try await body(HTTPRequest(url: server.url))
    }
  }

  @Test(
    "A body that is longer than allowed, declared and not",
    arguments: ["Content-Length: 101\r\n", ""])
  func bodyTooLarge(length: String) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n" + String(repeating: "x", count: 101))
      connection.close()
    }
    var request = HTTPRequest(url: server.url)
    request.maximumBodyBytes = 100
    await #expect(throws: HTTPError.bodyTooLarge(limit: 100)) { try await body(request) }
    request.maximumBodyBytes = 101
    #expect(try await body(request).count == 101)
    await #expect(throws: HTTPError.bodyTooLarge(limit: 7)) {
      try await client.send(request).body.collect(limit: 7)
    }
  }

  @Test("A server that takes no connection")
  func connectTimeout() async throws {
    let listener = try FullListener()
    var request = HTTPRequest(url: "http://127.0.0.1:\(listener.port)/")
    request.connectTimeout = .milliseconds(50)
    await #expect(throws: HTTPError.timedOut(.connecting, host: "127.0.0.1")) {
      try await body(request)
    }
  }

  @Test("A server that says nothing")
  func firstByteTimeout() async throws {
    let server = try LoopbackServer { _, connection in try connection.waitForEnd() }
    var request = HTTPRequest(method: "POST", url: server.url, body: [1, 2])
    request.firstByteTimeout = .milliseconds(50)
    await #expect(throws: HTTPError.timedOut(.firstByte, host: "127.0.0.1")) {
      try await body(request)
    }
    request.firstByteTimeout = nil
    request.idleTimeout = .milliseconds(50)
    await #expect(throws: HTTPError.timedOut(.firstByte, host: "127.0.0.1")) {
      try await body(request)
    }
  }

  @Test("A server that stops in the middle")
  func idleTimeout() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.sendHead(200, ["Content-Length: 10"])
      try connection.send("abc")
      try connection.waitForEnd()
    }
    var request = HTTPRequest(url: server.url)
    request.idleTimeout = .milliseconds(50)
    await #expect(throws: HTTPError.timedOut(.idle, host: "127.0.0.1")) { try await body(request) }
  }

  @Test("A server that always sends a little, for longer than all of it may take")
  func totalTimeout() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      while true { try connection.sendChunk(": still here\n") }
    }
    var request = HTTPRequest(url: server.url)
    request.totalTimeout = .milliseconds(100)
    let response = try await client.send(request)
    await #expect(throws: HTTPError.timedOut(.total, host: "127.0.0.1")) {
      for try await _ in response.body {}
    }
  }

  @Test("What cannot be sent is not sent")
  func invalidRequests() async throws {
    let server = try LoopbackServer { _, connection in try connection.respond() }
    let evil = [
      HTTPHeader("X-A", "b\r\nX-Evil: 1"), HTTPHeader("X A", "b"), HTTPHeader("", "b"),
      HTTPHeader("X-A", "ü"), HTTPHeader("X-A", "a\u{0}b"), HTTPHeader("X-Key", "", isSecret: true),
    ]
    for header in evil {
      await #expect(throws: HTTPError.invalidHeader(name: header.name)) {
        try await client.send(HTTPRequest(url: server.url, headers: [header]))
      }
    }
    await #expect(throws: HTTPError.invalidMethod) {
      try await client.send(HTTPRequest(method: "GET / HTTP/1.1\r\nX:", url: server.url))
    }
    #expect(server.connectionCount == 0)
  }
}
