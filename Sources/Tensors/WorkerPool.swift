internal import CKernels
internal import Synchronization

/// Threads that wait for work together, so that one token costs no thread creation and no system call while busy.
///
/// The calling thread is worker 0. Between two pieces of work the others spin for some tens of microseconds, which
/// covers the gaps inside a forward pass, and then sleep: an idle program uses no processor time.
public final class WorkerPool: Sendable {
  /// The number of workers, the calling thread included.
  public let threadCount: Int
  private let gate: WorkerGate
  private let threads: [WorkerThread]

  /// As many workers as there are processors that this process may use.
  public static var defaultThreadCount: Int { max(1, Int(ck_processor_count())) }

  /// Starts the workers; where the system refuses a thread the pool is smaller.
  ///
  /// - Parameter threadCount: The number of workers wanted, the calling thread included; at least 1.
  public init(threadCount: Int) {
    let gate = WorkerGate()
    var threads: [WorkerThread] = []
    for index in 1..<max(1, threadCount) {
      guard let thread = WorkerThread(index: index, gate: gate) else { break }
      threads.append(thread)
    }
    self.gate = gate
    self.threads = threads
    self.threadCount = threads.count + 1
  }

  deinit {
    gate.stop()
    for thread in threads { thread.join() }
  }

  /// Workers that sleep, which cost nothing.
  var sleeperCount: Int { gate.sleeperCount }

  /// Runs `body` on the calling thread and on every worker that comes before it has returned there.
  ///
  /// One piece of work at a time: a second caller waits for the first, and `body` must not use the pool.
  ///
  /// - Parameter body: The work, shared among those who run it; its argument is the worker's index, `0..<threadCount`,
  ///   which no two of them have in common.
  public func run(_ body: (Int) -> Void) {
    guard threadCount > 1 else { return body(0) }
    gate.run(body)
  }

  /// Covers `0..<count` in ranges of `grain`, handed to whichever worker is free.
  ///
  /// A worker that the system interrupts delays the rest by one range at most, which is what keeps two cores useful
  /// while another thread draws a screen.
  ///
  /// - Parameters:
  ///   - count: The number of items.
  ///   - grain: The items handed out at once; at least 1.
  ///   - body: The work on one range, with the worker's index.
  public func forEachRange(of count: Int, grain: Int, _ body: (Range<Int>, Int) -> Void) {
    guard threadCount > 1, count > grain else {
      if count > 0 { body(0..<count, 0) }
      return
    }
    let next = Atomic<Int>(0)
    run { worker in
      while true {
        let start = next.wrappingAdd(grain, ordering: .relaxed).oldValue
        if start >= count { return }
        body(start..<min(start + grain, count), worker)
      }
    }
  }
}
