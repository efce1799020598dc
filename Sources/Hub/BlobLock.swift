internal import Glibc

/// Keeps other programs from downloading the same blob; the system gives it back when the process ends.
final class BlobLock {
  private let descriptor: Int32

  /// Waits until the lock is free.
  ///
  /// - Parameter path: Its file, where Python's `huggingface_hub` has it.
  /// - Throws: `HubError.fileAccess` or `HubError.cancelled`.
  init(_ path: String) async throws(HubError) {
    try Disk.createFolders(Disk.folder(of: path))
    while true {
      let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
      let failure = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
      // A holder may have removed the file before it let go; then the lock is nobody's.
      var ours = stat()
      let isCurrent = fstat(descriptor, &ours) == 0 && Disk.status(path)?.st_ino == ours.st_ino
      // A file system without locks keeps nobody out; the names of the partial files do.
      if failure != EWOULDBLOCK, failure != EINTR, failure != 0 || isCurrent {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      do { try await Task.sleep(for: .milliseconds(100)) } catch { throw .cancelled }
    }
  }

  deinit { close(descriptor) }
}
