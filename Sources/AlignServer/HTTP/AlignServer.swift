import FlyingFox
import FlyingSocks
import Glibc
import Synchronization

/// Offers aligned answers over HTTP, in the form of OpenAI's interface.
///
/// A connection's answer is made as its client reads it, so that a slow client holds up its own answer alone.
public final class AlignServer: Sendable {
  private let options: AlignServerOptions
  private let server: HTTPServer
  private let isStopping = Mutex(false)

  /// No request's headers make the library give up sooner; answers have no limit but their tokens.
  private static let requestTime = 86_400.0

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
    guard options.isLoopback || options.key != nil else {
      throw .keyRequired(address: options.address)
    }
    self.options = options
    let handler = RequestHandler(
      service: AlignService(configuration: configuration), options: options,
      gate: RequestGate(workingLimit: options.concurrency, waitingLimit: options.queueLimit),
      log: log)
    let pool = PatientPool(base: HTTPServer.defaultPool(), limit: options.idleTime)
    let address = options.address
    if let four = try? sockaddr_in.inet(ip4: address, port: options.port) {
      server = Self.server(four, pool, handler)
    } else if let six = try? sockaddr_in6.inet6(ip6: address, port: options.port) {
      server = Self.server(six, pool, handler)
    } else {
      throw .invalidAddress(address)
    }
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
    let result = await withTaskGroup(of: Result<Void, any Error>.self) { group in
      group.addTask { [server] in
        do { return .success(try await server.run()) } catch { return .failure(error) }
      }
      group.addTask { [server] in
        guard (try? await server.waitUntilListening()) != nil else { return .success(()) }
        switch await server.listeningAddress {
        case .ip4(_, let port), .ip6(_, let port): onListening(port)
        default: break
        }
        return .success(())
      }
      var failure: (any Error)?
      for await case .failure(let error) in group { failure = failure ?? error }
      return failure
    }
    // Its end by `stop` is an error to the library.
    guard let result, !isStopping.withLock({ $0 }) else { return }
    throw error(result)
  }

  /// Takes no more requests, and lets answers that are being written come to their end, for a while.
  public func stop() async {
    isStopping.withLock { $0 = true }
    await server.stop(timeout: options.drainTime / .seconds(1))
  }

  private func error(_ error: any Error) -> AlignServerError {
    if case SocketError.failed(_, let number, _)? = error as? SocketError {
      return .cannotListen(
        address: options.address, port: options.port, errorNumber: number)
    }
    return .stopped("\(error)")
  }
}
