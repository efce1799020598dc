import FlyingFox
import FlyingSocks
import Generation
import Glibc
import Synchronization

/// Offers aligned answers over HTTP, in the form of OpenAI's interface.
///
/// A connection's answer is made as its client reads it, so that a slow client holds up its own answer alone.
public final class AlignServer: Sendable {
  private let options: AlignServerOptions
  private let server: HTTPServer
  private let gate: RequestGate
  private let isStopping = Mutex(false)
  /// Opens when nothing is waited for any more.
  private let isDrained = Gate()

  /// No request's headers make the library give up sooner; answers have no limit but their tokens.
  private static let requestTime = 86_400.0
  /// What the last bytes of the last answer may take to be written.
  private static let lastBytesTime = Duration.milliseconds(100)

  /// Makes a server; nothing listens yet.
  ///
  /// - Parameters:
  ///   - configuration: Who answers, who edits, and for what.
  ///   - options: Where it listens, and how much it takes on.
  ///   - log: Called at the end of each response, on any thread.
  /// - Throws: `AlignServerError.keyRequired` or `.invalidAddress`.
  public init(
    _ configuration: AlignServiceConfiguration, options: AlignServerOptions = AlignServerOptions(),
    log: @escaping @Sendable (RequestLog) -> Void = { _ in }
  ) throws(AlignServerError) {
    self.options = options
    gate = RequestGate(workingLimit: options.concurrency, waitingLimit: options.queueLimit)
    let handler = RequestHandler(
      service: AlignService(configuration: configuration), options: options, gate: gate, log: log)
    let pool = PatientPool(base: HTTPServer.defaultPool(), limit: options.idleTime)
    let address = options.address
    if let four = try? sockaddr_in.inet(ip4: address, port: options.port) {
      server = Self.server(four, pool, handler)
    } else if let six = try? sockaddr_in6.inet6(ip6: address, port: options.port) {
      server = Self.server(six, pool, handler)
    } else {
      throw .invalidAddress(address)
    }
    guard options.isLoopback || options.key != nil else { throw .keyRequired(address: address) }
  }

  private static func server(
    _ address: some SocketAddress, _ pool: PatientPool, _ handler: RequestHandler
  ) -> HTTPServer {
    HTTPServer(
      config: HTTPServer.Configuration(
        address: address, timeout: requestTime,
        // Bodies are read as they come and never kept twice.
        sharedRequestReplaySize: 0, pool: pool, logger: .disabled), handler: handler)
  }

  /// Listens until `stop`.
  ///
  /// - Parameter onListening: Called with the port once clients can connect.
  /// - Throws: `AlignServerError`.
  public func run(
    onListening: @escaping @Sendable (_ port: UInt16) -> Void
  ) async throws(AlignServerError) {
    let failure = await withTaskGroup(of: Event.self) { group in
      group.addTask { [server] in
        do {
          try await server.run()
          return .ended(failure: nil)
        } catch {
          return .ended(failure: error)
        }
      }
      group.addTask { [server] in
        guard (try? await server.waitUntilListening()) != nil else { return .listening(nil) }
        switch await server.listeningAddress {
        case .ip4(_, let port), .ip6(_, let port): return .listening(port)
        default: return .listening(nil)
        }
      }
      group.addTask { [isDrained] in
        await isDrained.wait()
        return .drained
      }
      for await event in group {
        switch event {
        case .listening(let port): if let port { onListening(port) }
        // The library would wait for a connection that nobody can make any more.
        case .drained: group.cancelAll()
        case .ended(let failure):
          group.cancelAll()
          return failure
        }
      }
      return nil
    }
    // Its end by `stop` is an error to the library.
    guard let failure, !isStopping.withLock({ $0 }) else { return }
    throw error(failure)
  }

  private enum Event: Sendable {
    case listening(UInt16?)
    case drained
    case ended(failure: (any Error)?)
  }

  /// Takes no more requests, and lets answers that are being written come to their end, for a while.
  public func stop() async {
    isStopping.withLock { $0 = true }
    let limit = options.drainTime
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [server] in await server.stop(timeout: limit / .seconds(1)) }
      group.addTask { [gate, isDrained] in
        await gate.idle()
        try? await Task.sleep(for: Self.lastBytesTime)
        isDrained.open()
      }
      group.addTask { [isDrained] in
        try? await Task.sleep(for: limit)
        isDrained.open()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func error(_ error: any Error) -> AlignServerError {
    if case SocketError.failed(_, let number, _)? = error as? SocketError {
      return .cannotListen(
        address: options.address, port: options.port, errorNumber: number)
    }
    return .stopped("\(error)")
  }
}
