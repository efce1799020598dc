import Alignment

/// Names sessions that nobody named.
enum SessionTitle {
  private static let longest = 72
  static let untitled = "Untitled"

  /// The beginning of the last question, else of the answer.
  static func make(context: String, answer: String) -> String {
    let turns = Conversation.turns(of: context).filter { !$0.isBlank }
    let question = turns.last { !$0.text.allSatisfy(\.isWhitespace) }?.text ?? answer
    let words = question.prefix(4 * longest).split(whereSeparator: \.isWhitespace)
    let line = words.joined(separator: " ")
    guard !line.isEmpty else { return untitled }
    return line.count <= longest ? line : line.prefix(longest - 1) + "…"
  }
}
