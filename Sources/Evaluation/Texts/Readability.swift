/// How easy an English text is to read, by the lengths of its sentences and words.
public struct Readability: Sendable, Equatable {
  /// Words: runs of letters and digits, apostrophes inside of them included.
  public let wordCount: Int
  /// Sentences: what `.`, `!` or `?` ends before white space or the end, and what is left over.
  public let sentenceCount: Int
  /// Syllables: groups of vowels in each word, at least one, a silent `e` at the end not counted.
  public let syllableCount: Int

  /// Counts a text.
  public init(_ text: String) {
    let words = TextWords.cut(text)
    wordCount = words.count
    sentenceCount = Self.countSentences(text)
    syllableCount = words.reduce(0) { $0 + Self.countSyllables($1) }
  }

  /// Flesch's reading ease (1948), 206.835 − 1.015 · words ∕ sentences − 84.6 · syllables ∕ words: the higher the easier, 60
  /// to 70 is plain English; nil for a text without words.
  public var readingEase: Double? {
    guard wordCount > 0, sentenceCount > 0 else { return nil }
    return 206.835 - 1.015 * Double(wordCount) / Double(sentenceCount)
      - 84.6 * Double(syllableCount) / Double(wordCount)
  }

  private static func countSentences(_ text: String) -> Int {
    var count = 0
    var hasWord = false
    var isEnded = false
    for character in text {
      if isEnded, character.isWhitespace {
        count += 1
        (hasWord, isEnded) = (false, false)
      } else if character.isLetter || character.isNumber {
        (hasWord, isEnded) = (true, false)
      } else if hasWord, ".!?".contains(character) {
        isEnded = true
      }
    }
    return count + (hasWord ? 1 : 0)
  }

  private static func countSyllables(_ word: String) -> Int {
    var count = 0
    var wasVowel = false
    for character in word {
      let isVowel = "aeiouy".contains(character)
      if isVowel, !wasVowel { count += 1 }
      wasVowel = isVowel
    }
    // "make" has one syllable, "table" and "free" have their vowel sound.
    if word.hasSuffix("e"), count > 1, !word.hasSuffix("le"), !word.hasSuffix("ee") { count -= 1 }
    return max(1, count)
  }
}

/// The words of a text.
enum TextWords {
  /// Runs of letters and digits in lower case; an apostrophe between two letters belongs to its word.
  static func cut(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var hasApostrophe = false
    for character in text.lowercased() {
      if character.isLetter || character.isNumber {
        if hasApostrophe { word.append("'") }
        word.append(character)
        hasApostrophe = false
      } else if !word.isEmpty, !hasApostrophe, character == "'" || character == "’" {
        hasApostrophe = true
      } else {
        if !word.isEmpty { words.append(word) }
        word = ""
        hasApostrophe = false
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
