/// The search for what a growing text names that other texts do not: each piece is read once.
///
/// Nothing that the scanner tells apart reaches across a blank, so that the text can be read in pieces that end with one.
public struct MentionSearch: Sendable, Equatable {
  /// What was found so far, and what the next word is compared with.
  private struct Findings: Equatable {
    var mentions: [Mention] = []
    var seen: Set<String> = []
    var isBehindNewName = false
  }

  private let known: MentionIndex
  private var place = MentionScanner.Place()
  private var findings = Findings()
  /// The text behind the last blank, which may still grow.
  private var rest = ""

  /// Makes the search in a text that has not begun.
  ///
  /// - Parameter known: What the other texts name.
  public init(known: MentionIndex) {
    self.known = known
  }

  /// Reads on; O(piece).
  ///
  /// - Parameter piece: What follows in the text.
  public mutating func append(_ piece: some StringProtocol) {
    rest += piece
    guard let blank = rest.lastIndex(where: \.isWhitespace) else { return }
    let end = rest.index(after: blank)
    var scanner = MentionScanner(String(rest[..<end]), from: place)
    while let item = scanner.next() { take(item, to: &findings) }
    place = scanner.place
    rest.removeSubrange(..<end)
  }

  /// What the text names that the known ones do not, in its order and each once.
  ///
  /// - Parameter isComplete: Whether the text ends here; where not, a word that may still grow is left out.
  /// - Returns: The new mentions.
  public func mentions(isComplete: Bool) -> [Mention] {
    var findings = findings
    var scanner = MentionScanner(rest, from: place)
    while let item = scanner.next(), isComplete || !scanner.isAtEnd { take(item, to: &findings) }
    return findings.mentions
  }

  private func take(_ item: MentionScanner.Item, to findings: inout Findings) {
    guard let kind = item.kind.mention, !known.isKnown(item),
      findings.seen.insert(item.key).inserted
    else {
      findings.isBehindNewName = false
      return
    }
    if kind == .name, findings.isBehindNewName, item.followsDirectly,
      let last = findings.mentions.popLast()
    {
      findings.mentions.append(Mention(.name, last.text + " " + item.text))
    } else {
      findings.mentions.append(Mention(kind, item.text))
    }
    findings.isBehindNewName = kind == .name
  }
}

extension MentionScanner.Item.Kind {
  /// What it is a mention of; nil for words that name nothing.
  fileprivate var mention: Mention.Kind? {
    switch self {
    case .word: nil
    case .name: .name
    case .number: .number
    case .address: .address
    }
  }
}
