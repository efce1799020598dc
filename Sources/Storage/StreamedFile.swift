import Glibc

/// Replaces a file as `AtomicFile` does, with content that is too large to be held at once.
///
/// What is written goes to a temporary file beside the other, which takes the other's name at `commit`; without one, it is
/// removed and the other stays as it was.
public final class StreamedFile {
  private let target: String
  private let keptMode: mode_t?
  private let temporary: TemporaryFile
  private var buffer: [UInt8] = []

  private static let bufferLimit = 1 << 18

  /// Makes the temporary file.
  ///
  /// - Parameters:
  ///   - path: The file to replace, or to make; a link stays one. Its folder must be there.
  ///   - mode: The permissions of a new file, before the process's mask.
  /// - Throws: `StorageError`.
  public init(replacing path: String, mode: UInt32 = 0o644) throws(StorageError) {
    target = try FilePath.resolvingLinks(path)
    keptMode = try AtomicFile.currentMode(of: target)
    temporary = try TemporaryFile.create(beside: target, mode: keptMode ?? mode)
  }

  deinit {
    close(temporary.descriptor)
    // After a commit there is no file of this name.
    unlink(temporary.path)
  }

  /// Adds to the content.
  ///
  /// - Parameter bytes: What comes next.
  /// - Throws: `StorageError`.
  public func write(_ bytes: some Collection<UInt8>) throws(StorageError) {
    buffer += bytes
    if buffer.count >= Self.bufferLimit { try writeBuffer() }
  }

  /// Brings the content to the disk and gives it the file's name.
  ///
  /// - Throws: `StorageError`. Where it is that of `.synchronize`, what was written may be lost although it looks written: it
  ///   must be written once more, to a new file.
  public func commit() throws(StorageError) {
    try writeBuffer()
    if let keptMode, fchmod(temporary.descriptor, keptMode) != 0 {
      throw .failed(.write, path: temporary.path, errno: errno)
    }
    guard fsync(temporary.descriptor) == 0 else {
      throw .failed(.synchronize, path: temporary.path, errno: errno)
    }
    guard rename(temporary.path, target) == 0 else {
      throw .failed(.rename, path: target, errno: errno)
    }
    try AtomicFile.synchronizeFolder(of: target, calls: .system)
  }

  private func writeBuffer() throws(StorageError) {
    try AtomicFile.writeAll(buffer, to: temporary, calls: .system)
    buffer.removeAll(keepingCapacity: true)
  }
}
