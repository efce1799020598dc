import Glibc

/// A new file beside another, under a name that no other file has.
struct TemporaryFile {
  let path: String
  let descriptor: Int32

  private static let attempts = 64

  /// Makes it; what earlier runs left behind is neither used nor touched.
  static func create(beside target: String, mode: mode_t) throws(StorageError) -> TemporaryFile {
    let folder = FilePath.folder(of: target)
    let prefix = FilePath.joining(folder, ".\(FilePath.name(of: target).prefix(64)).")
    var generator = SystemRandomNumberGenerator()
    var path = ""
    for _ in 0..<attempts {
      path = prefix + String(generator.next(), radix: 36) + ".tmp"
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
      if descriptor >= 0 { return TemporaryFile(path: path, descriptor: descriptor) }
      guard errno == EEXIST || errno == EINTR else { break }
    }
    throw .failed(.create, path: path, errno: errno)
  }
}
