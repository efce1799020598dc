import HTTPClient
import TestSupport
import Testing

@Suite("How long a transfer lives", .timeLimit(.minutes(1)))
struct LifetimeTests {
  let client = HTTPClient()

  @Test("Cancelling a request that waits for its head closes the connection")
  func cancelBeforeHead() async throws {
    let (asked, closed) = (Gate(), Gate())
    let server = try LoopbackServer { _, connection in
      asked.open()
      try connection.waitForEnd()
      closed.open()
    }
    let (client, url) = (client, server.url)
    let task = Task { try await client.send(HTTPRequest(url: url)) }
    await asked.opened()
    let start = ContinuousClock.now
    task.cancel()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
    await closed.opened()
    // The promise is 100 ms; a machine under load may take longer, but not as long as any timeout.
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test("Cancelling a reader closes the connection")
  func cancelReader() async throws {
    let closed = Gate()
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try connection.sendChunk("one")
      try connection.waitForEnd()
      closed.open()
    }
    let hasOne = Gate()
    let response = try await client.send(HTTPRequest(url: server.url))
    let task = Task {
      for try await _ in response.body { hasOne.open() }
    }
    await hasOne.opened()
    task.cancel()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
    await closed.opened()
  }

  @Test(
    "Cancelling a body, or dropping its response, closes the connection", arguments: [true, false])
  func abandonedBody(cancels: Bool) async throws {
    let closed = Gate()
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try connection.waitForEnd()
      closed.open()
    }
    do {
      let response = try await client.send(HTTPRequest(url: server.url))
      #expect(response.status == 200)
      if cancels {
        response.body.cancel()
        await #expect(throws: HTTPError.cancelled) { try await response.body.collect(limit: 1) }
      }
    }
    await closed.opened()
  }

  @Test("A task that is cancelled already sends nothing that is waited for")
  func cancelledTask() async throws {
    let server = try LoopbackServer { _, connection in try connection.waitForEnd() }
    let (client, url) = (client, server.url)
    let started = Gate()
    let task = Task {
      await started.opened()
      return try await client.send(HTTPRequest(url: url))
    }
    task.cancel()
    started.open()
    await #expect(throws: HTTPError.cancelled) { try await task.value }
  }

  @Test("A body outlives its client")
  func bodyWithoutClient() async throws {
    let isAlone = Gate()
    let server = try LoopbackServer { _, connection in
      try connection.beginChunks()
      try isAlone.wait()
      try connection.sendChunk("late")
      try connection.endChunks()
    }
    let body = try await HTTPClient().send(HTTPRequest(url: server.url)).body
    isAlone.open()
    #expect(try await body.collect(limit: 10) == Array("late".utf8))
  }

  @Test("A reader that takes nothing makes the server wait, and loses nothing by it")
  func backPressure() async throws {
    let size = 32 << 20
    let stalled = Gate()
    let server = try LoopbackServer { _, connection in
      try connection.sendHead(200, ["Content-Length: \(size)"])
      let sent = try connection.sendZeros(most: size, stallMilliseconds: 300)
      // Our buffer, and those of the system's two sockets.
      if sent < size / 2 { stalled.open() }
      _ = try connection.sendZeros(most: size - sent, stallMilliseconds: 20_000)
    }
    var request = HTTPRequest(url: server.url)
    // A reader that is slow is not a server that is.
    request.idleTimeout = .milliseconds(200)
    let response = try await client.send(request)
    await stalled.opened()
    var received = 0
    var largest = 0
    for try await chunk in response.body {
      received += chunk.count
      largest = max(largest, chunk.count)
    }
    #expect(received == size)
    #expect(largest <= 256 << 10)
  }
}
