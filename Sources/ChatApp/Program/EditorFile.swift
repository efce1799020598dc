import Glibc

/// The file through which a text goes to the user's editor and back.
enum EditorFile {
  /// Writes a text to a new file that only the user can read.
  ///
  /// - Returns: Its path, or what went wrong.
  static func write(_ text: String) -> FileResult {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/metaaligner-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    let path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    guard descriptor >= 0 else { return failure(folder) }
    defer { close(descriptor) }
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return true
    }
    if isWritten { return .success(path) }
    unlink(path)
    return failure(folder)
  }

  private static func failure(_ folder: String) -> FileResult {
    .failure("Cannot write to \(folder): \(String(cString: strerror(errno))).")
  }
}
