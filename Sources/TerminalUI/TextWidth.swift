/// How text maps to cells where terminals differ.
public struct WidthRules: Sendable, Hashable {
  /// Whether East Asian ambiguous characters take two cells.
  public var ambiguousIsWide: Bool

  /// Creates rules.
  public init(ambiguousIsWide: Bool = false) { self.ambiguousIsWide = ambiguousIsWide }

  /// Ambiguous characters take one cell.
  public static let standard = WidthRules()
}

/// The number of cells that text takes, by a table pinned to one Unicode version.
///
/// A grapheme cluster is measured as a whole: marks add nothing, and emoji sequences, flags and keycaps
/// take two cells however many code points they have.
public enum TextWidth {
  /// The Unicode version of the table.
  public static var unicodeVersion: String { WidthTable.unicodeVersion }

  /// Cells of one cluster: 0, 1 or 2.
  ///
  /// Control characters take none.
  public static func width(of cluster: Character, rules: WidthRules = .standard) -> Int {
    let utf8 = cluster.utf8
    if utf8.count == 1, let byte = utf8.first { return byte < 0x20 || byte == 0x7F ? 0 : 1 }
    var sum = 0
    var first: Unicode.Scalar?
    for scalar in cluster.unicodeScalars {
      guard let start = first else {
        if scalar.isRegionalIndicator { return 2 }
        first = scalar
        sum = width(of: scalar, rules: rules)
        continue
      }
      // The emoji variation selector, also in a keycap.
      if scalar.value == 0xFE0F, start.properties.isEmoji { return 2 }
      sum += width(of: scalar, rules: rules)
      if sum >= 2 { return 2 }
    }
    return sum
  }

  /// Cells of a text without line ends, each cluster by itself; a TAB takes none.
  public static func width(of text: some StringProtocol, rules: WidthRules = .standard) -> Int {
    var sum = 0
    for cluster in text { sum += width(of: cluster, rules: rules) }
    return sum
  }

  /// The longest start of `text` that fits, with an ellipsis where something was cut off.
  ///
  /// - Parameters:
  ///   - text: One line.
  ///   - columns: The cells there are.
  ///   - ellipsis: What marks the cut; left out where it alone would not fit.
  ///   - rules: How ambiguous characters count.
  /// - Returns: A text of at most `columns` cells.
  public static func truncated(
    _ text: String, to columns: Int, ellipsis: String = "…", rules: WidthRules = .standard
  ) -> String {
    // A text shorter than this in bytes cannot be too wide: no byte takes more than one cell.
    if text.utf8.count <= columns { return text }
    let ellipsisWidth = width(of: ellipsis, rules: rules)
    var used = 0
    var cut = text.startIndex
    for index in text.indices {
      let next = used + width(of: text[index], rules: rules)
      if next > columns {
        return ellipsisWidth <= columns ? text[..<cut] + ellipsis : String(text[..<index])
      }
      used = next
      if used + ellipsisWidth <= columns { cut = text.index(after: index) }
    }
    return text
  }

  /// Cells of one code point by itself.
  static func width(of scalar: Unicode.Scalar, rules: WidthRules) -> Int {
    switch ScalarKind(scalar) {
    case .narrow, .privateUse, .unassigned: 1
    case .wide: 2
    case .ambiguous: rules.ambiguousIsWide ? 2 : 1
    case .mark, .joining, .control: 0
    // A few Arabic and Kaithi number signs are visible; the rest is not.
    case .format: TerminalSanitizer.isVisibleFormat(scalar.value) ? 1 : 0
    }
  }
}
