/// A text cut into the units that a word diff compares.
///
/// A token is a run of word characters (letters, digits, `_`), one ideograph or kana, or any other single character that
/// is not white space. White space belongs to no token, so that texts that differ only in line breaks compare equal.
/// Offsets count characters (grapheme clusters).
public struct TokenizedText: Sendable, Equatable {
  struct Token: Sendable, Equatable {
    let text: String
    let range: Range<Int>
    let isWord: Bool
  }

  /// Runs longer than this are cut, so that a text without white space still costs O(piece) an `append`.
  private static let longestWord = 64

  /// The whole text.
  public private(set) var text: String
  /// Its length in characters.
  public private(set) var characterCount: Int
  private(set) var tokens: [Token]

  /// Cuts a text; O(length).
  public init(_ text: String = "") {
    self.text = text
    self.text.makeContiguousUTF8()
    characterCount = 0
    tokens = []
    cut(from: self.text.startIndex, offset: 0)
  }

  /// Adds to the end, cutting again only what the addition can change: O(piece), not O(text).
  ///
  /// - Parameter piece: What follows.
  public mutating func append(_ piece: String) {
    // The piece can lengthen the last token, or join the last character to make another one.
    var resumeByte = text.utf8.count
    var resumeOffset = characterCount
    if let last = tokens.last, last.range.upperBound == characterCount {
      resumeByte -= last.text.utf8.count
      resumeOffset = last.range.lowerBound
      tokens.removeLast()
    } else if let last = text.last {
      resumeByte -= last.utf8.count
      resumeOffset -= 1
    }
    text += piece
    cut(from: text.utf8.index(text.startIndex, offsetBy: resumeByte), offset: resumeOffset)
  }

  private mutating func cut(from start: String.Index, offset start0: Int) {
    var index = start
    var offset = start0
    var word = ""
    var wordLength = 0
    func finishedWord() -> Token? {
      wordLength == 0
        ? nil : Token(text: word, range: offset - wordLength..<offset, isWord: true)
    }
    while index < text.endIndex {
      let character = text[index]
      let kind = character.diffKind
      if kind != .wordPart || wordLength == Self.longestWord, let finished = finishedWord() {
        tokens.append(finished)
        word = ""
        wordLength = 0
      }
      switch kind {
      case .wordPart:
        word.append(character)
        wordLength += 1
      case .wholeWord, .mark:
        tokens.append(
          Token(
            text: String(character), range: offset..<offset + 1, isWord: kind == .wholeWord))
      case .whitespace: break
      }
      index = text.index(after: index)
      offset += 1
    }
    if let finished = finishedWord() { tokens.append(finished) }
    characterCount = offset
  }
}

extension Character {
  fileprivate enum DiffKind { case wordPart, wholeWord, mark, whitespace }

  /// Its part in a token; ASCII is decided without the Unicode tables, for speed.
  fileprivate var diffKind: DiffKind {
    if let ascii = asciiValue {
      switch ascii {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F: return .wordPart
      case 0x09...0x0D, 0x20: return .whitespace
      default: return .mark
      }
    }
    if isWhitespace { return .whitespace }
    guard isLetter || isNumber else { return .mark }
    // Scripts written without blanks between words: kana, bopomofo and Han.
    return switch unicodeScalars.first?.value ?? 0 {
    case 0x3040...0x312F, 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .wholeWord
    default: .wordPart
    }
  }
}
