import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite("Repeating what failed", .timeLimit(.minutes(1)))
struct RetryTests {
  /// Draws the largest number each time.
  private struct Largest: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
  }

  @Test("The bound of the wait doubles up to the cap, and the attempts come to an end")
  func bounds() {
    let policy = RetryPolicy(attempts: 8, base: .milliseconds(500), cap: .seconds(30))
    var largest = Largest()
    let waits = (1...8).map { policy.delay(attempt: $0, generator: &largest) }
    let seconds = waits.map {
      $0.map { Double($0.components.seconds) + Double($0.components.attoseconds) / 1e18 }
    }
    for (wait, bound) in zip(seconds, [0.5, 1, 2, 4, 8, 16, 30]) {
      #expect(abs((wait ?? -1) - bound) < 0.01)
    }
    #expect(waits.last == .some(nil))
  }

  @Test("The wait is spread over the whole of its bound")
  func jitter() throws {
    var generator = SystemRandomNumberGenerator()
    let policy = RetryPolicy(attempts: 2, base: .seconds(10), cap: .seconds(10))
    let waits = (0..<200).compactMap { _ in policy.delay(attempt: 1, generator: &generator) }
    #expect(waits.allSatisfy { .zero <= $0 && $0 <= .seconds(10) })
    #expect(waits.contains { $0 < .seconds(3) })
    #expect(waits.contains { $0 > .seconds(7) })
  }

  @Test("What the server asks for is waited for, up to a limit")
  func retryAfter() {
    var largest = Largest()
    #expect(
      RetryPolicy.interactive.delay(
        attempt: 1, retryAfter: .seconds(120), generator: &largest) == .seconds(120))
    #expect(
      RetryPolicy.interactive.delay(attempt: 1, retryAfter: .seconds(121), generator: &largest)
        == nil)
    #expect(
      RetryPolicy.batch.delay(attempt: 7, retryAfter: .seconds(900), generator: &largest) != nil)
    #expect(RetryPolicy.never.delay(attempt: 1, generator: &largest) == nil)
  }

  @Test(
    "How the server asks",
    arguments: [
      ("Retry-After", "7", Duration.seconds(7)), ("retry-after", "0", .zero),
      ("Retry-After-Ms", "1500", .milliseconds(1500)),
      ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT", .seconds(37)),
      ("Retry-After", "Sun, 06 Nov 1994 08:48:00 GMT", .zero), ("Retry-After", "-5", nil),
      ("Retry-After", "soon", nil), ("Retry-After", "1e400", nil), ("Retry-After", "", nil),
      ("Retry-After", "99999999999999999999999", nil),
    ])
  func retryAfterFields(name: String, value: String, wait: Duration?) {
    // 06 Nov 1994 08:49:00.
    #expect(HTTPHeaders([HTTPHeader(name, value)]).retryAfter(now: 784_111_740) == wait)
  }

  @Test(
    "Which statuses may pass",
    arguments: [
      (200, false), (400, false), (401, false), (403, false), (404, false), (408, true),
      (409, true), (413, false), (422, false), (429, true), (500, true), (501, false), (502, true),
      (503, true), (504, true), (529, true),
    ])
  func statuses(status: Int, isTransient: Bool) {
    #expect(RetryPolicy.isTransient(status: status) == isTransient)
  }

  @Test("A request goes on through overload, resets and silence until it is answered")
  func recovery() async throws {
    let served = Mutex(0)
    let server = try LoopbackServer { _, connection in
      let number = served.withLock { count in
        count += 1
        return count
      }
      switch number {
      case 1: try connection.respond(503, ["Retry-After: 0", "Connection: close"], body: "busy")
      case 2: connection.reset()
      case 3: try connection.respond(429)
      default: try connection.respond(body: "done")
      }
    }
    let retries = Mutex<[HTTPRetry.Reason]>([])
    let policy = RetryPolicy(attempts: 5, base: .zero)
    let response = try await HTTPClient().send(HTTPRequest(url: server.url), retrying: policy) {
      retry in retries.withLock { $0.append(retry.reason) }
    }
    #expect(try await response.body.collect(limit: 10) == Array("done".utf8))
    #expect(
      retries.withLock { $0 } == [
        .status(503), .error(.connectionLost(host: "127.0.0.1", received: 0)), .status(429),
      ])
  }

  @Test("What will not pass is not repeated, and the last failure is handed over")
  func permanent() async throws {
    let server = try LoopbackServer { request, connection in
      try connection.respond(request.target == "/a" ? 404 : 500)
    }
    let client = HTTPClient()
    let policy = RetryPolicy(attempts: 3, base: .zero)
    #expect(
      try await client.send(HTTPRequest(url: server.url + "/a"), retrying: policy).status == 404)
    #expect(server.requests.count == 1)
    #expect(
      try await client.send(HTTPRequest(url: server.url + "/b"), retrying: policy).status == 500)
    #expect(server.requests.count == 4)
    let refused = HTTPRequest(url: "http://127.0.0.1:\(try LoopbackServer.unusedPort())")
    await #expect(throws: HTTPError.self) { try await client.send(refused, retrying: policy) }
  }
}
