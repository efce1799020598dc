import Glibc

/// Keeps a second process out of a folder; the system gives the lock back when the process ends, however it ends.
final class RunLock {
  private let descriptor: Int32

  init(_ folder: String) throws(TrainingError) {
    let path = DiskPath.joining(folder, ".lock")
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let code = errno
      close(descriptor)
      if code == EWOULDBLOCK { throw .run(.locked(folder: folder)) }
      // A file system without locks: nothing can be kept out, which is no reason not to train.
      self.descriptor = -1
      return
    }
    self.descriptor = descriptor
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
