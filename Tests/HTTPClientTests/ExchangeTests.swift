import HTTPClient
import TestSupport
import Testing

@Suite("A request and its response", .timeLimit(.minutes(1)))
struct ExchangeTests {
  let client = HTTPClient(options: HTTPClientOptions(userAgent: "metaaligner/0"))

  @Test("A GET has our user agent, its own fields, no body and no invented ones")
  func get() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.respond(200, ["X-Kind: plain"], body: "hello")
    }
    let response = try await client.send(
      HTTPRequest(url: server.url + "/a?b=c", headers: [HTTPHeader("Accept", "text/plain")]))
    #expect(response.status == 200)
    #expect(response.headers.first(named: "x-kind") == "plain")
    #expect(response.url == server.url + "/a?b=c")
    #expect(try await response.body.collect(limit: 10) == Array("hello".utf8))
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.target == "/a?b=c")
    #expect(request.field("user-agent") == "metaaligner/0")
    #expect(request.field("accept") == "text/plain")
    #expect(request.fields.count == 3)
  }

  @Test("A body is sent as it is, at once and whole", arguments: [0, 1, 5000, 3_000_000])
  func post(count: Int) async throws {
    let server = try LoopbackServer { request, connection in
      try connection.respond(body: String(request.body.count))
    }
    let body = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    let response = try await client.send(
      HTTPRequest(method: "POST", url: server.url, body: body))
    #expect(try await response.body.collect(limit: 100) == Array(String(count).utf8))
    let request = try #require(server.requests.first)
    #expect(request.body == body)
    #expect(request.field("expect") == nil)
    #expect(request.field("content-type") == nil)
  }

  @Test("Other methods are sent by their names", arguments: ["PUT", "DELETE", "PATCH"])
  func methods(method: String) async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(204) }
    let response = try await client.send(
      HTTPRequest(method: method, url: server.url, body: Array("{}".utf8)))
    #expect(response.status == 204)
    #expect(server.requests.map(\.method) == [method])
    #expect(server.requests.map(\.text) == ["{}"])
  }

  @Test("A HEAD has the length of the body that does not come")
  func head() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.sendHead(200, ["Content-Length: 12345"])
    }
    var request = HTTPRequest(method: "HEAD", url: server.url)
    request.maximumBodyBytes = 0
    let response = try await client.send(request)
    #expect(response.headers.contentLength == 12345)
    #expect(try await response.body.collect(limit: 0).isEmpty)
  }

  @Test("Requests one after another use one connection")
  func reuse() async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(body: "x") }
    for _ in 0..<5 {
      let response = try await client.send(HTTPRequest(url: server.url))
      #expect(try await response.body.collect(limit: 1).count == 1)
    }
    #expect(server.requests.count == 5)
    #expect(server.connectionCount == 1)
  }

  @Test("A connection that the server has closed meanwhile is not noticed")
  func staleConnection() async throws {
    let server = try LoopbackServer { request, connection in
      try connection.respond(body: "\(request.connection)")
      connection.close()
    }
    for number in 1...3 {
      let response = try await client.send(
        HTTPRequest(method: "POST", url: server.url, body: [1]))
      #expect(try await response.body.collect(limit: 1) == Array("\(number)".utf8))
    }
  }

  @Test("Many requests at once do not wait for each other")
  func concurrency() async throws {
    let everybody = Gate()
    let server = try LoopbackServer { request, connection in
      if request.target == "/20" { everybody.open() }
      try everybody.wait()
      try connection.respond(body: request.target)
    }
    let (client, url) = (client, server.url)
    let bodies = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 1...20 {
        group.addTask {
          let response = try await client.send(HTTPRequest(url: "\(url)/\(number)"))
          return String(decoding: try await response.body.collect(limit: 100), as: UTF8.self)
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(bodies == Set((1...20).map { "/\($0)" }))
  }

  @Test("A response in pieces is the same", arguments: [1, 2, 3, 7, 64])
  func pieces(size: Int) async throws {
    let text =
      "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
      + "HTTP/1.1 200 OK\r\nX-A:  spaced\t \r\nX-Empty:\r\nx-a: second\r\n"
      + "Transfer-Encoding: chunked\r\nTrailer: X-Late\r\n\r\n"
      + "5;name=value\r\nhello\r\n7\r\n, Wörl\r\n1\r\nd\r\n0\r\nX-Late: 1\r\n\r\n"
    let server = try LoopbackServer { _, connection in
      try connection.send(Array(text.utf8), inPiecesOf: size)
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    #expect(response.headers.all(named: "X-A") == ["spaced", "second"])
    #expect(response.headers.first(named: "x-empty")?.isEmpty == true)
    #expect(response.headers.first(named: "x-early") == nil)
    #expect(try await response.body.collect(limit: 100) == Array("hello, Wörld".utf8))
  }

  @Test("Chunks are handed over as they come")
  func streaming() async throws {
    let (first, second) = (Gate(), Gate())
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try first.wait()
      try connection.sendChunk("one")
      try second.wait()
      try connection.sendChunk("two")
      try connection.endChunks()
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    var chunks = response.body.makeAsyncIterator()
    first.open()
    #expect(try await chunks.next() == Array("one".utf8))
    second.open()
    #expect(try await chunks.next() == Array("two".utf8))
    #expect(try await chunks.next() == nil)
    #expect(try await chunks.next() == nil)
  }

  @Test("A body without a length ends with the connection")
  func untilClosed() async throws {
    let server = try LoopbackServer { _, connection in
      try connection.send("HTTP/1.0 200 OK\r\n\r\nall of it")
      connection.close()
    }
    let response = try await client.send(HTTPRequest(url: server.url))
    #expect(response.headers.contentLength == nil)
    #expect(try await response.body.collect(limit: 100) == Array("all of it".utf8))
  }

  @Test("An error's body is read like any other", arguments: [400, 401, 404, 429, 500, 503])
  func statuses(status: Int) async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(status, body: "no") }
    let response = try await client.send(HTTPRequest(url: server.url))
    #expect(response.status == status)
    #expect(!response.isSuccess)
    #expect(try await response.body.collect(limit: 2) == Array("no".utf8))
  }
}
