internal import Glibc

/// Files and folders as far as the cache needs them.
enum Disk {
  static func joining(_ folder: String, _ name: String) -> String {
    folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
  }

  /// The folder that a path is in.
  static func folder(of path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Whether something is there, links followed.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The kind, size and time of what is there; nil where nothing is.
  static func status(_ path: String, followingLinks: Bool = true) -> stat? {
    var status = stat()
    let code = followingLinks ? stat(path, &status) : lstat(path, &status)
    return code == 0 ? status : nil
  }

  static func isFolder(_ path: String, followingLinks: Bool = true) -> Bool {
    status(path, followingLinks: followingLinks).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
  }

  /// The size of a regular file; nil for all else.
  static func fileSize(_ path: String) -> Int? {
    status(path).flatMap { $0.st_mode & S_IFMT == S_IFREG ? Int($0.st_size) : nil }
  }

  static func createFolders(_ path: String) throws(HubError) {
    if path.isEmpty || exists(path) { return }
    try createFolders(folder(of: path))
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }

  /// The names in a folder, sorted; none where there is no folder.
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

  /// The paths of all that is not a folder below one, relative to it; links are not followed.
  static func files(below folder: String, depth: Int = 16) -> [String] {
    guard depth > 0 else { return [] }
    return entries(of: folder).flatMap { name -> [String] in
      let path = joining(folder, name)
      guard isFolder(path, followingLinks: false) else { return [name] }
      return files(below: path, depth: depth - 1).map { joining(name, $0) }
    }
  }

  /// Where a link leads, as it is written; nil where there is no link.
  static func linkTarget(_ path: String) -> String? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = bytes.withUnsafeMutableBytes { buffer in
      buffer.withMemoryRebound(to: CChar.self) { text in
        text.baseAddress.map { readlink(path, $0, text.count) } ?? 0
      }
    }
    guard count > 0, count < bytes.count else { return nil }
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// A small regular file; nil where there is none or it is larger than the limit.
  static func contents(of path: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      status.st_size <= limit
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    var read = 0
    while read < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress.map { $0 + read }, buffer.count - read)
      }
      if count > 0 { read += count } else if count == 0 || errno != EINTR { return nil }
    }
    return bytes
  }

  /// Replaces a small file, so that a reader sees the old content or the new.
  static func replace(_ path: String, with bytes: [UInt8]) throws(HubError) {
    try createFolders(folder(of: path))
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .fileAccess(path: temporary, errorNumber: errno) }
    defer { close(descriptor) }
    do throws(HubError) {
      try write(bytes, to: descriptor, path: temporary)
      guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
        throw .fileAccess(path: path, errorNumber: errno)
      }
    } catch {
      unlink(temporary)
      throw error
    }
    synchronizeFolder(folder(of: path))
  }

  static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(HubError) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno != EINTR {
        throw .fileAccess(path: path, errorNumber: errno)
      }
    }
  }

  /// Makes the names in a folder durable, as far as its file system can.
  static func synchronizeFolder(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Makes a link, in the place of whatever file or link is there.
  static func link(_ path: String, to target: String) throws(HubError) {
    if linkTarget(path) == target { return }
    try createFolders(folder(of: path))
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    guard symlink(target, temporary) == 0, rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw .fileAccess(path: path, errorNumber: code)
    }
  }

  /// Takes a file, a link or a whole folder away; links are not followed.
  static func remove(_ path: String) throws(HubError) {
    if isFolder(path, followingLinks: false) {
      for name in entries(of: path) { try remove(joining(path, name)) }
      guard rmdir(path) == 0 || errno == ENOENT else {
        throw .fileAccess(path: path, errorNumber: errno)
      }
    } else if unlink(path) != 0, errno != ENOENT {
      throw .fileAccess(path: path, errorNumber: errno)
    }
  }

  /// The bytes that may still be written where `path` is; nil where the system does not say.
  static func availableBytes(at path: String) -> Int? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, overflow) = UInt64(status.f_bavail)
      .multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflow ? nil : Int(clamping: bytes)
  }
}
