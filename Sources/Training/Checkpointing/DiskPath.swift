import Glibc

/// Folders and their entries, as far as a run needs them.
enum DiskPath {
  static func joining(_ folder: String, _ name: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// The folder that a path is in: `.` for a bare name, `/` at the root.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Makes a folder and those above it that are missing.
  static func createFolders(_ path: String) throws(TrainingError) {
    if path.isEmpty || exists(path) { return }
    try createFolders(folder(of: path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }

  /// The names in a folder, without `.` and `..`, sorted; none where there is no folder.
  static func entries(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee))
        { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Takes a folder of plain files away; what cannot be removed stays.
  static func removeFolder(_ path: String) {
    for name in entries(of: path) { unlink(joining(path, name)) }
    rmdir(path)
  }

  /// The bytes that this process may still write where `path` is; nil where the system does not say.
  static func availableBytes(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    return Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
  }

  /// A whole small file; nil where there is none.
  static func contents(of path: String, limit: Int) throws(TrainingError) -> [UInt8]? {
    guard exists(path) else { return nil }
    let file = try MappedFile(path)
    guard file.bytes.count <= limit else { throw .fileAccess(path: path, errorNumber: EFBIG) }
    return Array(file.bytes)
  }
}
