import Glibc

/// Reads the small files of a tokenizer.
///
/// Each is opened once, has to be a regular file of bounded size, and has to be the same when it has been read.
struct TokenizerFolder {
  let path: String

  /// A whole file, or nil where there is none of this name.
  func contents(of name: String, limit: Int) throws(TokenizationError) -> [UInt8]? {
    let file = path + "/" + name
    // Non-blocking, or opening a pipe would wait for its writer.
    let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .fileNotReadable(file: file, errorNumber: errno)
    }
    defer { close(descriptor) }
    let before = try status(descriptor, of: file)
    guard before.st_mode & S_IFMT == S_IFREG else { throw .notARegularFile(file: file) }
    guard before.st_size <= limit else {
      throw .fileTooLarge(file: file, byteCount: before.st_size, limit: limit)
    }
    let bytes = try read(descriptor, count: before.st_size, of: file)
    let after = try status(descriptor, of: file)
    guard bytes.count == before.st_size, after.st_size == before.st_size,
      after.st_mtim.tv_sec == before.st_mtim.tv_sec,
      after.st_mtim.tv_nsec == before.st_mtim.tv_nsec
    else { throw .fileChanged(file: file) }
    return bytes
  }

  /// Those of `names` that are there.
  func present(_ names: [String]) -> [String] {
    names.filter { access(path + "/" + $0, F_OK) == 0 }
  }

  private func status(_ descriptor: Int32, of file: String) throws(TokenizationError) -> stat {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .fileNotReadable(file: file, errorNumber: errno)
    }
    return status
  }

  private func read(
    _ descriptor: Int32, count: Int, of file: String
  ) throws(TokenizationError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let step = Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), count - filled)
        if step > 0 {
          filled += step
        } else if step == 0 {
          return
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
    guard failure == 0 else { throw .fileNotReadable(file: file, errorNumber: failure) }
    return bytes
  }
}
