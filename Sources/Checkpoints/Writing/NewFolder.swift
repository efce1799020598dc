import Glibc

/// A folder that is being written under another name, beside the place that it will take.
///
/// Where there is no folder yet, it appears whole. Where there is one, the files are moved into it, the one that readers
/// look for first last; what else is in it stays.
final class NewFolder {
  /// Where to write.
  let path: String
  private let target: String
  private let isThere: Bool

  /// Makes it.
  ///
  /// - Parameters:
  ///   - target: The place that it will take.
  ///   - isReplacing: Whether files that are there may be replaced.
  ///   - mainName: The file that says that the folder holds what is written.
  /// - Throws: `ConversionError` where there is such a folder already, or none can be made.
  init(for target: String, isReplacing: Bool, mainName: String) throws(ConversionError) {
    guard !target.utf8.contains(0), !target.isEmpty else {
      throw .failed(.create, path: target, code: EINVAL)
    }
    var end = target.endIndex
    while end > target.index(after: target.startIndex), target[target.index(before: end)] == "/" {
      end = target.index(before: end)
    }
    let target = String(target[..<end])
    var status = stat()
    isThere = stat(target, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFDIR {
      throw .failed(.create, path: target, code: ENOTDIR)
    }
    if !isReplacing, access(target + "/" + mainName, F_OK) == 0 { throw .exists(path: target) }
    var generator = SystemRandomNumberGenerator()
    let suffix = String(generator.next(), radix: 36) + ".tmp"
    path = isThere ? target + "/.new." + suffix : target + "." + suffix
    guard mkdir(path, 0o755) == 0 else { throw .failed(.create, path: target, code: errno) }
    self.target = target
  }

  /// Takes the folder away again, with what was finished in it.
  func discard() {
    for name in Self.entries(of: path) { unlink(path + "/" + name) }
    rmdir(path)
  }

  /// Makes the folder durable and puts it into its place; its files are durable already.
  ///
  /// - Parameters:
  ///   - mainName: The file that is moved last.
  ///   - isStale: Which files of an earlier writing are removed: such as shards that are no longer named.
  /// - Throws: `ConversionError` where the system refuses; what was moved by then stays moved.
  func finish(mainName: String, isStale: (String) -> Bool) throws(ConversionError) {
    try Self.synchronize(path)
    if !isThere, rename(path, target) == 0 {
      try Self.synchronize(Self.parent(of: target))
      return
    }
    guard mkdir(target, 0o755) == 0 || errno == EEXIST else {
      throw .failed(.rename, path: target, code: errno)
    }
    let names = Self.entries(of: path)
    for name in names.filter({ $0 != mainName }) + names.filter({ $0 == mainName }) {
      guard rename(path + "/" + name, target + "/" + name) == 0 else {
        throw .failed(.rename, path: target + "/" + name, code: errno)
      }
    }
    rmdir(path)
    for name in Self.entries(of: target) where !names.contains(name) && isStale(name) {
      unlink(target + "/" + name)
    }
    try Self.synchronize(target)
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The names in a folder, sorted; none where it cannot be read.
  private static func entries(of folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Makes the entries of a folder durable; some file systems cannot, and say so with `EINVAL`.
  private static func synchronize(_ folder: String) throws(ConversionError) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP {
      throw .failed(.synchronize, path: folder, code: errno)
    }
  }
}
