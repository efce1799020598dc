/// Shows what cannot be seen in a text.
public enum HiddenCharacters {
  /// Writes everything invisible out as `\u{…}`: controls and escape sequences, formatting, joiners, selectors, tags,
  /// uncommon spaces, blank letters, and marks beyond those that writing needs.
  ///
  /// Line ends and common spaces stay. Nothing is judged by what stands around it, so an emoji of several people comes
  /// apart into them and their joiners.
  ///
  /// - Parameter text: A text as it was written.
  /// - Returns: A text that is safe to show, and where in it something was written out, in characters.
  public static func reveal(_ text: String) -> (text: String, marks: [Range<Int>]) {
    if text.utf8.allSatisfy({ $0 == 0x0A || $0 >= 0x20 && $0 < 0x7F }) { return (text, []) }
    var revealer = Revealer()
    for scalar in text.unicodeScalars { revealer.take(scalar) }
    return revealer.finish()
  }
}

private struct Revealer {
  private var text = ""
  private var count = 0
  private var marks: [Range<Int>] = []
  /// What is seen since the last hidden one.
  private var visible = String.UnicodeScalarView()
  private var hasBase = false
  private var markCount = 0

  mutating func take(_ scalar: Unicode.Scalar) {
    switch ScalarKind(scalar) {
    case .mark, .joining:
      markCount += 1
      // What would stand on nothing, or climb over the lines above.
      guard hasBase, markCount <= TerminalSanitizer.mostMarks,
        TerminalSanitizer.fate(of: scalar.value, in: .prose) == .keep, !scalar.isSelector
      else { return writeOut(scalar) }
      visible.append(scalar)
    case .control where scalar == "\n":
      visible.append(scalar)
      hasBase = false
    default:
      guard isVisible(scalar) else { return writeOut(scalar) }
      visible.append(scalar)
      (hasBase, markCount) = (true, 0)
    }
  }

  mutating func finish() -> (text: String, marks: [Range<Int>]) {
    takeVisible()
    return (text, marks)
  }

  private func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch ScalarKind(scalar) {
    case .narrow, .wide, .ambiguous: break
    case .format: return TerminalSanitizer.isVisibleFormat(scalar.value)
    case .mark, .joining, .control, .privateUse, .unassigned: return false
    }
    if scalar.properties.generalCategory == .spaceSeparator {
      return scalar == " " || scalar == "\u{3000}"
    }
    return !scalar.isSelector && TerminalSanitizer.fate(of: scalar.value, in: .prose) == .keep
  }

  private mutating func writeOut(_ scalar: Unicode.Scalar) {
    takeVisible()
    let name = "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    text += name
    marks.append(count..<count + name.count)
    count += name.count
    hasBase = false
  }

  private mutating func takeVisible() {
    guard !visible.isEmpty else { return }
    let piece = String(visible)
    text += piece
    count += piece.count
    visible = String.UnicodeScalarView()
  }
}

extension Unicode.Scalar {
  /// Whether this chooses between forms of the character before it.
  fileprivate var isSelector: Bool {
    (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value)
  }
}
