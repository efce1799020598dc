/// OSC 52: sets the terminal's clipboard.
enum ClipboardSequence {
  /// The sequence that does it.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - throughTmux: Whether tmux stands between; it is then told to pass the sequence on as well.
  /// - Returns: What to send.
  static func make(_ text: String, throughTmux: Bool) -> String {
    let plain = "\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}"
    guard throughTmux else { return plain }
    // tmux takes the first where set-clipboard is on, and passes the second where allow-passthrough is.
    return plain + "\u{1B}Ptmux;\u{1B}" + plain + "\u{1B}\\"
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
