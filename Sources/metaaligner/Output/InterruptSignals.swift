import Dispatch
import Glibc
import Synchronization

/// Turns the first SIGINT, SIGTERM or SIGHUP into a call; the second ends the program at once.
///
/// A signal that was ignored when the program started, as by `nohup`, stays ignored.
final class InterruptSignals {
  private let sources: [any DispatchSourceSignal]
  private let numbers: [Int32]
  private let first = FirstSignal()

  /// The signal that came first.
  var received: Int32? { first.number }

  /// Listens until `stop`.
  ///
  /// - Parameter onFirst: Called once, on a thread of Dispatch's own.
  init(onFirst: @escaping @Sendable () -> Void) {
    // A source sees signals that are ignored; their default would end the program first.
    numbers = [SIGINT, SIGTERM, SIGHUP].filter { number in
      let former = signal(number, SIG_IGN)
      return unsafeBitCast(former, to: Int.self) != unsafeBitCast(SIG_IGN, to: Int.self)
    }
    sources = numbers.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
    for (source, number) in zip(sources, numbers) {
      source.setEventHandler { [first] in
        guard first.claim(number) else { _exit(128 + number) }
        onFirst()
      }
      source.resume()
    }
  }

  /// Gives the signals back their default.
  func stop() {
    for source in sources { source.cancel() }
    for number in numbers { signal(number, SIG_DFL) }
  }
}

/// Which signal came first.
private final class FirstSignal: Sendable {
  private let state = Mutex<Int32?>(nil)

  var number: Int32? { state.withLock { $0 } }

  /// Whether this one is the first.
  func claim(_ number: Int32) -> Bool {
    state.withLock { first in
      guard first == nil else { return false }
      first = number
      return true
    }
  }
}
