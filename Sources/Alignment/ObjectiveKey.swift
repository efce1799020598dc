/// How names of objectives are compared and made.
enum ObjectiveKey {
  /// A name without the differences that people do not mean: case, and blank against `_` against `-`.
  static func folded(_ name: String) -> String {
    String(
      name.trimmingBlanks().lowercased().map {
        $0 == "_" || $0 == "-" || $0.isWhitespace ? " " : $0
      }
    )
  }

  /// An id for a label: its letters and digits in lower case, everything between them one `-`.
  static func identifier(from label: String) -> String {
    label.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  func trimmingBlanks() -> String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// The first scalar of category Cc: such have no place in a prompt's one line of objectives, nor on a screen.
  var firstControlCharacter: Unicode.Scalar? {
    unicodeScalars.first { $0.properties.generalCategory == .control }
  }
}
