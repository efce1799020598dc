import Digests
import Glibc

/// A file of a checkpoint that is being written: counted, hashed, synchronised.
struct DurableFile {
  /// What a finished file is known by.
  struct Digest: Sendable, Equatable {
    let byteCount: Int
    let checksum: String
  }

  let path: String
  private let descriptor: Int32
  private let calls: DiskCalls
  private var hash = SHA256()
  private var byteCount = 0

  /// Makes the file, which must not be there.
  static func write(
    _ path: String, calls: DiskCalls, _ body: (inout DurableFile) throws(TrainingError) -> Void
  ) throws(TrainingError) -> Digest {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    var file = DurableFile(path: path, descriptor: descriptor, calls: calls)
    try body(&file)
    let failure = calls.synchronize(descriptor)
    guard failure == 0 else { throw .fileAccess(path: path, errorNumber: failure) }
    return Digest(byteCount: file.byteCount, checksum: file.hash.finish())
  }

  /// Replaces a small file so that a reader sees the old content or the new.
  static func replace(
    _ path: String, with bytes: [UInt8], calls: DiskCalls
  ) throws(TrainingError) {
    let temporary = path + ".tmp"
    unlink(temporary)
    do throws(TrainingError) {
      _ = try write(temporary, calls: calls) { file throws(TrainingError) in
        try file.append(bytes)
      }
      let failure = calls.rename(temporary, path)
      guard failure == 0 else { throw .fileAccess(path: path, errorNumber: failure) }
    } catch {
      unlink(temporary)
      throw error
    }
    try synchronizeFolder(DiskPath.folder(of: path), calls: calls)
  }

  /// Makes the names in a folder durable.
  static func synchronizeFolder(_ path: String, calls: DiskCalls) throws(TrainingError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .fileAccess(path: path, errorNumber: errno) }
    defer { close(descriptor) }
    let failure = calls.synchronize(descriptor)
    guard failure == 0 else { throw .fileAccess(path: path, errorNumber: failure) }
  }

  private init(path: String, descriptor: Int32, calls: DiskCalls) {
    self.path = path
    self.descriptor = descriptor
    self.calls = calls
  }

  mutating func append(_ bytes: [UInt8]) throws(TrainingError) {
    let result: Result<Void, TrainingError> = bytes.withUnsafeBytes { buffer in
      do throws(TrainingError) { return .success(try append(buffer)) } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  mutating func append(_ bytes: UnsafeRawBufferPointer) throws(TrainingError) {
    hash.update(bytes)
    byteCount += bytes.count
    var rest = bytes
    while !rest.isEmpty {
      let (count, errorNumber) = calls.write(descriptor, rest)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errorNumber != EINTR {
        throw .fileAccess(path: path, errorNumber: errorNumber)
      }
    }
  }
}
