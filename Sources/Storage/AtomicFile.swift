import Glibc

/// Writes files so that a reader, or a crash, sees the old content or the new, never a part.
public enum AtomicFile {
  /// Replaces the content of a file, or makes it.
  ///
  /// A temporary file in the same folder is written in full, synchronised with the disk, renamed over the file, and then
  /// the folder is synchronised. A symbolic link stays one: its target is replaced. The mode of a file that is there is
  /// kept. On failure the file is as it was and the temporary file is gone.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file; its folder must be there.
  ///   - mode: The permissions of a new file, before the process's mask.
  /// - Throws: `StorageError` with the step that failed.
  public static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(StorageError) {
    try write(bytes, to: path, mode: mode, calls: .system)
  }

  /// Writes a file under a name that is not taken: `name-2.html` where there is a `name.html`.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The name that is wanted.
  /// - Returns: The name that was free.
  /// - Throws: `StorageError`.
  public static func writeNew(_ bytes: [UInt8], to path: String) throws(StorageError) -> String {
    let name = FilePath.name(of: path)
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    var free = path
    var number = 1
    while FilePath.exists(free) {
      number += 1
      free = "\(path[..<dot])-\(number)\(path[dot...])"
    }
    try write(bytes, to: free)
    return free
  }

  /// Replaces the content of a file, or makes it, in the same way, but only where nobody else changed it meanwhile.
  ///
  /// The file is looked at when all else is done, so that only the rename itself lies between look and replacement.
  ///
  /// - Parameters:
  ///   - bytes: The whole content.
  ///   - path: The file; its folder must be there.
  ///   - known: The file as it is known to be; nil where none is.
  /// - Returns: The file as it is now.
  /// - Throws: `StorageError.changed` where the file is another; others with the step that failed.
  public static func write(
    _ bytes: [UInt8], to path: String, over known: FileStamp?
  ) throws(StorageError) -> FileStamp? {
    try write(bytes, to: path, over: known, calls: .system)
  }

  package static func write(
    _ bytes: [UInt8], to path: String, over known: FileStamp?, calls: FileCalls
  ) throws(StorageError) -> FileStamp? {
    var known = known
    try write(bytes, to: path, calls: calls) { temporary throws(StorageError) in
      // One that is gone holds nothing that could be lost.
      if let now = FileStamp(path: path), now != known { throw .changed(path: path) }
      // If the folder cannot be synchronised, all is done once more, over what was just written.
      known = FileStamp(path: path, descriptor: temporary.descriptor)
    }
    return known
  }

  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, calls: FileCalls
  ) throws(StorageError) {
    try write(bytes, to: path, mode: mode, calls: calls) { _ in }
  }

  // The check comes right before the rename; what it throws leaves the file as it is.
  private static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644, calls: FileCalls,
    check: (TemporaryFile) throws(StorageError) -> Void
  ) throws(StorageError) {
    let target = try FilePath.resolvingLinks(path)
    let keptMode = try currentMode(of: target)
    do {
      try replace(
        target, with: bytes, mode: mode, keptMode: keptMode, calls: calls, check: check)
    } catch .failed(.synchronize, path: _, errno: _) {
      // After a failed fsync the pages may count as clean although they never reached the disk: only a new file, written
      // again, can be trusted.
      try replace(
        target, with: bytes, mode: mode, keptMode: keptMode, calls: calls, check: check)
    }
  }

  /// The permissions of the file that is replaced; nil where there is none.
  static func currentMode(of target: String) throws(StorageError) -> mode_t? {
    var status = stat()
    guard stat(target, &status) == 0 else {
      if errno == ENOENT { return nil }
      throw .failed(.inspect, path: target, errno: errno)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegularFile(path: target) }
    return status.st_mode & 0o7777
  }

  // The mode is set again after the file is made, because the process's mask applies to the making.
  private static func replace(
    _ target: String, with bytes: [UInt8], mode: mode_t, keptMode: mode_t?, calls: FileCalls,
    check: (TemporaryFile) throws(StorageError) -> Void
  ) throws(StorageError) {
    let temporary = try TemporaryFile.create(beside: target, mode: keptMode ?? mode)
    do throws(StorageError) {
      defer { close(temporary.descriptor) }
      try writeAll(bytes, to: temporary, calls: calls)
      if let keptMode, fchmod(temporary.descriptor, keptMode) != 0 {
        throw .failed(.write, path: temporary.path, errno: errno)
      }
      guard calls.synchronize(temporary.descriptor) == 0 else {
        throw .failed(.synchronize, path: temporary.path, errno: errno)
      }
      try check(temporary)
      guard calls.rename(temporary.path, target) == 0 else {
        throw .failed(.rename, path: target, errno: errno)
      }
    } catch {
      unlink(temporary.path)
      throw error
    }
    try synchronizeFolder(of: target, calls: calls)
  }

  static func writeAll(
    _ bytes: [UInt8], to file: TemporaryFile, calls: FileCalls
  ) throws(StorageError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        calls.write(file.descriptor, UnsafeRawBufferPointer(rebasing: $0[written...]))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw .failed(.write, path: file.path, errno: errno)
      }
      written += count
    }
  }

  /// Makes the rename itself durable.
  ///
  /// Some file systems cannot synchronise a folder and say so with `EINVAL`; there is nothing more to do there.
  static func synchronizeFolder(
    of path: String, calls: FileCalls
  ) throws(StorageError) {
    let folder = FilePath.folder(of: path)
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    // A folder may be writable without being readable: then its entry reaches the disk when the system likes.
    if descriptor < 0, errno == EACCES { return }
    guard descriptor >= 0 else { throw .failed(.synchronize, path: folder, errno: errno) }
    defer { close(descriptor) }
    if calls.synchronize(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
      throw .failed(.synchronize, path: folder, errno: errno)
    }
  }
}
