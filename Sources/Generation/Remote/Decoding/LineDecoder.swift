/// Cuts bytes into lines that end in LF, CR or CRLF, wherever the bytes are split.
///
/// A line is bytes until it is whole: a character that two packets share is never decoded in halves.
struct LineDecoder {
  /// The longest line, in bytes; a server that sends a longer one is broken or hostile.
  static let limit = 1 << 20

  private var line: [UInt8] = []
  private var followsReturn = false

  /// Takes bytes.
  ///
  /// - Parameter bytes: What came next.
  /// - Returns: The lines that they complete, without their ends.
  /// - Throws: `RemoteProblem.tooLarge`.
  mutating func append(_ bytes: some Sequence<UInt8>) throws(RemoteProblem) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for byte in bytes {
      let endsPair = followsReturn && byte == UInt8(ascii: "\n")
      followsReturn = byte == UInt8(ascii: "\r")
      if endsPair { continue }
      if followsReturn || byte == UInt8(ascii: "\n") {
        lines.append(line)
        line = []
      } else {
        guard line.count < Self.limit else { throw .tooLarge(limit: Self.limit) }
        line.append(byte)
      }
    }
    return lines
  }

  /// What stands after the last end of a line; nil where nothing does.
  mutating func finish() -> [UInt8]? {
    defer { line = [] }
    return line.isEmpty ? nil : line
  }
}
