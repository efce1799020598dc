/// How much of a text another has, word by word without order.
enum WordOverlap {
  /// The harmonic mean of the shares of words that either text has of the other, from 0 to 1.
  ///
  /// - Parameters:
  ///   - found: What was written.
  ///   - expected: What should have been.
  /// - Returns: 1 for the same words, 0 for none in common.
  static func f1(_ found: String, _ expected: String) -> Double {
    let foundWords = words(found)
    let expectedWords = words(expected)
    guard !foundWords.isEmpty, !expectedWords.isEmpty else {
      return foundWords.isEmpty == expectedWords.isEmpty ? 1 : 0
    }
    let shared = Double(common(foundWords, expectedWords))
    return 2 * shared / Double(foundWords.count + expectedWords.count)
  }

  /// How many words two lists have in common; a word that stands twice in both counts twice.
  static func common(_ first: [Substring], _ second: [Substring]) -> Int {
    var left: [Substring: Int] = [:]
    for word in first { left[word, default: 0] += 1 }
    var count = 0
    for word in second where left[word, default: 0] > 0 {
      left[word, default: 0] -= 1
      count += 1
    }
    return count
  }

  private static func words(_ text: String) -> [Substring] {
    text.split(whereSeparator: \.isWhitespace)
  }
}
