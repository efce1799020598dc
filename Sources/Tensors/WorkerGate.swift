import Glibc
internal import Synchronization

/// The two barriers around one piece of work: the workers wait for it to be posted, the caller for them to finish.
///
/// - Note: `@unchecked Sendable` holds because `body` and `workerCount` are written only by the thread that holds
///   `turn`, before the release of `generation`, and read by workers only after its acquire; `body` is not
///   written again until every worker has released `unfinished`. The rest is atomics, locks and conditions.
final class WorkerGate: @unchecked Sendable {
  /// Threads beside the caller; set once, before the first piece of work.
  var workerCount = 0
  private var body: ((Int) -> Void)?
  /// Counts the pieces of work posted; a worker runs when it differs from what the worker saw last.
  private let generation = Atomic<Int>(0)
  private let unfinished = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let turn = Lock()
  private let lock = Lock()
  private let posted = Condition()
  private let finished = Condition()

  /// Pauses before a thread goes to sleep: about 50 microseconds, several times the serial stretches of a forward pass.
  private static let spins = 2_000

  /// Runs `body` on every worker and on the calling thread.
  func run(_ body: (Int) -> Void) {
    turn.acquire()
    defer { turn.release() }
    withoutActuallyEscaping(body) { escaping in
      self.body = escaping
      unfinished.store(workerCount, ordering: .relaxed)
      // Sequentially consistent against `sleepers`: either we see the sleeper or it sees the new generation.
      generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
        lock.acquire()
        posted.wakeAll()
        lock.release()
      }
      escaping(0)
      waitForWorkers()
      self.body = nil
    }
  }

  /// Ends every worker's loop.
  func stop() {
    stopping.store(true, ordering: .relaxed)
    generation.wrappingAdd(1, ordering: .sequentiallyConsistent)
    lock.acquire()
    posted.wakeAll()
    lock.release()
  }

  /// A worker's life: wait, work, report.
  func serve(index: Int) {
    var seen = 0
    while true {
      seen = waitForWork(after: seen)
      if stopping.load(ordering: .relaxed) { return }
      body?(index)
      if unfinished.wrappingSubtract(1, ordering: .sequentiallyConsistent).newValue == 0,
        callerSleeps.load(ordering: .sequentiallyConsistent)
      {
        lock.acquire()
        finished.wakeAll()
        lock.release()
      }
    }
  }

  private func waitForWork(after seen: Int) -> Int {
    for _ in 0..<Self.spins {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
      spinPause()
    }
    lock.acquire()
    defer { lock.release() }
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    defer { sleepers.wrappingSubtract(1, ordering: .relaxed) }
    while true {
      let current = generation.load(ordering: .sequentiallyConsistent)
      if current != seen { return current }
      posted.wait(lock)
    }
  }

  private func waitForWorkers() {
    for _ in 0..<Self.spins {
      if unfinished.load(ordering: .acquiring) == 0 { return }
      spinPause()
    }
    lock.acquire()
    defer { lock.release() }
    callerSleeps.store(true, ordering: .sequentiallyConsistent)
    defer { callerSleeps.store(false, ordering: .relaxed) }
    while unfinished.load(ordering: .sequentiallyConsistent) != 0 { finished.wait(lock) }
  }
}
