import Digests
import Glibc

/// A regular file that is read in place, page by page, as large as it may be.
final class MappedFile {
  let path: String
  /// The size in bytes.
  var byteCount: Int { bytes.count }
  private let bytes: UnsafeRawBufferPointer

  init(_ path: String) throws(TrainingError) {
    guard !path.utf8.contains(0) else {
      throw .fileAccess(path: path, errorNumber: EINVAL)
    }
    // A pipe would block without O_NONBLOCK.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw .fileAccess(
        path: path, errorNumber: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    self.path = path
    guard status.st_size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    let start = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
    madvise(start, Int(status.st_size), MADV_SEQUENTIAL)
    bytes = UnsafeRawBufferPointer(start: start, count: Int(status.st_size))
  }

  /// Lends the content for the time of a call: the mapping ends with the last reference.
  func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    defer { withExtendedLifetime(self) {} }
    return try body(bytes)
  }

  /// The SHA-256 of the content.
  var checksum: String { withBytes { SHA256.hexadecimal(of: $0) } }

  deinit {
    if let start = bytes.baseAddress {
      munmap(UnsafeMutableRawPointer(mutating: start), bytes.count)
    }
  }
}
