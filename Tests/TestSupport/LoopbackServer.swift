import Glibc
import Synchronization

/// A server of raw sockets on this machine, for tests of clients: it says what a script says, byte for byte.
///
/// Every connection has a thread, on which the script runs; it may block. A script that throws, above all because the
/// client is gone, ends its connection. Whatever is waited for fails after `LoopbackServer.patience` seconds, so that a
/// broken client fails a test rather than hang it.
public final class LoopbackServer: Sendable {
  /// Seconds after which a wait fails.
  public static let patience = 20

  /// What to do with a connection.
  public typealias Script = @Sendable (LoopbackConnection) throws -> Void

  /// Where it listens.
  public let port: Int
  /// `http://127.0.0.1:PORT`, without a slash.
  public var url: String { "http://127.0.0.1:\(port)" }

  private struct State {
    var connectionCount = 0
    var open: [Int: LoopbackConnection] = [:]
    var requests: [LoopbackRequest] = []
    var isStopped = false
  }
  private let state = Mutex(State())
  private let listener: Int32

  /// Starts a server whose script has the whole connection.
  ///
  /// - Parameter script: Runs for each connection, which is closed at its end.
  /// - Throws: `LoopbackError` where the system has no socket or thread.
  public init(connection script: @escaping Script) throws(LoopbackError) {
    (listener, port) = try Self.listen()
    let (listener, accepted) = (listener, WeakServer())
    accepted.server.withLock { $0 = WeakServer.Reference(server: self) }
    try startThread {
      while true {
        let descriptor = accept(listener, nil, nil)
        if descriptor < 0, errno == EINTR || errno == ECONNABORTED { continue }
        guard descriptor >= 0, let server = accepted.server.withLock({ $0.server }) else { break }
        // A child process of a test beside this one must not keep the connection open.
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        server.serve(descriptor, with: script)
      }
      close(listener)
    }
  }

  /// Starts a server whose script answers one request after another of each connection.
  ///
  /// - Parameter answer: Answers a request; the connection stays open for the next one unless it closes it.
  /// - Throws: `LoopbackError` where the system has no socket or thread.
  public convenience init(
    answer: @escaping @Sendable (LoopbackRequest, LoopbackConnection) throws -> Void
  ) throws(LoopbackError) {
    try self.init { connection in
      while let request = try connection.readRequest() { try answer(request, connection) }
    }
  }

  deinit { stop() }

  /// How many connections clients have made.
  public var connectionCount: Int { state.withLock { $0.connectionCount } }

  /// The requests that have been read, in the order in which they were whole.
  public var requests: [LoopbackRequest] { state.withLock { $0.requests } }

  /// Takes no more connections, and cuts those that there are.
  public func stop() {
    let open: [LoopbackConnection]? = state.withLock { state in
      guard !state.isStopped else { return nil }
      state.isStopped = true
      return Array(state.open.values)
    }
    guard let open else { return }
    // This ends the wait for the next connection; the thread then closes the socket.
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in open { connection.cut() }
  }

  /// A port on which nobody listens.
  ///
  /// - Returns: The port, which was free a moment ago.
  /// - Throws: `LoopbackError` where the system has no socket.
  public static func unusedPort() throws(LoopbackError) -> Int {
    let (socket, port) = try listen()
    close(socket)
    return port
  }

  private func serve(_ descriptor: Int32, with script: @escaping Script) {
    let connection: LoopbackConnection? = state.withLock { state in
      guard !state.isStopped else { return nil }
      state.connectionCount += 1
      let connection = LoopbackConnection(descriptor, number: state.connectionCount) {
        [weak self] request in
        self?.state.withLock { $0.requests.append(request) }
      }
      state.open[connection.number] = connection
      return connection
    }
    guard let connection else {
      close(descriptor)
      return
    }
    let finish: @Sendable () -> Void = { [weak self] in
      _ = self?.state.withLock { $0.open.removeValue(forKey: connection.number) }
      connection.close()
    }
    do {
      try startThread {
        // What a script cannot do any more, the client's side of the test tells.
        try? script(connection)
        finish()
      }
    } catch {
      finish()
    }
  }

  /// A socket that listens on a free port of the loopback interface.
  private static func listen() throws(LoopbackError) -> (socket: Int32, port: Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw LoopbackError("socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr = in_addr(s_addr: in_addr_t(INADDR_LOOPBACK).bigEndian)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutableBytes(of: &address) { bytes -> Int32 in
      guard let pointer = bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
        return -1
      }
      guard bind(descriptor, pointer, length) == 0, Glibc.listen(descriptor, 64) == 0 else {
        return -1
      }
      return getsockname(descriptor, pointer, &length)
    }
    guard status == 0 else {
      let error = LoopbackError("listen")
      close(descriptor)
      throw error
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}

/// A server that may be gone by the time somebody connects.
private final class WeakServer: Sendable {
  struct Reference: Sendable { weak var server: LoopbackServer? = nil }
  let server = Mutex(Reference())
}

/// What a call of the system said.
public struct LoopbackError: Error, Sendable, Equatable {
  /// What was being done.
  public let operation: String
  /// The system's error number at that time.
  public let errorNumber: Int32

  /// Creates an error; `errno` is read where no number is given.
  public init(_ operation: String, errorNumber: Int32? = nil) {
    self.operation = operation
    self.errorNumber = errorNumber ?? errno
  }
}

/// Runs a body on a thread of its own.
func startThread(_ body: @escaping @Sendable () -> Void) throws(LoopbackError) {
  final class Job: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  let job = Unmanaged.passRetained(Job(body))
  var thread = pthread_t()
  let status = pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().body()
      return nil
    }, job.toOpaque())
  guard status == 0 else {
    job.release()
    throw LoopbackError("thread", errorNumber: status)
  }
  pthread_detach(thread)
}
