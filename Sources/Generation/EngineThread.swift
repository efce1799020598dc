import Dispatch
import Glibc
import Synchronization
import Tensors

/// A thread of its own that runs the jobs of the actors that name it as their executor, one after another.
///
/// The arithmetic of a model would starve the cooperative pool, which has as many threads as the machine has cores.
/// The thread ends when the last reference to the executor is gone.
final class EngineThread: SerialExecutor {
  private let queue = JobQueue()

  /// Starts the thread, or is nil where the system refuses one.
  init?() {
    guard queue.startThread() else { return nil }
  }

  deinit { queue.stop() }

  func enqueue(_ job: consuming ExecutorJob) {
    queue.append(UnownedJob(job), on: asUnownedSerialExecutor())
  }
}

/// What the thread and the executor share.
private final class JobQueue: Sendable {
  private struct State {
    var jobs: [(UnownedJob, UnownedSerialExecutor)] = []
    var isStopped = false
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
    while true {
      available.wait()
      let next: (UnownedJob, UnownedSerialExecutor)? = state.withLock { state in
        state.jobs.isEmpty ? nil : state.jobs.removeFirst()
      }
      if let (job, executor) = next {
        job.runSynchronously(on: executor)
      } else if state.withLock({ $0.isStopped }) {
        return
      }
    }
  }
}
