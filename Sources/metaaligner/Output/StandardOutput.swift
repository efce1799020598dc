import Glibc
import StrictJSON
import TerminalUI

/// Standard output: bytes to files and pipes, text that cannot harm to a terminal.
struct StandardOutput {
  /// Whether a person's terminal reads it.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes all bytes.
  ///
  /// - Throws: `CommandError.unwritableOutput`, such as a full disk.
  static func write(_ bytes: [UInt8]) throws(CommandError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .unwritableOutput(errorNumber: errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Writes text, byte for byte unless a terminal reads it.
  static func write(_ text: String) throws(CommandError) {
    try write(Array((isTerminal ? TerminalSanitizer.sanitize(text).text : text).utf8))
  }

  /// Writes one JSON value in a line.
  static func writeLine(_ value: JSONValue) throws(CommandError) {
    try write(JSONWriter.write(value, pretty: false, escapingForTerminal: true) + [0x0A])
  }

  /// Writes one JSON document, laid out for people where a terminal reads it.
  static func write(_ document: JSONValue) throws(CommandError) {
    try write(JSONWriter.write(document, pretty: isTerminal, escapingForTerminal: true) + [0x0A])
  }
}

/// Standard error: notices and progress, in plain lines.
struct StandardError {
  static func write(_ line: String) {
    let bytes = Array((TerminalSanitizer.sanitize(line).text + "\n").utf8)
    // Nobody can be told where this fails.
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
