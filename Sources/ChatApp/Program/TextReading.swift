import Glibc
import Storage

/// Reads a text that the user names.
enum TextReading {
  /// Reads a file; `~/` begins in the home folder.
  static func read(_ path: String, describeError: (any Error) -> String) -> FileResult {
    var path = path
    if path.hasPrefix("~/"), let home = getenv("HOME") {
      path = String(cString: home) + path.dropFirst()
    }
    do {
      return .success(try TextFile.read(path))
    } catch {
      return .failure(describeError(error))
    }
  }
}
