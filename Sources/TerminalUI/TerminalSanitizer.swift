/// Text that is safe to show, and how much of it is not what was written.
public struct SanitizedText: Sendable, Hashable {
  /// The text.
  public var text: String
  /// Escape sequences and characters that were replaced or left out.
  public var hiddenCount: Int

  /// Creates a result.
  public init(text: String = "", hiddenCount: Int = 0) {
    self.text = text
    self.hiddenCount = hiddenCount
  }
}

/// Makes text harmless for a terminal and for the eye: nothing in it is obeyed, and what is hidden shows.
///
/// Text may come in pieces: any way to cut it gives the same result, so escape sequences and line ends
/// that lie across a cut are seen. What is safe stays as it is, so sanitising twice changes nothing more.
public struct TerminalSanitizer: Sendable {
  /// Where the text is shown.
  public enum Place: Sendable, Hashable {
    /// In running text, which has lines and tabs.
    case prose
    /// As a name, path or id on one line: line ends, tabs and uncommon spaces show, direction marks too.
    case name
  }

  let place: Place
  let allowsPrivateUse: Bool
  var escape = EscapeScanner()
  var utf8 = UTF8Repair()
  var pending = PendingScalars.none
  var context = TextContext()
  var output = String.UnicodeScalarView()
  /// Where in `output` ends what the last code point taken found held back; an index, as counting would cost the length.
  var resolvedEnd: String.Index?

  /// Escape sequences and characters replaced or left out so far.
  public internal(set) var hiddenCount = 0

  /// Creates a sanitiser for one text.
  ///
  /// - Parameters:
  ///   - place: Where the text is shown.
  ///   - allowsPrivateUse: Whether private use characters, icons of some fonts, are kept.
  public init(place: Place = .prose, allowsPrivateUse: Bool = false) {
    self.place = place
    self.allowsPrivateUse = allowsPrivateUse
  }

  /// Takes the next piece of the text and returns what can be shown of it by now.
  public mutating func append(_ text: String) -> SanitizedText {
    let before = hiddenCount
    for scalar in text.unicodeScalars { take(scalar) }
    return flush(since: before)
  }

  /// Takes the next piece as bytes; ill-formed UTF-8 becomes U+FFFD, one for each maximal subpart.
  public mutating func append(bytes: some Sequence<UInt8>) -> SanitizedText {
    let before = hiddenCount
    for byte in bytes {
      for scalar in utf8.take(byte) { take(scalar) }
    }
    return flush(since: before)
  }

  /// Ends the text and returns what was held back; the sanitiser is then as new, its count kept.
  public mutating func finish() -> SanitizedText {
    let before = hiddenCount
    if let scalar = utf8.finish() { take(scalar) }
    resolvePending(before: nil)
    escape = EscapeScanner()
    context = TextContext()
    return flush(since: before)
  }

  /// Sanitises a whole text.
  public static func sanitize(
    _ text: String, place: Place = .prose, allowsPrivateUse: Bool = false
  ) -> SanitizedText {
    if isPlain(text) { return SanitizedText(text: text) }
    var sanitizer = TerminalSanitizer(place: place, allowsPrivateUse: allowsPrivateUse)
    var result = sanitizer.append(text)
    result.text += sanitizer.finish().text
    result.hiddenCount = sanitizer.hiddenCount
    return result
  }

  /// Whether a text has only characters to which nothing needs to be done; there are more of them than are known here.
  static func isPlain(_ text: some StringProtocol) -> Bool {
    if isPrintableASCII(text) { return true }
    return text.unicodeScalars.allSatisfy { scalar in
      switch scalar.value {
      // ASCII; Latin, Greek and Cyrillic letters; kana, ideographs, Hangul: nothing that joins, hides or turns around.
      case 0x20..<0x7F, 0xA1..<0xAD, 0xAE..<0x300, 0x391..<0x3A2, 0x3B1..<0x3CA, 0x400..<0x482,
        0x3041..<0x3097, 0x30A1..<0x30FB, 0x4E00..<0x9FFD, 0xAC00..<0xD7A4:
        true
      default: false
      }
    }
  }

  /// Whether each byte of a text is a character and a column.
  static func isPrintableASCII(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  private mutating func flush(since before: Int) -> SanitizedText {
    let result = SanitizedText(text: String(output), hiddenCount: hiddenCount - before)
    output = String.UnicodeScalarView()
    return result
  }
}
