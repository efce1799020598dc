/// OSC 52: sets the terminal's clipboard.
enum ClipboardSequence {
  /// What stands between the program and the terminal.
  enum Multiplexer: Equatable {
    case none, tmux, screen

    /// Each names its session; where one runs within the other, `TERM` tells which is the inner one.
    init(environment: [String: String]) {
      let name = environment["TERM"] ?? ""
      self =
        switch (environment["TMUX"] ?? "", environment["STY"] ?? "") {
        case ("", ""): .none
        case (_, ""): .tmux
        case ("", _): .screen
        default: name.hasPrefix("screen.") ? .screen : .tmux
        }
    }
  }

  /// GNU screen drops strings that are longer than its buffer of 768 bytes.
  private static let screenPiece = 512

  /// The sequence that does it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - multiplexer: What has to be told to pass the sequence on.
  /// - Returns: What to send.
  static func make(_ text: String, through multiplexer: Multiplexer) -> String {
    let plain = "\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}"
    switch multiplexer {
    case .none: return plain
    // tmux takes the first where set-clipboard is on, and passes the second where allow-passthrough is.
    case .tmux: return plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
    case .screen: return envelopes(of: Array(plain.utf8))
    }
  }

  /// GNU screen passes on what stands in device control strings, one after the other, so that the terminal gets it whole.
  private static func envelopes(of sequence: [UInt8]) -> String {
    stride(from: 0, to: sequence.count, by: screenPiece).map { start in
      let piece = sequence[start..<min(start + screenPiece, sequence.count)]
      return "\u{1B}P" + String(decoding: piece, as: UTF8.self) + "\u{1B}\\"
    }.joined()
  }

  static func base64(_ bytes: [UInt8]) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var bits = 0
      for byte in group { bits = bits << 8 | Int(byte) }
      bits <<= 8 * (3 - group.count)
      for place in 0..<4 {
        let isPadding = place > group.count
        result.append(isPadding ? UInt8(ascii: "=") : alphabet[bits >> (18 - 6 * place) & 63])
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
