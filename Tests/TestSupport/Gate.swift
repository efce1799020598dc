import Dispatch
import Synchronization

/// What one side of a test opens, and the other waits for: an order of things without sleeping.
public final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var threads: [DispatchSemaphore] = []
    var tasks: [CheckedContinuation<Void, Never>] = []
  }
  private let state = Mutex(State())

  /// Creates a closed gate.
  public init() {}

  /// Whether it is open.
  public var isOpen: Bool { state.withLock { $0.isOpen } }

  /// Opens it for good.
  public func open() {
    let (threads, tasks) = state.withLock { state in
      state.isOpen = true
      defer { (state.threads, state.tasks) = ([], []) }
      return (state.threads, state.tasks)
    }
    for thread in threads { thread.signal() }
    for task in tasks { task.resume() }
  }

  /// Blocks the thread until it is open; for the scripts of a `LoopbackServer`.
  ///
  /// - Throws: `LoopbackError` where it stays closed too long.
  public func wait() throws(LoopbackError) {
    let semaphore = DispatchSemaphore(value: 0)
    let isOpen = state.withLock { state in
      if !state.isOpen { state.threads.append(semaphore) }
      return state.isOpen
    }
    if isOpen { return }
    guard semaphore.wait(timeout: .now() + .seconds(LoopbackServer.patience)) == .success else {
      throw LoopbackError("gate", errorNumber: 0)
    }
  }

  /// Suspends the task until it is open.
  public func opened() async {
    await withCheckedContinuation { continuation in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.tasks.append(continuation) }
        return state.isOpen
      }
      if isOpen { continuation.resume() }
    }
  }
}
