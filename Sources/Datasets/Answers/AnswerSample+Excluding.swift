import Alignment

extension [AnswerSample] {
  /// The samples whose question is in none of others.
  ///
  /// Questions are the same where they are so but for white space and backslashes (which a table gains each time that
  /// pandas copies it); a dialogue is known by its first turn too, so that no piece of a dialogue is on both sides.
  ///
  /// - Parameter others: What is kept apart.
  /// - Returns: The rest, in order.
  public func excludingQuestions(of others: [AnswerSample]) -> [AnswerSample] {
    let excluded = Set(others.flatMap(\.questionKeys))
    return filter { sample in !sample.questionKeys.contains(where: excluded.contains) }
  }
}

extension AnswerSample {
  fileprivate var questionKeys: [String] {
    let first = Conversation.turns(of: context).first { $0.speaker == .human }?.text
    return [context, first ?? context].map { text in
      text.lowercased().filter { !$0.isWhitespace && $0 != "\\" }
    }
  }
}
