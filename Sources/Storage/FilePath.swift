import Glibc

/// Paths as text: only what this program needs of them.
enum FilePath {
  private static let linkLimit = 40

  static func isAbsolute(_ path: String) -> Bool { path.utf8.first == UInt8(ascii: "/") }

  static func joining(_ folder: String, _ name: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  static func name(of path: String) -> Substring {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] }
      ?? path[...]
  }

  /// The folder that a path is in: `.` for a bare name, `/` at the root.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Follows the links that a path is, to one that is none, which need not exist.
  static func resolvingLinks(_ path: String) throws(StorageError) -> String {
    var current = path
    for _ in 0..<linkLimit {
      var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(current, &buffer, buffer.count)
      if length < 0 {
        // Not a link, or nothing there yet.
        if errno == EINVAL || errno == ENOENT { return current }
        throw .failed(.resolve, path: current, errno: errno)
      }
      let target = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
      current = isAbsolute(target) ? target : joining(folder(of: current), target)
    }
    throw .failed(.resolve, path: path, errno: ELOOP)
  }

  /// Whether something is there; links are followed.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder and those above it that are missing, with mode 0700.
  static func createFolders(_ path: String) throws(StorageError) {
    if path.isEmpty || exists(path) { return }
    try createFolders(folder(of: path))
    // Another process may be making it at the same time.
    guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw .failed(.createFolder, path: path, errno: errno)
    }
  }
}
