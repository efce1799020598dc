import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT, SIGTERM or SIGHUP into a call; the second ends the program at once.
final class InterruptSignals: Sendable {
  private let sources: [any DispatchSourceSignal]
  private let first = Mutex<Int32?>(nil)

  /// The signal that came first.
  var received: Int32? { first.withLock { $0 } }

  /// Listens until `stop`.
  ///
  /// - Parameter onFirst: Called once, on a thread of Dispatch's own.
  init(onFirst: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      return DispatchSource.makeSignalSource(signal: number, queue: .global())
    }
    for (source, number) in zip(sources, [SIGINT, SIGTERM, SIGHUP]) {
      source.setEventHandler { [weak self] in
        guard let self else { return }
        let isFirst = first.withLock { first in
          defer { first = first ?? number }
          return first == nil
        }
        guard isFirst else { _exit(128 + number) }
        onFirst()
      }
      source.resume()
    }
  }

  /// Gives the signals back their default.
  func stop() {
    for source in sources { source.cancel() }
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
  }
}
