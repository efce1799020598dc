import CZlib
import Glibc

/// A file of data, compressed by gzip or not, that is read a part at a time.
final class DataFile {
  private let path: String
  private let stream: gzFile
  private var chunk = [UInt8](repeating: 0, count: 1 << 17)

  /// Opens a file; folders, devices and pipes are refused.
  init(_ path: String) throws(DatasetError) {
    // The system would cut the path at a NUL and open another file.
    guard !path.utf8.contains(0) else { throw .fileAccess(path: path, errorNumber: EINVAL) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notRegularFile(path: path)
    }
    // From here on the descriptor is the stream's, which closes it; plain files come through as they are.
    guard let stream = gzdopen(descriptor, "rb") else {
      close(descriptor)
      throw .fileAccess(path: path, errorNumber: ENOMEM)
    }
    self.path = path
    self.stream = stream
  }

  deinit { gzclose(stream) }

  /// Appends the next bytes.
  ///
  /// - Parameter bytes: Gets them.
  /// - Returns: Whether there may be more.
  /// - Throws: `DatasetError.brokenCompression`, also for a file that was cut short.
  func read(into bytes: inout [UInt8]) throws(DatasetError) -> Bool {
    let count = Int(gzread(stream, &chunk, UInt32(chunk.count)))
    guard count >= 0 else { throw .brokenCompression(path: path) }
    bytes += chunk[..<count]
    if count == chunk.count { return true }
    // A file cut short shows as an error only after its last bytes.
    var code: Int32 = 0
    _ = gzerror(stream, &code)
    guard code == Z_OK || code == Z_STREAM_END else { throw .brokenCompression(path: path) }
    return false
  }
}
