import Checkpoints
import Glibc

/// A folder of its own for one test, removed with its last reference.
final class TemporaryFolder {
  let path: String

  init() {
    var template = Array("/tmp/checkpoints-tests-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? ""
  }

  deinit {
    guard !path.isEmpty, let entries = opendir(path) else { return }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { remove(path + "/" + name) }
    }
    closedir(entries)
    rmdir(path)
  }

  /// Writes a file into it.
  func write(_ bytes: [UInt8], _ name: String) {
    guard let file = fopen(path + "/" + name, "wb") else { return }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  /// Writes a text into it.
  func write(_ text: String, _ name: String) { write(Array(text.utf8), name) }

  /// Opens it as a checkpoint; the folder stays until that is done.
  func open() throws(CheckpointError) -> Checkpoint {
    defer { withExtendedLifetime(self) {} }
    return try Checkpoint.open(path)
  }
}
