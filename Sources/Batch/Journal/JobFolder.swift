import Glibc

/// The folder beside a result that its job is kept in: `manifest.json`, `results.jsonl`, and a lock that the system gives
/// back when the process ends, however it ends.
final class JobFolder {
  let path: String
  private let lock: Int32

  var manifestPath: String { path + "/manifest.json" }
  var journalPath: String { path + "/results.jsonl" }

  /// The folder of a result.
  static func path(of output: String) -> String { output + ".run" }

  /// Makes the folder where it is not there, and locks it.
  init(of output: String) throws(BatchError) {
    path = Self.path(of: output)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
    let lockPath = path + "/.lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .fileAccess(path: lockPath, errorNumber: errno) }
    // A file system without locks keeps nobody out, which is no reason not to work.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK else {
      close(descriptor)
      throw .locked(folder: path)
    }
    lock = descriptor
  }

  deinit { close(lock) }

  /// Throws away what was done.
  func clear() throws(BatchError) {
    // The manifest goes first: results without one are no job.
    for file in [manifestPath, journalPath] where unlink(file) != 0 && errno != ENOENT {
      throw .fileAccess(path: file, errorNumber: errno)
    }
  }
}
