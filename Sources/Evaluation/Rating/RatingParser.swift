/// Reads a score from 0 to 10, strictly.
public enum RatingParser {
  /// The highest score.
  public static let highest = 10.0

  /// The score that a reply gives, such as `8`, `8.5`, `8/10` or `Score: 8 out of 10`.
  ///
  /// - Parameter reply: The judge's words.
  /// - Returns: The score; nil where there is none, several, or one that is out of range.
  public static func score(in reply: String) -> Double? {
    let tokens = ReplyTokens.cut(reply)
    var scores: Set<Double> = []
    var index = 0
    while index < tokens.count {
      let text = tokens[index].text
      guard text.contains(where: \.isNumber) else {
        index += 1
        continue
      }
      // What is a number and more, such as "8th" or "80%", is no score, and leaves doubt about the others.
      guard let score = number(text), (0...highest).contains(score) else { return nil }
      index += 1
      let rest = tokens[index...].prefix(3).map(\.text)
      if rest.first == "/" {
        guard rest.dropFirst().first == "10" else { return nil }
        index += 2
      } else if rest.prefix(2) == ["out", "of"] {
        guard rest.last == "10" else { return nil }
        index += 3
      }
      scores.insert(score)
    }
    return scores.count == 1 ? scores.first : nil
  }

  private static func number(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }) else { return nil }
    return Double(text)
  }
}
