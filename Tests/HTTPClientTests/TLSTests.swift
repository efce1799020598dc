import HTTPClient
import TestSupport
import Testing

/// Skipped where there is no command `openssl` to be the server.
@Suite(
  "Encrypted connections", .enabled(if: TLSServer.isPresent), .timeLimit(.minutes(1)))
struct TLSTests {
  private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"

  private func client(trusting file: String?) -> HTTPClient {
    HTTPClient(options: HTTPClientOptions(certificateFile: file, usesProxies: false))
  }

  @Test("A certificate that nobody vouches for is refused, and taken where its file is named")
  func selfSigned() async throws {
    let server = try TLSServer(responses: ["file": Self.ok])
    let request = HTTPRequest(url: "https://localhost:\(server.port)/file")
    do {
      _ = try await client(trusting: nil).send(request)
      Issue.record("a self-signed certificate was taken")
    } catch {
      guard case HTTPError.tls("localhost", let reason) = error else {
        throw error
      }
      #expect(reason.contains("certificate"))
    }
    let response = try await client(trusting: server.certificateFile).send(request)
    #expect(try await response.body.collect(limit: 2) == Array("ok".utf8))
  }

  @Test("A certificate for another name is refused")
  func otherName() async throws {
    let server = try TLSServer(responses: ["file": Self.ok])
    let error = await #expect(throws: HTTPError.self) {
      try await client(trusting: server.certificateFile).send(
        HTTPRequest(url: "https://127.0.0.1:\(server.port)/file"))
    }
    guard case .tls("127.0.0.1", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("No redirect leads back to an unencrypted connection, not even on this machine")
  func insecureRedirect() async throws {
    let other = try LoopbackServer { _, connection in try connection.respond() }
    let server = try TLSServer(responses: [
      "file": "HTTP/1.1 302 Found\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n"
    ])
    await #expect(throws: HTTPError.insecureRedirect(host: "127.0.0.1")) {
      try await client(trusting: server.certificateFile).send(
        HTTPRequest(url: "https://localhost:\(server.port)/file"))
    }
    #expect(other.connectionCount == 0)
  }

  @Test("A server without TLS is no server for https")
  func plainServer() async throws {
    let server = try LoopbackServer(connection: { connection in
      try connection.send("HTTP/1.1 400 No\r\n\r\n")
      try connection.waitForEnd()
    })
    let error = await #expect(throws: HTTPError.self) {
      try await client(trusting: nil).send(HTTPRequest(url: "https://127.0.0.1:\(server.port)/"))
    }
    guard case .tls = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
