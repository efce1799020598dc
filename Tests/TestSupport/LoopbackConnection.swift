import Glibc
import Synchronization

/// A request as it came.
public struct LoopbackRequest: Sendable {
  /// Which connection it came on, from 1.
  public let connection: Int
  /// The method.
  public let method: String
  /// What stands after it: the path and the query.
  public let target: String
  /// The lines of the head after the first, as names and values.
  public let fields: [(name: String, value: String)]
  /// As many bytes as `Content-Length` says.
  public let body: [UInt8]

  /// The value of the first field with a name, in whatever case; nil where there is none.
  public func field(_ name: String) -> String? {
    fields.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// The body as text.
  public var text: String { String(decoding: body, as: UTF8.self) }
}

/// One connection of a client to a `LoopbackServer`.
public final class LoopbackConnection: Sendable {
  /// Which connection of its server this is, from 1.
  public let number: Int

  private struct State {
    var descriptor: Int32
    var received: [UInt8] = []
  }
  private let state: Mutex<State>
  private let descriptor: Int32
  private let onRequest: @Sendable (LoopbackRequest) -> Void

  init(
    _ descriptor: Int32, number: Int, onRequest: @escaping @Sendable (LoopbackRequest) -> Void
  ) {
    self.descriptor = descriptor
    self.number = number
    self.onRequest = onRequest
    state = Mutex(State(descriptor: descriptor))
    var limit = timeval(tv_sec: LoopbackServer.patience, tv_usec: 0)
    let size = socklen_t(MemoryLayout<timeval>.size)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    // Every piece leaves by itself, as the script has it.
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  // MARK: Reading

  /// Reads a request; nil where the client has closed its end instead.
  ///
  /// - Throws: `LoopbackError` where the connection is lost, or nothing comes.
  public func readRequest() throws(LoopbackError) -> LoopbackRequest? {
    let end = Array("\r\n\r\n".utf8)
    var received = state.withLock { $0.received }
    var headEnd = Self.firstIndex(of: end, in: received)
    while headEnd == nil {
      let bytes = try read()
      if bytes.isEmpty { return nil }
      received += bytes
      headEnd = Self.firstIndex(of: end, in: received)
    }
    guard let headEnd else { return nil }
    let lines = String(decoding: received[..<headEnd], as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ")
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (
        name: String(parts[0]), value: String((parts.count > 1 ? parts[1] : "").drop { $0 == " " })
      )
    }
    let length =
      fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
    let bodyStart = headEnd + end.count
    while received.count < bodyStart + length {
      let bytes = try read()
      guard !bytes.isEmpty else { throw LoopbackError("read", errorNumber: ECONNRESET) }
      received += bytes
    }
    let rest = Array(received[(bodyStart + length)...])
    state.withLock { $0.received = rest }
    let request = LoopbackRequest(
      connection: number, method: words.first.map(String.init) ?? "",
      target: words.count > 1 ? String(words[1]) : "", fields: fields,
      body: Array(received[bodyStart..<bodyStart + length]))
    onRequest(request)
    return request
  }

  /// Waits until the client has closed the connection, whatever it sends before.
  ///
  /// - Throws: `LoopbackError` where it does not.
  public func waitForEnd() throws(LoopbackError) {
    do {
      while try !read().isEmpty {}
    } catch {
      guard error.errorNumber == ECONNRESET || error.errorNumber == EPIPE else { throw error }
    }
  }

  private func read() throws(LoopbackError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &bytes, bytes.count, 0)
      if count >= 0 { return Array(bytes[..<count]) }
      if errno != EINTR { throw LoopbackError("read") }
    }
  }

  private static func firstIndex(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= pattern.count else { return nil }
    return (0...bytes.count - pattern.count).first { bytes[$0...].starts(with: pattern) }
  }

  // MARK: Writing

  /// Sends bytes.
  ///
  /// - Throws: `LoopbackError` where the client is gone, or takes nothing.
  public func send(_ bytes: [UInt8]) throws(LoopbackError) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(
          descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      if count > 0 { sent += count } else if errno != EINTR { throw LoopbackError("send") }
    }
  }

  /// Sends text as UTF-8.
  ///
  /// - Throws: `LoopbackError` where the client is gone, or takes nothing.
  public func send(_ text: String) throws(LoopbackError) { try send(Array(text.utf8)) }

  /// Sends bytes in pieces of a size, each in a write of its own.
  ///
  /// - Throws: `LoopbackError` where the client is gone, or takes nothing.
  public func send(_ bytes: [UInt8], inPiecesOf size: Int) throws(LoopbackError) {
    for start in stride(from: 0, to: bytes.count, by: max(1, size)) {
      try send(Array(bytes[start..<min(start + max(1, size), bytes.count)]))
    }
  }

  /// Sends as many zeros as the client takes, until it takes none for a while.
  ///
  /// - Parameters:
  ///   - most: The most bytes to send.
  ///   - milliseconds: The while.
  /// - Returns: How many bytes went.
  /// - Throws: `LoopbackError` where the client is gone.
  public func sendZeros(most: Int, stallMilliseconds milliseconds: Int) throws(LoopbackError) -> Int
  {
    let zeros = [UInt8](repeating: 0, count: 1 << 16)
    var sent = 0
    while sent < most {
      let count = Glibc.send(
        descriptor, zeros, min(zeros.count, most - sent),
        Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
      if count > 0 {
        sent += count
        continue
      }
      guard errno == EAGAIN else { throw LoopbackError("send") }
      var writable = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      if poll(&writable, 1, Int32(milliseconds)) == 0 { return sent }
    }
    return sent
  }

  // MARK: Ending

  /// Closes the connection in order: the client reads what was sent, and then its end.
  public func close() {
    let descriptor = take()
    if descriptor >= 0 { Glibc.close(descriptor) }
  }

  /// Resets the connection, as a server does that dies.
  public func reset() {
    let descriptor = take()
    guard descriptor >= 0 else { return }
    var now = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    Glibc.close(descriptor)
  }

  /// Ends what blocks on the connection, on whatever thread.
  func cut() {
    // Under the lock, so that the number cannot be another file's by now.
    state.withLock { state in
      if state.descriptor >= 0 { shutdown(state.descriptor, Int32(SHUT_RDWR)) }
    }
  }

  private func take() -> Int32 {
    state.withLock { state in
      defer { state.descriptor = -1 }
      return state.descriptor
    }
  }
}
