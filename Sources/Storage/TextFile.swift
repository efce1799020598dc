import Glibc

/// Reads the texts that people give by file: one place for the command line and the interactive program.
public enum TextFile {
  /// No context or answer has more bytes; what never ends must not fill the memory.
  public static let byteLimit = 64 << 20

  /// What errors call standard input.
  public static let standardInputName = "standard input"

  /// Reads UTF-8 text; a byte-order mark is dropped.
  ///
  /// - Parameters:
  ///   - path: The file; links are followed.
  ///   - acceptsPipes: Whether to wait for a pipe too; else only a regular file is read.
  /// - Returns: The text.
  /// - Throws: `StorageError` naming the file and what is wrong with it.
  public static func read(
    _ path: String, acceptsPipes: Bool = false
  ) throws(StorageError) -> String {
    let bytes = try WholeFile.read(path, limit: byteLimit, acceptsPipes: acceptsPipes)
    return try decode(bytes, path: path)
  }

  /// Reads UTF-8 text from standard input to its end, whatever that is; a byte-order mark is dropped.
  ///
  /// - Returns: The text.
  /// - Throws: `StorageError`.
  public static func readStandardInput() throws(StorageError) -> String {
    let bytes = try WholeFile.read(STDIN_FILENO, path: standardInputName, limit: byteLimit)
    return try decode(bytes, path: standardInputName)
  }

  private static func decode(_ bytes: [UInt8], path: String) throws(StorageError) -> String {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) else {
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
