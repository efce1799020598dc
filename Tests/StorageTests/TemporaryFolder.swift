import Glibc
import Testing

/// A folder of its own for one test, removed with everything in it.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/metaaligner-storage-XXXXXX".utf8CString)
    let made = try #require(mkdtemp(&template))
    path = String(cString: made)
  }

  deinit {
    Self.removeAll(path)
  }

  private static func removeAll(_ path: String) {
    if remove(path) == 0 { return }
    for name in (try? names(in: path)) ?? [] { removeAll(path + "/" + name) }
    remove(path)
  }

  subscript(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws {
    let file = try #require(fopen(self[name], "w"))
    fputs(text, file)
    fclose(file)
  }

  func makeFolder(_ name: String) {
    var path = path
    for part in name.split(separator: "/") {
      path += "/" + part
      mkdir(path, 0o755)
    }
  }

  func mode(of name: String) -> mode_t? {
    var status = stat()
    return stat(self[name], &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  /// The names in it, sorted, without `.` and `..`.
  func names() throws -> [String] { try Self.names(in: path) }

  private static func names(in path: String) throws -> [String] {
    let folder = try #require(opendir(path))
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
