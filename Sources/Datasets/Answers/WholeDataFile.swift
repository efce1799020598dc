import CZlib
import Glibc

/// Reads whole files of data, compressed by gzip or not.
enum WholeDataFile {
  /// No file has more bytes, decompressed: what never ends must not fill the memory.
  static let byteLimit = 1 << 30

  /// A file's text; a byte-order mark is dropped.
  static func text(_ path: String, limit: Int = byteLimit) throws(DatasetError) -> String {
    let bytes = try bytes(path, limit: limit)
    guard let text = String(validating: bytes[start(of: bytes)...], as: UTF8.self) else {
      throw .notUTF8(path: path)
    }
    return text
  }

  /// Where the text begins: behind the byte-order mark, where there is one.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// A file's bytes, decompressed where it is compressed.
  static func bytes(
    _ path: String, limit: Int = byteLimit
  ) throws(DatasetError) -> [UInt8] {
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
    defer { gzclose(stream) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 17)
    while true {
      let count = Int(gzread(stream, &chunk, UInt32(chunk.count)))
      if count < 0 { throw .brokenCompression(path: path) }
      guard count <= limit - bytes.count else { throw .tooLarge(path: path, limit: limit) }
      bytes += chunk[..<count]
      if count < chunk.count { break }
    }
    // A file cut short shows as an error only after its last bytes.
    var code: Int32 = 0
    _ = gzerror(stream, &code)
    guard code == Z_OK || code == Z_STREAM_END else { throw .brokenCompression(path: path) }
    return bytes
  }
}
