import Glibc

/// Reads whole files that people write.
enum SmallFile {
  /// Reads a file of at most `limit` bytes.
  ///
  /// Nothing but a regular file is read, so that a pipe or a device named by mistake cannot hang the program.
  static func read(_ path: String, limit: Int) throws(StorageError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .failed(.open, path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .failed(.inspect, path: path, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: path) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed(.read, path: path, errno: errno)
      }
      if count == 0 { return bytes }
      // The file can grow while it is read, so the bytes are counted rather than the status believed.
      guard count <= limit - bytes.count else { throw .tooLarge(path: path, limit: limit) }
      bytes += chunk[..<count]
    }
  }
}
