/// An answer that some model or person gave, and what it was given to.
public struct AnswerSample: Sendable, Equatable, Hashable {
  /// The conversation that the answer ends, or the question.
  public let context: String
  /// The answer, without blanks at its ends.
  public let answer: String

  /// Makes a sample.
  public init(context: String, answer: String) {
    self.context = context
    self.answer = answer.trimmed
  }
}

extension String {
  /// Without white space at the ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
