import Alignment

/// Tells the words that training data of the demonstration never has.
public struct UnseenWords: Sendable {
  private let known: Set<String>

  /// Collects the words of the lists, the sentences and the rules.
  public init() {
    var texts = [DemoTemplates.statements, DemoTemplates.remarks, DemoTemplates.questions]
    for objective in DemoObjective.allCases {
      texts.append(DemoTemplates.triggering(objective))
      texts += objective.substitutions.entries.flatMap { [$0.pattern, $0.replacement] }
      texts += DemoCue.allCases.compactMap(objective.appendedLine)
    }
    texts += DemoTemplates.triggers.values
    texts += EqualWords.substitutions.entries.flatMap { [$0.pattern, $0.replacement] }
    // Answers from files may have the kept words of the lists too; only made-up ones are in no row.
    texts += WordBank(heldOut: false).all
    texts += WordBank(heldOut: true).all
    texts += Conversation.Speaker.allCases.map(\.rawValue)
    known = Set(texts.flatMap(Self.words).map { $0.lowercased() })
  }

  /// The words of a made-up text that no training row has, in order; codes and numbers are none.
  public func words(of text: String) -> [String] {
    Self.words(of: text).filter { word in
      word.utf8.count > 2 && word.utf8.dropFirst().allSatisfy { $0.isLetter && !$0.isCapital }
        && WordBank.isHeldOut(word) && !known.contains(word.lowercased())
    }
  }

  private static func words(of text: String) -> [String] {
    let bytes = Array(text.utf8)
    return TextToken.tokens(of: bytes).filter { token in
      token.kind == .word && bytes[token.range].contains(where: \.isLetter)
    }.map { token in
      let word = String(decoding: bytes[token.range], as: UTF8.self)
      return word.hasSuffix("'s") ? String(word.dropLast(2)) : word
    }
  }
}
