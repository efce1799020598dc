/// What a code point is, as far as cells and sanitising care.
///
/// Raw values are those of `WidthTable`.
enum ScalarKind: UInt8 {
  /// One cell.
  case narrow
  /// Two cells (East Asian wide and fullwidth).
  case wide
  /// One cell, or two where the user's fonts and terminal are East Asian.
  case ambiguous
  /// A combining mark: part of the cluster before it.
  case mark
  /// A Hangul vowel or final consonant: joins the syllable before it.
  case joining
  /// Invisible formatting (Cf).
  case format
  /// C0, C1, and the line and paragraph separators.
  case control
  /// Private use and surrogates.
  case privateUse
  /// Unassigned or a noncharacter.
  case unassigned

  /// Looks a code point up; O(log n) beyond ASCII.
  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x7F {
      self = value < 0x20 ? .control : .narrow
      return
    }
    let table = WidthTable.ranges
    var low = 0
    var high = table.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if table[middle] >> 8 <= value { low = middle } else { high = middle }
    }
    self = ScalarKind(rawValue: UInt8(truncatingIfNeeded: table[low])) ?? .unassigned
  }
}

extension Unicode.Scalar {
  /// Whether this is one half of a flag.
  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  /// Whether this can start an emoji, digits and `#` `*` left out.
  var isEmojiBase: Bool { value > 0x7F && properties.isEmoji }
}
