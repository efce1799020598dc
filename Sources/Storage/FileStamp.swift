import Glibc

/// What tells one state of a file from another without reading it: which file it is, how large, and when it was written.
///
/// Two states look alike only where the same file got the same size within one tick of the system's clock, a few
/// milliseconds.
public struct FileStamp: Sendable, Hashable {
  private let path: String
  private let device: dev_t
  private let file: ino_t
  private let size: off_t
  private let seconds: time_t
  private let nanoseconds: Int

  /// Looks at a file; links are followed.
  ///
  /// - Parameter path: The file; nil is returned where none is there.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(path: path, status)
  }

  /// A file that is open, as it is once it has this path.
  init?(path: String, descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(path: path, status)
  }

  private init(path: String, _ status: stat) {
    self.path = path
    device = status.st_dev
    file = status.st_ino
    size = status.st_size
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }

  /// Itself where it is that of a path, nil where it is another file's.
  func of(_ path: String) -> FileStamp? { self.path == path ? self : nil }
}
