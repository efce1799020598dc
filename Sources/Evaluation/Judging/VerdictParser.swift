/// Reads what a judge chose: `1`, `2` or `0`, strictly.
///
/// The published scripts look for the number of the response anywhere in the reply, so that one which names both numbers
/// always wins, and `10` is a 1. Here a reply counts that begins with its choice, or that names one and no other.
public enum VerdictParser {
  /// What a reply chooses.
  ///
  /// - Parameter reply: The judge's words.
  /// - Returns: The choice; nil where there is none, or not for sure.
  public static func choice(in reply: String) -> JudgeChoice? {
    let tokens = ReplyTokens.cut(reply)
    if let leading = leadingChoice(tokens) { return leading }
    let named = Set(tokens.compactMap(\.choice))
    return named.count == 1 ? named.first : nil
  }

  /// Words that may stand before a choice.
  private static let openings: Set<String> = [
    "response", "answer", "verdict", "output", "result", "option", "number", "the", "better",
    "best", "is", "final", "choice",
  ]
  /// What makes a number part of a list rather than a choice.
  private static let joins: Set<String> = [
    "or", "and", "vs", "versus", "&", "/", ",", "-", "–", "to", "than",
  ]

  private static func leadingChoice(_ tokens: [ReplyTokens.Token]) -> JudgeChoice? {
    for (index, token) in tokens.enumerated() {
      if let choice = token.choice {
        guard let next = tokens.dropFirst(index + 1).first else { return choice }
        // In "1, because …" the comma ends a choice, in "1, 2, or 0" it does not.
        let after = tokens.dropFirst(index + 2).first
        let isList =
          next.text == ","
          ? after?.choice != nil || joins.contains(after?.text ?? "")
          : joins.contains(next.text)
        return isList ? nil : choice
      }
      guard openings.contains(token.text) || token.isMark else { return nil }
    }
    return nil
  }
}

/// The words and marks of a reply.
enum ReplyTokens {
  struct Token: Equatable {
    /// In lower case.
    let text: String
    /// Whether it is neither letters nor digits.
    let isMark: Bool

    /// The choice that it is, standing alone.
    var choice: JudgeChoice? {
      text.utf8.count == 1 ? Int(text).flatMap(JudgeChoice.init) : nil
    }
  }

  /// Cuts a text into runs of letters and digits, where a sign, a decimal point and what is joined to it belong to a
  /// number, so that neither `1.5` nor `-1` nor `10` nor `2nd` is a choice.
  static func cut(_ text: String) -> [Token] {
    var tokens: [Token] = []
    let characters = Array(text.lowercased())
    var index = 0
    func isWord(_ place: Int) -> Bool {
      characters.indices.contains(place)
        && (characters[place].isLetter || characters[place].isNumber)
    }
    func isDigit(_ place: Int) -> Bool {
      characters.indices.contains(place) && characters[place].isNumber
    }
    while index < characters.count {
      let start = index
      let hasSign =
        (characters[index] == "-" || characters[index] == "−") && isDigit(index + 1)
        && !isWord(index - 1)
      if hasSign { index += 1 }
      while isWord(index)
        || (".,%".contains(character(index, characters)) && isDigit(index - 1)
          && isDigit(index + 1))
        || (character(index, characters) == "%" && isDigit(index - 1))
      {
        index += 1
      }
      if index > start {
        tokens.append(Token(text: String(characters[start..<index]), isMark: false))
      } else {
        if !characters[index].isWhitespace {
          tokens.append(Token(text: String(characters[index]), isMark: true))
        }
        index += 1
      }
    }
    return tokens
  }

  private static func character(_ place: Int, _ characters: [Character]) -> Character {
    characters.indices.contains(place) ? characters[place] : " "
  }
}
