internal import Glibc

/// A file that is being downloaded, or read again to check it.
///
/// Its name has the process's number, so that no two processes write to one file even where locks do nothing. What a
/// dead process left is taken over by renaming it.
final class PartialFile {
  let path: String
  private let descriptor: Int32

  /// Opens a whole file to read it.
  init(reading path: String) throws(HubError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
  }

  /// Takes over what there is of a blob, or begins it.
  init(of blob: String) throws(HubError) {
    path = "\(blob).\(getpid())\(Self.suffix)"
    let left = Self.leftovers(of: blob).sorted {
      (Disk.fileSize($0) ?? 0) > (Disk.fileSize($1) ?? 0)
    }
    for (index, old) in left.enumerated() {
      if index == 0 { rename(old, path) } else { unlink(old) }
    }
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
  }

  deinit { close(descriptor) }

  private static let suffix = ".incomplete"

  /// The unfinished files of a blob that nobody writes to: of this process, of dead ones, of older Python.
  static func leftovers(of blob: String) -> [String] {
    let folder = Disk.folder(of: blob)
    let prefix = String(blob.dropFirst(folder.count + 1))
    return Disk.entries(of: folder).filter { name in
      guard name.hasPrefix(prefix), name.hasSuffix(suffix),
        name.count >= prefix.count + suffix.count
      else { return false }
      let middle = name.dropFirst(prefix.count).dropLast(suffix.count)
      if middle.isEmpty { return true }
      guard middle.hasPrefix("."), middle.count <= 11, let process = pid_t(middle.dropFirst()),
        process > 0
      else { return false }
      return process == getpid() || (kill(process, 0) != 0 && errno == ESRCH)
    }.map { Disk.joining(folder, $0) }
  }

  var byteCount: Int {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Gives up what there is beyond a length.
  func truncate(to length: Int) throws(HubError) {
    guard ftruncate(descriptor, off_t(length)) == 0, lseek(descriptor, off_t(length), SEEK_SET) >= 0
    else { throw .fileAccess(path: path, errorNumber: errno) }
  }

  func append(_ bytes: [UInt8]) throws(HubError) {
    try Disk.write(bytes, to: descriptor, path: path)
  }

  /// Hashes what is there; the place is at its end afterwards.
  func hash(
    upTo length: Int, into hasher: inout ContentHasher, progress: (Int) -> Void = { _ in }
  ) throws(HubError) {
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    var offset = 0
    while offset < length {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress, min(buffer.count, length - offset), off_t(offset))
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw .fileAccess(path: path, errorNumber: count == 0 ? EIO : errno)
      }
      bytes.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      offset += count
      progress(count)
    }
    lseek(descriptor, off_t(length), SEEK_SET)
  }

  /// Gives the whole content its name, durably.
  func finish(as blob: String) throws(HubError) {
    guard fsync(descriptor) == 0, rename(path, blob) == 0 else {
      throw .fileAccess(path: blob, errorNumber: errno)
    }
    Disk.synchronizeFolder(Disk.folder(of: blob))
  }
}
