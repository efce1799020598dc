extension TerminalSanitizer {
  /// Code points of the longest emoji sequence that is kept whole.
  static let longestEmojiSequence = 10
  /// Marks on one base that are kept.
  static let mostMarks = 4

  /// The tags of the flags of England, Scotland and Wales: gbeng, gbsct, gbwls and the closing tag.
  static let flagTags: [[UInt32]] = ["gbeng", "gbsct", "gbwls"].map { region in
    region.unicodeScalars.map { 0xE0000 + $0.value } + [0xE007F]
  }

  enum Fate {
    case keep, drop, replace
  }

  /// What happens to the invisible characters; everything else is kept here.
  static func fate(of value: UInt32, in place: Place) -> Fate {
    switch value {
    // Embeddings, overrides and isolates show text in another order than it has.
    case 0x202A...0x202E, 0x2066...0x2069: return .replace
    case 0x200E, 0x200F, 0x061C: return place == .name ? .replace : .drop
    case 0x00AD, 0x034F, 0x180B...0x180F, 0x200B, 0x2060...0x2065, 0x206A...0x206F, 0xFEFF,
      0xFFF0...0xFFFB, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A, 0x13430...0x13455:
      return .drop
    // Letters without a glyph.
    case 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0: return .replace
    // Variation selectors that no emoji takes, and the language tag.
    case 0xFE00...0xFE0D, 0xE0001: return .drop
    default: return .keep
    }
  }

  /// Formatting characters that have a glyph: Arabic, Syriac and Kaithi number and year signs.
  static func isVisibleFormat(_ value: UInt32) -> Bool {
    switch value {
    case 0x0600...0x0605, 0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD: true
    default: false
    }
  }

  static func isTag(_ scalar: Unicode.Scalar) -> Bool { (0xE0020...0xE007F).contains(scalar.value) }

  /// Letters and marks of scripts whose letters join or form syllables: there U+200C is spelling.
  static func isJoiningScript(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0620...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1780...0x17D3, 0x1820...0x18AA,
      0xA840...0xA87F, 0xFB50...0xFDCF, 0xFE70...0xFEFE, 0x10AC0...0x10AFF, 0x11000...0x1145F:
      true
    default: false
    }
  }

  /// Makes one row of any text: sanitised, line ends as marks.
  static func line(_ text: String) -> String {
    let safe = sanitize(text, allowsPrivateUse: true).text
    return String(safe.map { $0 == "\n" ? "\u{240A}" : $0 })
  }
}

extension Unicode.Scalar {
  /// Whether this colours the skin of the emoji before it.
  var isEmojiModifier: Bool { (0x1F3FB...0x1F3FF).contains(value) }
}
