/// A text in a template: characters that remember whether the template wrote them or a message did.
///
/// The mark stays with a character through every operation, so that in the end a special token's name in a message can
/// be told from one in the template. Texts compare, and are measured, as if there were no marks.
struct TemplateText: Sendable, Equatable, Hashable {
  /// Unicode scalars, the highest bit set in those of messages.
  var units: [UInt32]

  static let mark: UInt32 = 1 << 31

  init(units: some Sequence<UInt32>) { self.units = Array(units) }

  /// A text of the template's, or a message's.
  init(_ text: String, isMarked: Bool = false) {
    units = text.unicodeScalars.map { isMarked ? $0.value | Self.mark : $0.value }
  }

  var count: Int { units.count }
  var isEmpty: Bool { units.isEmpty }

  /// The text without its marks.
  var string: String {
    String(String.UnicodeScalarView(units.map(Self.scalar)))
  }

  /// The character of a unit.
  static func scalar(_ unit: UInt32) -> Unicode.Scalar {
    Unicode.Scalar(unit & ~mark) ?? "\u{FFFD}"
  }

  static func == (left: TemplateText, right: TemplateText) -> Bool {
    left.units.elementsEqual(right.units) { ($0 ^ $1) & ~mark == 0 }
  }

  func hash(into hasher: inout Hasher) {
    for unit in units { hasher.combine(unit & ~Self.mark) }
  }

  static func < (left: TemplateText, right: TemplateText) -> Bool {
    left.units.lexicographicallyPrecedes(right.units) { $0 & ~mark < $1 & ~mark }
  }

  static func + (left: TemplateText, right: TemplateText) -> TemplateText {
    TemplateText(units: left.units + right.units)
  }

  // MARK: - Searching

  /// Whether `other` stands at `place`.
  func hasText(_ other: TemplateText, at place: Int) -> Bool {
    guard place >= 0, place + other.count <= count else { return false }
    for offset in other.units.indices
    where (units[place + offset] ^ other.units[offset]) & ~Self.mark != 0 { return false }
    return true
  }

  /// The first place of `other` at or after `start`.
  func place(of other: TemplateText, from start: Int = 0) -> Int? {
    guard other.count <= count else { return nil }
    return (start..<max(start, count - other.count + 1)).first { hasText(other, at: $0) }
  }

  /// The last place of `other` that ends before `end`.
  func lastPlace(of other: TemplateText, before end: Int) -> Int? {
    guard other.count <= end else { return nil }
    return (0...end - other.count).last { hasText(other, at: $0) }
  }

  // MARK: - Changing

  /// Without the characters of `set`, or white space, at the ends.
  func stripped(
    _ set: TemplateText? = nil, atStart: Bool = true, atEnd: Bool = true
  ) -> TemplateText {
    let values = set.map { Set($0.units.map { $0 & ~Self.mark }) }
    func isStripped(_ unit: UInt32) -> Bool {
      values?.contains(unit & ~Self.mark) ?? Self.isSpace(unit)
    }
    var slice = units[...]
    if atStart { slice = slice.drop(while: isStripped) }
    while atEnd, let last = slice.last, isStripped(last) { slice.removeLast() }
    return TemplateText(units: slice)
  }

  /// With each character changed into others, which take its mark.
  func mapped(_ change: (Unicode.Scalar) -> String) -> TemplateText {
    TemplateText(
      units: units.flatMap { unit in
        change(Self.scalar(unit)).unicodeScalars.map { $0.value | unit & Self.mark }
      })
  }

  var uppercased: TemplateText { mapped(\.properties.uppercaseMapping) }
  var lowercased: TemplateText { mapped(\.properties.lowercaseMapping) }

  /// The first character in upper case, the others in lower case.
  var capitalized: TemplateText {
    let first = TemplateText(units: units.prefix(1)).mapped(\.properties.titlecaseMapping)
    return first + TemplateText(units: units.dropFirst()).lowercased
  }

  /// Each word's first letter in upper case, the others in lower case.
  var titled: TemplateText {
    var isInWord = false
    return mapped { scalar in
      defer { isInWord = scalar.properties.isCased }
      return isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
    }
  }

  func replacing(_ old: TemplateText, with new: TemplateText, limit: Int?) -> TemplateText {
    var result: [UInt32] = []
    var start = 0
    var left = limit ?? .max
    if old.isEmpty {
      for unit in units {
        if left > 0 { result += new.units }
        left -= 1
        result.append(unit)
      }
      return TemplateText(units: left > 0 ? result + new.units : result)
    }
    while left > 0, let place = place(of: old, from: start) {
      result += units[start..<place] + new.units
      start = place + old.count
      left -= 1
    }
    return TemplateText(units: result + units[start...])
  }

  /// As Python's `str.isspace`.
  static func isSpace(_ unit: UInt32) -> Bool {
    switch unit & ~mark {
    case 0x1C...0x1F: true
    case let value: Unicode.Scalar(value)?.properties.isWhitespace ?? false
    }
  }
}
