import Dispatch
import Glibc
import Synchronization
import Tensors

/// A thread of its own that runs the jobs of the actors that name it as their executor, and between them the work that
/// these jobs have left.
///
/// The arithmetic of a model would starve the cooperative pool, which has as many threads as the machine has cores.
/// Jobs come first: whatever asks for something is heard before the next piece of work begins, which is how requests
/// that arrive together end up in one pass. The thread ends when the last reference to the executor is gone.
final class EngineThread: SerialExecutor {
  /// What to do after a piece of work.
  enum Turn {
    /// There is more.
    case again
    /// There is more, but who asks within this time is waited for.
    case wait(DispatchTime)
    /// There is nothing to do until somebody asks.
    case sleep
  }

  private let queue = JobQueue()

  /// Starts the thread, or is nil where the system refuses one.
  init?() {
    guard queue.startThread() else { return nil }
  }

  deinit { queue.stop() }

  func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), on: asUnownedSerialExecutor())
  }

  func checkIsolated() {
    precondition(queue.isCurrent, "not on the engine's thread")
  }

  /// What the thread does when it has no job; only one at a time.
  func setWork(_ work: @escaping @Sendable () -> Turn) { queue.setWork(work) }

  /// Makes the thread look for work, from any thread.
  func wake() { queue.wake() }
}

/// What the thread and the executor share.
private final class JobQueue: Sendable {
  private struct State {
    var jobs: [(UnownedJob, UnownedSerialExecutor)] = []
    var isStopped = false
    var work: @Sendable () -> EngineThread.Turn = { .sleep }
    var thread: pthread_t?
  }
  private let state = Mutex(State())
  private let available = DispatchSemaphore(value: 0)

  func append(_ job: UnownedJob, on executor: UnownedSerialExecutor) {
    state.withLock { $0.jobs.append((job, executor)) }
    available.signal()
  }

  func stop() {
    state.withLock { $0.isStopped = true }
    available.signal()
  }

  func wake() { available.signal() }

  func setWork(_ work: @escaping @Sendable () -> EngineThread.Turn) {
    state.withLock { $0.work = work }
  }

  /// Whether the caller runs on the thread.
  var isCurrent: Bool {
    state.withLock { $0.thread.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  /// Starts the thread; false where the system refuses one.
  func startThread() -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let context = Unmanaged.passRetained(self)
    let status = withSignalsBlocked {
      pthread_create(
        &thread, &attributes,
        { context in
          guard let context else { return nil }
          Unmanaged<JobQueue>.fromOpaque(context).takeRetainedValue().run()
          return nil
        }, context.toOpaque())
    }
    if status != 0 { context.release() }
    return status == 0
  }

  private func run() {
    state.withLock { $0.thread = pthread_self() }
    var turn = EngineThread.Turn.sleep
    while true {
      switch turn {
      case .again: break
      case .wait(let deadline): if available.wait(timeout: deadline) == .success { runJob() }
      case .sleep:
        available.wait()
        runJob()
      }
      while available.wait(timeout: .now()) == .success { runJob() }
      let (work, isStopped) = state.withLock { ($0.work, $0.isStopped && $0.jobs.isEmpty) }
      if isStopped { return }
      turn = work()
    }
  }

  private func runJob() {
    let next: (UnownedJob, UnownedSerialExecutor)? = state.withLock { state in
      state.jobs.isEmpty ? nil : state.jobs.removeFirst()
    }
    if let (job, executor) = next { job.runSynchronously(on: executor) }
  }
}
