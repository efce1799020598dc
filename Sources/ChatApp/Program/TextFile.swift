import Glibc

/// Reads and writes the texts that people give by file.
enum TextFile {
  /// The most bytes of a text.
  static let sizeLimit = 8 << 20

  /// Reads a text; `~/` begins in the home folder.
  ///
  /// Only a regular file is read, so that a pipe named by mistake cannot hang the program.
  static func read(_ path: String) -> FileResult {
    let path = expanded(path)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return failure("read", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return failure("read", path) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      return .failure("\(path) is not a regular file.")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        return failure("read", path)
      }
      if count == 0 { break }
      bytes += chunk[..<count]
      if bytes.count > sizeLimit {
        return .failure("\(path) is larger than \(Format.bytes(sizeLimit)).")
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure("\(path) is not UTF-8 text.")
    }
    return .success(text)
  }

  /// Writes a text to a new file that only the user can read.
  ///
  /// - Returns: Its path, or what went wrong.
  static func writeTemporary(_ text: String) -> FileResult {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(folder)/metaaligner-XXXXXX.txt".utf8CString)
    let descriptor = mkstemps(&template, 4)
    let path = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    guard descriptor >= 0 else { return failure("write to", folder) }
    defer { close(descriptor) }
    var text = text
    let isWritten = text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)
      while !rest.isEmpty {
        let count = write(descriptor, rest.baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
      return true
    }
    if isWritten { return .success(path) }
    unlink(path)
    return failure("write to", folder)
  }

  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  private static func failure(_ verb: String, _ path: String) -> FileResult {
    .failure("Cannot \(verb) \(path): \(String(cString: strerror(errno))).")
  }
}
