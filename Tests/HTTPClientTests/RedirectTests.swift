import HTTPClient
import TestSupport
import Testing

@Suite("Redirects", .timeLimit(.minutes(1)))
struct RedirectTests {
  let client = HTTPClient()

  @Test("A GET follows, and tells where it came by", arguments: [301, 302, 303, 307, 308])
  func follow(status: Int) async throws {
    let server = try LoopbackServer { request, connection in
      if request.target == "/a/b" {
        try connection.respond(status, ["Location: ../c?d=1", "X-Repo-Commit: 42"], body: "moved")
      } else {
        try connection.respond(body: request.target)
      }
    }
    let response = try await client.send(HTTPRequest(url: server.url + "/a/b"))
    #expect(try await response.body.collect(limit: 100) == Array("/c?d=1".utf8))
    #expect(response.url == server.url + "/c?d=1")
    #expect(response.redirects.map(\.status) == [status])
    #expect(response.redirects.first?.headers.first(named: "x-repo-commit") == "42")
    #expect(response.redirects.first?.url == server.url + "/a/b")
  }

  @Test("A POST is never redirected: its body is for the server that was named")
  func post() async throws {
    let other = try LoopbackServer { _, connection in try connection.respond() }
    let server = try LoopbackServer { _, connection in
      try connection.respond(307, ["Location: \(other.url)/"])
    }
    let response = try await client.send(
      HTTPRequest(method: "POST", url: server.url, body: Array("a prompt".utf8)))
    #expect(response.status == 307)
    #expect(other.connectionCount == 0)
  }

  @Test("Credentials stay with their host, and do not come back on the way back")
  func credentials() async throws {
    let first = try LoopbackServer { request, connection in
      try connection.respond(
        request.target == "/back" ? 200 : 302, ["Location: \(request.field("x-other") ?? "")"])
    }
    let second = try LoopbackServer { _, connection in
      try connection.respond(302, ["Location: \(first.url)/back"])
    }
    let response = try await client.send(
      HTTPRequest(
        url: first.url + "/start",
        headers: [
          .bearer("hf_secret"), HTTPHeader("X-Api-Key", "k"), HTTPHeader("Cookie", "c"),
          HTTPHeader("X-Token", "t", isSecret: true), HTTPHeader("X-Other", second.url + "/there"),
        ]))
    #expect(response.status == 200)
    let start = try #require(first.requests.first)
    #expect(start.field("authorization") == "Bearer hf_secret")
    #expect(start.field("x-token") == "t")
    for request in [try #require(second.requests.first), try #require(first.requests.last)] {
      for name in ["authorization", "x-api-key", "cookie", "x-token"] {
        #expect(request.field(name) == nil)
      }
      #expect(request.field("x-other") != nil)
    }
  }

  @Test("Credentials go along on the same host")
  func sameOrigin() async throws {
    let server = try LoopbackServer { request, connection in
      try connection.respond(request.target == "/" ? 302 : 200, ["Location: /next"])
    }
    _ = try await client.send(HTTPRequest(url: server.url, headers: [.bearer("t")]))
    #expect(server.requests.map { $0.field("authorization") } == ["Bearer t", "Bearer t"])
  }

  @Test("More redirects than allowed end it; none allowed hands the first one back")
  func limit() async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(302, ["Location: /"])
    }
    var request = HTTPRequest(url: server.url)
    await #expect(throws: HTTPError.tooManyRedirects(limit: 5)) { try await client.send(request) }
    #expect(server.requests.count == 6)
    request.redirectLimit = 0
    #expect(try await client.send(request).status == 302)
  }

  @Test(
    "What a redirect may not lead to",
    arguments: [
      ("http://metaaligner.invalid/", HTTPError.insecureRedirect(host: "metaaligner.invalid")),
      ("ftp://127.0.0.1/", .invalidRedirect(.scheme)),
      ("file:///etc/passwd", .invalidRedirect(.scheme)),
      ("http://user:password@127.0.0.1/", .invalidRedirect(.credentials)),
      ("http://[::1", .invalidRedirect(.malformed)),
    ])
  func refused(location: String, expected: HTTPError) async throws {
    let server = try LoopbackServer { _, connection in
      try connection.respond(302, ["Location: \(location)"])
    }
    await #expect(throws: expected) { try await client.send(HTTPRequest(url: server.url)) }
  }

  @Test("The total time counts over all redirects")
  func totalTime() async throws {
    let server = try LoopbackServer { _, connection in try connection.respond(302, ["Location: /"])
    }
    var request = HTTPRequest(url: server.url)
    request.redirectLimit = .max
    request.totalTimeout = .milliseconds(100)
    await #expect(throws: HTTPError.timedOut(.total, host: "127.0.0.1")) {
      try await client.send(request)
    }
  }

  @Test("A redirect whose body never ends is left alone")
  func endlessBody() async throws {
    let closed = Gate()
    let server = try LoopbackServer { request, connection in
      guard request.target == "/" else { return try connection.respond() }
      try connection.beginChunks(302, ["Location: /next"])
      do {
        while true { try connection.sendChunk(String(repeating: "x", count: 1000)) }
      } catch {
        closed.open()
        throw error
      }
    }
    #expect(try await client.send(HTTPRequest(url: server.url)).status == 200)
    await closed.opened()
  }
}
