import Synchronization

/// Lets so many requests be worked on at a time, and so many wait.
final class RequestGate: Sendable {
  private struct Waiter {
    let id: Int
    let continuation: CheckedContinuation<Bool, Never>
  }

  private struct State {
    var workingCount = 0
    var waiters: [Waiter] = []
    var nextID = 0
    var cancelled: Set<Int> = []
    var idlers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())
  private let workingLimit: Int
  private let waitingLimit: Int

  init(workingLimit: Int, waitingLimit: Int) {
    self.workingLimit = max(1, workingLimit)
    self.waitingLimit = max(0, waitingLimit)
  }

  /// A place among those that are worked on, given back when it is no longer held.
  final class Place: Sendable {
    private let gate: RequestGate

    fileprivate init(_ gate: RequestGate) { self.gate = gate }

    deinit { gate.leave() }
  }

  private enum Admission {
    case entered, full, waiting
  }

  /// Waits for a place, first come first served.
  ///
  /// - Returns: The place; nil where too many wait already, or the task is cancelled.
  func enter() async -> Place? {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    let isEntered = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let admission = state.withLock { admit(Waiter(id: id, continuation: continuation), &$0) }
        switch admission {
        case .entered: continuation.resume(returning: true)
        case .full: continuation.resume(returning: false)
        case .waiting: break
        }
      }
    } onCancel: {
      cancel(id)
    }
    // It may have been cancelled after it was let in.
    state.withLock { _ = $0.cancelled.remove(id) }
    return isEntered ? Place(self) : nil
  }

  private func admit(_ waiter: Waiter, _ state: inout State) -> Admission {
    if state.cancelled.remove(waiter.id) != nil { return .full }
    if state.workingCount < workingLimit {
      state.workingCount += 1
      return .entered
    }
    guard state.waiters.count < waitingLimit else { return .full }
    state.waiters.append(waiter)
    return .waiting
  }

  private func cancel(_ id: Int) {
    let waiter = state.withLock { state -> Waiter? in
      guard let place = state.waiters.firstIndex(where: { $0.id == id }) else {
        // It may not have come that far.
        state.cancelled.insert(id)
        return nil
      }
      return state.waiters.remove(at: place)
    }
    waiter?.continuation.resume(returning: false)
  }

  /// Waits until nothing is worked on.
  func idle() async {
    await withCheckedContinuation { continuation in
      let isIdle = state.withLock { state in
        if state.workingCount > 0 { state.idlers.append(continuation) }
        return state.workingCount == 0
      }
      if isIdle { continuation.resume() }
    }
  }

  private func leave() {
    let (next, idlers) = state.withLock { state -> (Waiter?, [CheckedContinuation<Void, Never>]) in
      guard state.waiters.isEmpty else { return (state.waiters.removeFirst(), []) }
      state.workingCount -= 1
      guard state.workingCount == 0 else { return (nil, []) }
      defer { state.idlers = [] }
      return (nil, state.idlers)
    }
    next?.continuation.resume(returning: true)
    for idler in idlers { idler.resume() }
  }
}
