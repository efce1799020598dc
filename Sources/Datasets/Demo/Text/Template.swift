/// A sentence with places for words.
struct Template: Sendable, Equatable {
  /// A stretch of a template.
  enum Part: Sendable, Equatable {
    case text(String)
    /// A word of a kind, with `a` or `an` before it where that is asked for.
    case word(kind: String, hasArticle: Bool)
  }

  let parts: [Part]

  /// Reads `{kind}`, `{a kind}` and `{an kind}`.
  init(_ source: some StringProtocol) {
    var parts: [Part] = []
    var rest = source[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      let words = rest[rest.index(after: open)..<close].split(separator: " ")
      parts.append(.word(kind: String(words.last ?? ""), hasArticle: words.count > 1))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  /// The templates of a list, one a line.
  static func list(_ text: String, heldOut: Bool) -> [Template] {
    let lines = text.split(separator: "\n")
    let chosen = lines.filter { WordBank.isHeldOut($0) == heldOut }
    return (chosen.isEmpty ? lines : chosen).map { Template($0) }
  }

  /// The sentence with a word in each place, and a capital at the start.
  func filled(_ word: (String) -> String) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let plain): text += plain
      case .word(let kind, let hasArticle):
        let word = word(kind)
        if hasArticle { text += Self.article(before: word) + " " }
        text += word
      }
    }
    return text
  }

  /// `a` or `an`, by how the word sounds as far as its letters tell.
  static func article(before word: String) -> String {
    let word = word.lowercased()
    if ["hour", "honest", "honour", "heir"].contains(where: word.hasPrefix) { return "an" }
    if ["ubi", "uni", "use", "usu", "uti", "uto", "eu", "ewe", "one"].contains(
      where: word.hasPrefix),
      !["unin", "unim"].contains(where: word.hasPrefix)
    {
      return "a"
    }
    return "aeiou".contains(word.first ?? "b") ? "an" : "a"
  }
}
