internal import CKernels
import Glibc

/// Tells the processor that this is a spin loop.
func spinPause() { ck_pause() }

/// Creates a thread with the signals blocked that are sent to the program as a whole: arithmetic that took one would
/// delay everybody.
///
/// A fault of the thread's own stays open, above all a mapped file that has become shorter (SIGBUS): blocked, it would
/// end the process before a handler has restored the terminal.
///
/// - Parameter create: Creates the thread, which inherits the mask of the one that creates it.
/// - Returns: What `create` returned.
public func withSignalsBlocked<Result>(_ create: () -> Result) -> Result {
  var blocked = sigset_t()
  var before = sigset_t()
  sigfillset(&blocked)
  for fault in [SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP] { sigdelset(&blocked, fault) }
  pthread_sigmask(SIG_SETMASK, &blocked, &before)
  defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
  return create()
}

/// A mutex of the system's, at an address that does not move.
///
/// - Note: `@unchecked Sendable` holds because the pointer never changes and the system synchronises what it points to.
final class Lock: @unchecked Sendable {
  fileprivate let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)

  init() { pthread_mutex_init(mutex, nil) }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  func acquire() { pthread_mutex_lock(mutex) }
  func release() { pthread_mutex_unlock(mutex) }
}

/// A condition to sleep on.
///
/// - Note: `@unchecked Sendable` for the reason that `Lock` gives.
final class Condition: @unchecked Sendable {
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() { pthread_cond_init(condition, nil) }

  deinit {
    pthread_cond_destroy(condition)
    condition.deallocate()
  }

  /// Sleeps; `lock` is held before and after.
  func wait(_ lock: Lock) { pthread_cond_wait(condition, lock.mutex) }
  func wakeAll() { pthread_cond_broadcast(condition) }
}

/// One thread that serves a gate until it stops.
///
/// - Note: `@unchecked Sendable` holds because the handle is written in `init` only.
final class WorkerThread: @unchecked Sendable {
  private let handle: pthread_t

  /// Starts the thread, or is nil where the system refuses one.
  init?(index: Int, gate: WorkerGate) {
    let job = Unmanaged.passRetained(WorkerJob(index: index, gate: gate))
    var handle = pthread_t()
    let status = withSignalsBlocked {
      pthread_create(
        &handle, nil,
        { argument in
          guard let argument else { return nil }
          let job = Unmanaged<WorkerJob>.fromOpaque(argument).takeRetainedValue()
          job.gate.serve(index: job.index)
          return nil
        }, job.toOpaque())
    }
    guard status == 0 else {
      job.release()
      return nil
    }
    self.handle = handle
  }

  func join() { pthread_join(handle, nil) }
}

private final class WorkerJob {
  let index: Int
  let gate: WorkerGate

  init(index: Int, gate: WorkerGate) {
    self.index = index
    self.gate = gate
  }
}
