import Glibc

/// Reads whole files that people write.
enum WholeFile {
  /// Reads a file of at most `limit` bytes.
  ///
  /// - Parameters:
  ///   - path: The file; links are followed.
  ///   - limit: The most bytes.
  ///   - acceptsPipes: Whether to wait for a pipe too; else nothing but a regular file is read, so that a pipe that
  ///     was named by mistake cannot hang the program.
  /// - Returns: Its bytes.
  /// - Throws: `StorageError`; folders and devices are refused.
  static func read(
    _ path: String, limit: Int, acceptsPipes: Bool = false
  ) throws(StorageError) -> [UInt8] {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY | (acceptsPipes ? 0 : O_NONBLOCK)
    // The system would cut the path at a NUL and open another file.
    let descriptor = path.utf8.contains(0) ? -1 : open(path, flags)
    guard descriptor >= 0 else {
      throw .failed(.open, path: path, errno: path.utf8.contains(0) ? EINVAL : errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .failed(.inspect, path: path, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFIFO where acceptsPipes: break
    default: throw .notRegularFile(path: path)
    }
    return try read(descriptor, path: path, limit: limit)
  }

  /// Reads an open file to its end.
  ///
  /// - Parameters:
  ///   - descriptor: The file.
  ///   - path: Its name, for errors.
  ///   - limit: The most bytes. It can grow while it is read, so they are counted rather than the status believed.
  /// - Returns: Its bytes.
  /// - Throws: `StorageError`.
  static func read(
    _ descriptor: Int32, path: String, limit: Int
  ) throws(StorageError) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count == 0 { return bytes }
      if count > 0 {
        guard count <= limit - bytes.count else { throw .tooLarge(path: path, limit: limit) }
        bytes += chunk[..<count]
      } else if errno == EAGAIN {
        // Standard input is shared with whoever started the program, who may have made it non-blocking.
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&waiting, 1, -1)
      } else if errno != EINTR {
        throw .failed(.read, path: path, errno: errno)
      }
    }
  }
}
