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
    let errorNumber = writeAll(bytes, to: STDOUT_FILENO)
    if errorNumber != 0 { throw .unwritableOutput(errorNumber: errorNumber) }
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
  /// Whether a person's terminal reads it.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line over the last one of a terminal.
  static func overwrite(_ line: String) {
    // The cursor to the first column, the line cleared, no line feed.
    _ = writeAll(
      Array(("\r\u{1B}[K" + TerminalSanitizer.sanitize(line).text).utf8), to: STDERR_FILENO)
  }

  static func write(_ line: String) {
    let bytes = Array((TerminalSanitizer.sanitize(line).text + "\n").utf8)
    // Nobody can be told where this fails.
    _ = writeAll(bytes, to: STDERR_FILENO)
  }
}

/// Writes all bytes, in as many calls as that takes.
///
/// - Returns: 0, or the `errno` of the call that failed.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno == EAGAIN {
      // The file is shared with whoever started the program, who may have made it non-blocking.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      poll(&waiting, 1, -1)
    } else if errno != EINTR {
      return errno
    }
  }
  return 0
}
