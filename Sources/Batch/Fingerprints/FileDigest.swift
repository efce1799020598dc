import Digests
import Glibc

/// SHA-256 of files.
enum FileDigest {
  private static let chunkBytes = 1 << 18

  /// The digest of a whole file, as `sha256sum` gives it.
  static func ofWhole(_ path: String) throws(BatchError) -> String {
    try digest(path, parts: [0..<off_t.max])
  }

  /// The digest of the first and the last mebibyte of a file, which is all of a small one.
  static func ofEnds(_ path: String, byteCount: Int) throws(BatchError) -> String {
    let part = off_t(1 << 20)
    let count = off_t(byteCount)
    let ends = count <= 2 * part ? [0..<count] : [0..<part, count - part..<count]
    return try digest(path, parts: ends)
  }

  private static func digest(_ path: String, parts: [Range<off_t>]) throws(BatchError) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    var digest = SHA256()
    var chunk = [UInt8](repeating: 0, count: chunkBytes)
    for part in parts {
      var place = part.lowerBound
      while place < part.upperBound {
        let wanted = min(chunk.count, Int(part.upperBound - place))
        let count = pread(descriptor, &chunk, wanted, place)
        if count == 0 { break }
        guard count > 0 else {
          if errno == EINTR { continue }
          throw .fileAccess(path: path, errorNumber: errno)
        }
        chunk.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        place += off_t(count)
      }
    }
    return digest.finish()
  }
}
