internal import Synchronization

/// Where one piece of work is offered, joined, and waited for.
///
/// Nobody waits for a worker that has not started: the caller closes the piece when it has run out of work itself, and
/// then waits only for those who joined. A worker that the system holds back thus costs its help, not our time.
///
/// - Note: `@unchecked Sendable` holds because `body` is written only by the thread that holds `turn`, before the
///   release of `entry` with an open piece and after every worker that joined it has left; a worker reads it only
///   between joining and leaving. The rest is atomics, locks and conditions.
final class WorkerGate: @unchecked Sendable {
  private var body: ((Int) -> Void)?
  /// The piece's number above 16 bits, then how many workers are in it, then whether it may be joined (bit 0).
  private let entry = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private let sleepers = Atomic<Int>(0)
  private let callerSleeps = Atomic<Bool>(false)
  private let turn = Lock()
  private let lock = Lock()
  private let posted = Condition()
  private let finished = Condition()

  private static let open = 1
  private static let oneWorker = 2
  private static let onePiece = 1 << 16
  /// Pauses before a thread goes to sleep: about 50 microseconds, several times the serial stretches of a forward pass.
  private static let spins = 2_000

  private static func piece(_ entry: Int) -> Int { entry >> 16 }
  private static func isOccupied(_ entry: Int) -> Bool { entry & (onePiece - oneWorker) != 0 }

  /// Workers that wait for a signal rather than spin.
  var sleeperCount: Int { sleepers.load(ordering: .relaxed) }

  /// Runs `body` on the calling thread, as worker 0, and on every worker that comes before that has returned.
  func run(_ body: (Int) -> Void) {
    turn.acquire()
    defer { turn.release() }
    withoutActuallyEscaping(body) { escaping in
      self.body = escaping
      // Nobody is in the old piece. Sequentially consistent against `sleepers`: either we see the sleeper or it sees the
      // new piece.
      entry.wrappingAdd(Self.onePiece + Self.open, ordering: .sequentiallyConsistent)
      if sleepers.load(ordering: .sequentiallyConsistent) > 0 {
        lock.acquire()
        posted.wakeAll()
        lock.release()
      }
      escaping(0)
      entry.wrappingSubtract(Self.open, ordering: .sequentiallyConsistent)
      waitForWorkers()
      self.body = nil
    }
  }

  /// Ends every worker's loop; not while a piece runs.
  func stop() {
    stopping.store(true, ordering: .relaxed)
    entry.wrappingAdd(Self.onePiece, ordering: .sequentiallyConsistent)
    lock.acquire()
    posted.wakeAll()
    lock.release()
  }

  /// A worker's life: wait, join, work, leave.
  func serve(index: Int) {
    var seen = 0
    while true {
      var current = waitForPiece(after: seen)
      if stopping.load(ordering: .relaxed) { return }
      seen = Self.piece(current)
      while current & Self.open != 0, Self.piece(current) == seen {
        let (joined, original) = entry.compareExchange(
          expected: current, desired: current + Self.oneWorker, ordering: .acquiringAndReleasing)
        current = original
        guard joined else { continue }
        body?(index)
        leave()
        break
      }
    }
  }

  private func leave() {
    let left = entry.wrappingSubtract(Self.oneWorker, ordering: .sequentiallyConsistent).newValue
    guard !Self.isOccupied(left), callerSleeps.load(ordering: .sequentiallyConsistent) else {
      return
    }
    lock.acquire()
    finished.wakeAll()
    lock.release()
  }

  private func waitForPiece(after seen: Int) -> Int {
    for _ in 0..<Self.spins {
      let current = entry.load(ordering: .acquiring)
      if Self.piece(current) != seen { return current }
      spinPause()
    }
    lock.acquire()
    defer { lock.release() }
    sleepers.wrappingAdd(1, ordering: .sequentiallyConsistent)
    defer { sleepers.wrappingSubtract(1, ordering: .relaxed) }
    while true {
      let current = entry.load(ordering: .sequentiallyConsistent)
      if Self.piece(current) != seen { return current }
      posted.wait(lock)
    }
  }

  private func waitForWorkers() {
    for _ in 0..<Self.spins {
      if !Self.isOccupied(entry.load(ordering: .acquiring)) { return }
      spinPause()
    }
    lock.acquire()
    defer { lock.release() }
    callerSleeps.store(true, ordering: .sequentiallyConsistent)
    defer { callerSleeps.store(false, ordering: .relaxed) }
    while Self.isOccupied(entry.load(ordering: .sequentiallyConsistent)) { finished.wait(lock) }
  }
}
