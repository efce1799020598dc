import Glibc

/// A file that is being written under another name, beside the place that it will take.
final class NewFile {
  private let target: String
  private let temporary: String
  private let descriptor: Int32

  /// Makes the file and takes its room on the disk.
  init(for path: String, isReplacing: Bool, byteCount: Int) throws(ConversionError) {
    guard !path.utf8.contains(0), !path.isEmpty else {
      throw .failed(.create, path: path, code: EINVAL)
    }
    var status = stat()
    var target = path
    if stat(path, &status) == 0 {
      guard isReplacing else { throw .exists(path: path) }
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw .failed(.create, path: path, code: EISDIR)
      }
      // A link stays one: what it leads to is replaced.
      if let resolved = realpath(path, nil) {
        target = String(cString: resolved)
        free(resolved)
      }
    }
    var generator = SystemRandomNumberGenerator()
    let temporary = target + "." + String(generator.next(), radix: 36) + ".tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .failed(.create, path: path, code: errno) }
    self.target = target
    self.temporary = temporary
    self.descriptor = descriptor
    // A file system that cannot say so beforehand says so at the write.
    let code = posix_fallocate(descriptor, 0, off_t(byteCount))
    if [ENOSPC, EDQUOT, EFBIG].contains(code) {
      discard()
      throw .failed(.write, path: path, code: code)
    }
  }

  deinit { close(descriptor) }

  /// Takes the file away again.
  func discard() { unlink(temporary) }

  func write(_ bytes: UnsafeRawBufferPointer) throws(ConversionError) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let count = Glibc.write(descriptor, start, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno != EINTR {
        throw .failed(.write, path: target, code: errno)
      }
    }
  }

  /// Writes at a place of the file, which is independent of what was written in order.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(ConversionError) {
    var rest = bytes
    while let start = rest.baseAddress, !rest.isEmpty {
      let position = offset + bytes.count - rest.count
      let count = pwrite(descriptor, start, rest.count, off_t(position))
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      } else if errno != EINTR {
        throw .failed(.write, path: target, code: errno)
      }
    }
  }

  /// Writes at a place of the file.
  func write(_ bytes: [UInt8], at offset: Int) throws(ConversionError) {
    let result: Result<Void, ConversionError> = bytes.withUnsafeBytes { bytes in
      do throws(ConversionError) { return .success(try write(bytes, at: offset)) } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Writes a whole small file.
  static func write(
    _ bytes: [UInt8], to path: String, isReplacing: Bool
  ) throws(ConversionError) {
    let file = try NewFile(for: path, isReplacing: isReplacing, byteCount: bytes.count)
    do throws(ConversionError) {
      try file.write(bytes, at: 0)
      try file.finish(isReplacing: isReplacing)
    } catch {
      file.discard()
      throw error
    }
  }

  /// Writes so many zeros, fewer than an alignment.
  func pad(_ count: Int) throws(ConversionError) {
    let zeros = [UInt8](repeating: 0, count: count)
    let result: Result<Void, ConversionError> = zeros.withUnsafeBytes { bytes in
      do throws(ConversionError) { return .success(try write(bytes)) } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// Makes the file durable and puts it into its place.
  func finish(isReplacing: Bool) throws(ConversionError) {
    guard fsync(descriptor) == 0 else {
      throw .failed(.synchronize, path: target, code: errno)
    }
    // Unlike a rename a link fails where somebody made the file in the meantime; some file systems have none.
    if !isReplacing, link(temporary, target) == 0 {
      unlink(temporary)
    } else if !isReplacing, errno == EEXIST {
      throw .exists(path: target)
    } else if rename(temporary, target) != 0 {
      throw .failed(.rename, path: target, code: errno)
    }
    synchronizeFolder()
  }

  /// Makes the name durable; a folder that cannot be synchronised has its entry written when the system likes.
  private func synchronizeFolder() {
    let folder = target.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/")
    let path = folder.isEmpty ? (target.hasPrefix("/") ? "/" : ".") : folder
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
