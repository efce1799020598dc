import AlignServer
import Alignment
import Generation
import Glibc
import HTTPClient
import StrictJSON
import Testing

@Suite("The server", .timeLimit(.minutes(1)))
struct AlignServerTests {
  /// Runs a server while `body` asks it.
  private func withServer(
    policy: EchoEngine = EchoEngine(), options: AlignServerOptions = AlignServerOptions(port: 0),
    _ body: @escaping @Sendable (_ server: AlignServer, _ url: String) async throws -> Void
  ) async throws {
    let catalog = ObjectiveCatalog.builtIn
    let server = try AlignServer(
      AlignServiceConfiguration(
        aligner: EchoEngine(words: ["ONE", " TWO"]), policy: policy, catalog: catalog,
        objectives: Array(catalog.objectives.prefix(1)), explain: { "\($0)" }), options: options)
    let (ports, port) = AsyncStream<UInt16>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { port.yield($0) } }
      group.addTask {
        for await port in ports {
          try await body(server, "http://127.0.0.1:\(port)")
          break
        }
        await server.stop()
      }
      defer { port.finish() }
      try await group.waitForAll()
    }
  }

  private static func question(streamed: Bool) -> [UInt8] {
    let text = #"{"model":"metaaligner","messages":[{"role":"user","content":"Why?"}],"stream":"#
    return Array("\(text)\(streamed)}".utf8)
  }

  private static func ask(
    _ client: HTTPClient, _ url: String, streamed: Bool = false
  ) async throws -> HTTPResponse {
    try await client.send(
      HTTPRequest(
        method: "POST", url: url + "/v1/chat/completions", body: question(streamed: streamed)))
  }

  @Test("answers over one connection, whole and streamed")
  func answers() async throws {
    try await withServer { _, url in
      let client = HTTPClient()
      for streamed in [false, true, false] {
        let response = try await Self.ask(client, url, streamed: streamed)
        #expect(response.status == 200)
        let body = try await response.body.collect(limit: 1 << 20)
        let text = String(decoding: body, as: UTF8.self)
        #expect(text.contains("\"original\":\"one two\""))
        #expect(text.hasSuffix("data: [DONE]\n\n") == streamed)
      }
    }
  }

  @Test("reads on after a body that was too large")
  func largeBody() async throws {
    let options = AlignServerOptions(port: 0, bodyLimit: 1000)
    try await withServer(options: options) { _, url in
      let client = HTTPClient()
      let large = HTTPRequest(
        method: "POST", url: url + "/v1/completions", body: [UInt8](repeating: 0x20, count: 300_000)
      )
      let refused = try await client.send(large)
      _ = try await refused.body.collect(limit: 1 << 20)
      #expect(refused.status == 413)
      #expect(try await Self.ask(client, url).status == 200)
    }
  }

  @Test("lets an answer come to its end when it is stopped")
  func stop() async throws {
    let gate = Generation.Gate()
    try await withServer(policy: EchoEngine(gate: gate)) { server, url in
      let response = try await Self.ask(HTTPClient(), url, streamed: true)
      async let stopped: Void = server.stop()
      gate.open()
      let body = try await response.body.collect(limit: 1 << 20)
      #expect(String(decoding: body, as: UTF8.self).hasSuffix("data: [DONE]\n\n"))
      await stopped
    }
  }

  @Test("ends a connection that stands still")
  func idle() async throws {
    let options = AlignServerOptions(port: 0, idleTime: .milliseconds(20))
    try await withServer(options: options) { _, url in
      let port = UInt16(url.split(separator: ":").last ?? "") ?? 0
      // A body that is never sent in full.
      let request = "POST /v1/completions HTTP/1.1\r\nContent-Length: 100\r\n\r\n{"
      #expect(Self.exchange(Array(request.utf8), port: port) == 0)
    }
  }

  /// Sends bytes to a port of this machine.
  ///
  /// - Returns: How many bytes came back before the connection ended; below 0 where there was none.
  private static func exchange(_ bytes: [UInt8], port: UInt16) -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let isConnected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected, send(descriptor, bytes, bytes.count, 0) == bytes.count else { return -1 }
    var received = [UInt8](repeating: 0, count: 1024)
    return recv(descriptor, &received, received.count, 0)
  }

  @Test("refuses addresses that others reach without a key, and what is no address")
  func addresses() {
    func server(_ address: String, key: String? = nil) throws {
      let engine = EchoEngine()
      _ = try AlignServer(
        AlignServiceConfiguration(
          aligner: engine, policy: engine, catalog: .builtIn, objectives: [], explain: { "\($0)" }),
        options: AlignServerOptions(address: address, port: 0, key: key))
    }
    #expect(throws: AlignServerError.keyRequired(address: "0.0.0.0")) { try server("0.0.0.0") }
    #expect(throws: AlignServerError.keyRequired(address: "::")) { try server("::") }
    #expect(throws: AlignServerError.invalidAddress("localhost")) { try server("localhost") }
    #expect(throws: Never.self) { try server("0.0.0.0", key: "k") }
    #expect(throws: Never.self) { try server("::1") }
  }
}
