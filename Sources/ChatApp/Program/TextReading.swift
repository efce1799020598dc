import Glibc
import Storage

/// Reads a text that the user names.
enum TextReading {
  /// A path as the user typed it; `~/` begins in the home folder.
  static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  /// Reads a file.
  static func read(_ path: String, describeError: (any Error) -> String) -> FileResult {
    do {
      return .success(try TextFile.read(expanded(path)))
    } catch {
      return .failure(describeError(error))
    }
  }
}
