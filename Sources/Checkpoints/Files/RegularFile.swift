import Glibc
import Tensors

/// A regular file that was opened once; everything that is known about it comes from that descriptor.
public final class RegularFile: Sendable {
  /// The path, for errors.
  public let path: String
  /// Its size when it was opened, in bytes.
  public let byteCount: Int
  private let descriptor: Int32
  private let stamp: FileStamp

  /// Opens a file; links are followed.
  ///
  /// - Parameter path: The file.
  /// - Returns: The file.
  /// - Throws: `CheckpointError` where it cannot be opened or is no regular file.
  public static func open(_ path: String) throws(CheckpointError) -> RegularFile {
    try RegularFile(opening: path, in: AT_FDCWD, flags: 0, path: path)
  }

  /// Opens `name` relative to the folder behind `folder`.
  init(
    opening name: String, in folder: Int32, flags: Int32, path: String
  ) throws(CheckpointError) {
    // A pipe would block without O_NONBLOCK; a name with NUL would be cut.
    guard !name.utf8.contains(0) else { throw .cannotOpen(path: path, code: EINVAL) }
    let descriptor = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags)
    guard descriptor >= 0 else { throw .cannotOpen(path: path, code: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw .cannotRead(path: path, code: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .notARegularFile(path: path)
    }
    self.path = path
    self.descriptor = descriptor
    byteCount = Int(status.st_size)
    stamp = FileStamp(status)
  }

  deinit { close(descriptor) }

  /// Reads the whole file.
  ///
  /// - Parameter limit: The largest size that is read, in bytes.
  /// - Returns: The bytes.
  /// - Throws: `CheckpointError` where it is larger, changes, or cannot be read.
  public func readAll(limit: Int) throws(CheckpointError) -> [UInt8] {
    guard byteCount <= limit else {
      throw .tooLarge(path: path, bytes: byteCount, limit: limit)
    }
    let bytes = try read(byteCount, at: 0)
    try checkUnchanged()
    return bytes
  }

  /// Reads `count` bytes from `offset`; the caller has checked that they lie inside the file.
  func read(_ count: Int, at offset: Int) throws(CheckpointError) -> [UInt8] {
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count, let start = buffer.baseAddress {
        let got = pread(descriptor, start + filled, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got < 0 { code = errno }
        if got <= 0 { return }
        filled += got
      }
    }
    if code != 0 { throw .cannotRead(path: path, code: code) }
    if bytes.count < count { throw .changedWhileReading(path: path) }
    return bytes
  }

  /// Maps the whole file for reading; the mapping outlives this object.
  func map() throws(CheckpointError) -> ByteStorage {
    let start = mmap(nil, byteCount, PROT_READ, MAP_PRIVATE, descriptor, 0)
    guard let start, start != MAP_FAILED else { throw .cannotRead(path: path, code: errno) }
    let bytes = UnsafeRawBufferPointer(start: start, count: byteCount)
    return ByteStorage(owning: bytes, isMappedFile: true) { bytes in
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }
  }

  /// Throws where the file is no longer what was opened.
  func checkUnchanged() throws(CheckpointError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .cannotRead(path: path, code: errno) }
    guard FileStamp(status) == stamp else { throw .changedWhileReading(path: path) }
  }
}

/// What changes when a file is written or replaced.
private struct FileStamp: Equatable {
  let device: UInt
  let node: UInt
  let size: Int
  let seconds: Int
  let nanoseconds: Int

  init(_ status: stat) {
    device = UInt(status.st_dev)
    node = UInt(status.st_ino)
    size = Int(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
  }
}
