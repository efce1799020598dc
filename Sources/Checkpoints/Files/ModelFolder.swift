import Glibc

/// A folder that was opened once; files are opened relative to it, so that renaming it changes nothing.
final class ModelFolder {
  let path: String
  private let descriptor: Int32

  init(_ path: String) throws(CheckpointError) {
    guard !path.utf8.contains(0) else { throw .cannotOpen(path: path, code: EINVAL) }
    descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY)
    guard descriptor >= 0 else {
      if errno == ENOTDIR { throw .notAFolder(path: path) }
      throw .cannotOpen(path: path, code: errno)
    }
    self.path = path
  }

  deinit { close(descriptor) }

  /// The path of a file in the folder, for errors.
  func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Opens a file whose name we chose; a user's own links are followed.
  ///
  /// - Returns: The file, nil where there is none.
  func file(_ name: String) throws(CheckpointError) -> RegularFile? {
    do throws(CheckpointError) {
      return try RegularFile(opening: name, in: descriptor, flags: 0, path: path(of: name))
    } catch {
      if case .cannotOpen(_, ENOENT) = error { return nil }
      throw error
    }
  }

  /// Opens a file whose name was read from a file: no link is followed but the hub cache's own,
  /// `../../blobs/<hash>` beside the snapshots.
  func shard(_ name: String) throws(CheckpointError) -> RegularFile {
    let path = path(of: name)
    do throws(CheckpointError) {
      return try RegularFile(opening: name, in: descriptor, flags: O_NOFOLLOW, path: path)
    } catch {
      guard case .cannotOpen(_, ELOOP) = error else { throw error }
    }
    guard let target = linkTarget(of: name), Self.isBlob(target) else {
      throw .linkOutside(path: path)
    }
    return try RegularFile(opening: target, in: descriptor, flags: O_NOFOLLOW, path: path)
  }

  private func linkTarget(of name: String) -> String? {
    var target = [UInt8](repeating: 0, count: 256)
    let count = target.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress?.withMemoryRebound(to: CChar.self, capacity: buffer.count) { start in
        readlinkat(descriptor, name, start, buffer.count)
      } ?? -1
    }
    return count > 0 ? String(validating: target.prefix(count), as: UTF8.self) : nil
  }

  private static func isBlob(_ target: String) -> Bool {
    let prefix = "../../blobs/"
    guard target.hasPrefix(prefix) else { return false }
    let hash = target.utf8.dropFirst(prefix.utf8.count)
    return (hash.count == 40 || hash.count == 64)
      && hash.allSatisfy { byte in
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
      }
  }
}
