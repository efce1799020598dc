/// What stands twice in a row.
enum Repetition {
  /// The text with each sentence, and then each word, that follows its like left out.
  static func removed(from text: String) -> String {
    withoutRepeatedWords(withoutRepeatedSentences(text))
  }

  private static func withoutRepeatedSentences(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let sentences = Sentences.ranges(in: bytes)
    var result: [UInt8] = []
    var copied = 0
    for (index, sentence) in sentences.enumerated() where index > 0 {
      let previous = sentences[index - 1]
      guard bytes[sentence] == bytes[previous] else { continue }
      result += bytes[copied..<max(copied, previous.upperBound)]
      copied = sentence.upperBound
    }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private static func withoutRepeatedWords(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    let tokens = TextToken.tokens(of: bytes)
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      result += bytes[token.range]
      index += 1
      guard token.kind == .word, bytes[token.range].contains(where: \.isLetter) else { continue }
      while index + 1 < tokens.count, tokens[index].kind == .blanks,
        bytes[tokens[index].range] == [0x20],
        bytes[tokens[index + 1].range] == bytes[token.range]
      {
        index += 2
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
