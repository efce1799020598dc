import Glibc

/// Whole texts from files that a user names.
enum TextFile {
  /// No context or answer is larger; a device that never ends must not fill the memory.
  static let byteLimit = 64 << 20

  /// Reads UTF-8 text; a byte-order mark is dropped.
  ///
  /// - Parameter path: The file; `-` is standard input.
  /// - Returns: The text.
  /// - Throws: `CommandError` naming the file and what is wrong with it.
  static func read(_ path: String) throws(CommandError) -> String {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadableFile(path: path, errorNumber: errno) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .unreadableFile(path: path, errorNumber: errno) }
      if count == 0 { break }
      bytes += chunk[..<count]
      guard bytes.count <= byteLimit else { throw .fileTooLarge(path: path, limit: byteLimit) }
    }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .notUTF8(path: path, line: lineOfFirstDefect(bytes))
    }
    return text
  }

  /// The line, from 1, with the first ill-formed byte.
  private static func lineOfFirstDefect(_ bytes: [UInt8]) -> Int {
    let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let defect = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
    return (defect ?? 0) + 1
  }
}
