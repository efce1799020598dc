/// What is done to a text before it is cut into words.
///
/// Source: `normalizers` of Hugging Face's tokenizers.
enum TextNormalizer: Sendable, Equatable {
  /// Puts a text before one that is not empty.
  case prepend([Unicode.Scalar])
  /// Puts one text for each occurrence of another, which is not empty.
  case replace([Unicode.Scalar], with: [Unicode.Scalar])
  /// Composes characters (Unicode's NFC).
  case composition
  /// Several, in order.
  case sequence([TextNormalizer])

  /// The text as it becomes; O(n) a step.
  func normalize(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    switch self {
    case .prepend(let prefix): text.isEmpty ? text : prefix + text
    case .replace(let pattern, let content): Self.replace(pattern, with: content, in: text)
    case .composition: Self.composed(text)
    case .sequence(let steps): steps.reduce(text) { $1.normalize($0) }
    }
  }

  static func replace(
    _ pattern: [Unicode.Scalar], with content: [Unicode.Scalar], in text: [Unicode.Scalar]
  ) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    var place = 0
    while place < text.count {
      if text[place...].starts(with: pattern) {
        result += content
        place += pattern.count
      } else {
        result.append(text[place])
        place += 1
      }
    }
    return result
  }

  private static func composed(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    // What lies below the first combining character is composed already.
    guard text.contains(where: { $0.value >= 0x300 }) else { return text }
    // The standard library's own, which compares strings by it; Foundation's would bring a library of its own.
    let bytes = String(String.UnicodeScalarView(text))._nfcCodeUnits
    return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
  }
}
