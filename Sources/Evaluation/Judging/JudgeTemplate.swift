public import Alignment

/// The words in which a judge is asked.
public enum JudgeTemplate: String, Sendable, Equatable, CaseIterable {
  /// As the paper prints them (D.1 and F.1).
  case paper
  /// As the published scripts send them to GPT-4, slips included.
  case seed

  /// Asks which of two responses is better.
  ///
  /// - Parameters:
  ///   - query: What was asked.
  ///   - responses: The two, in order.
  ///   - aspect: What counts.
  ///   - family: Whose data they are: the scripts ask otherwise about IMHI's.
  /// - Returns: The question.
  public func comparison(
    query: String, responses: (String, String), aspect: String, family: PromptFamily
  ) -> JudgeQuestion {
    switch (self, family) {
    case (.paper, _):
      JudgeQuestion(
        text: """
          You are a skilled evaluator of helpful AI assistants. You will be presented with one query and two different \
          responses to this query. QUERY: \(query) | RESPONSE 1: \(responses.0) | RESPONSE 2: \(responses.1). Consider the \
          following aspect: \(aspect), then return the number of the better response. If tied, return 0. You must only \
          return 1, 2, or 0.
          """)
    case (.seed, .imhi):
      JudgeQuestion(
        system: "You are a psychologist, skilled in making mental health analysis.",
        text: """
          You will be presented with one mental health analysis query and two different responses to this query.QUERY: \
          \(query) \n | RESPONSE 1: \(responses.0) \n | RESPONSE 2: \(responses.1)"\(Self.blanks(14))"\n Consider the \
          following aspect: \(aspect) in the two response, then return the number of the better response. If tied, return \
          0.You must only return Response 1, Response 2, or 0.
          """)
    case (.seed, _):
      JudgeQuestion(
        text: """
          You will be presented with one query and two different responses to this query.QUERY: \(query) \n | RESPONSE 1: \
          \(responses.0) \n | RESPONSE 2: \(responses.1)"\(Self.blanks(10))"\n Consider the following aspect: \(aspect), \
          then return the number of the better response. If tied, return 0.You must only return 1, 2, or 0.
          """)
    }
  }

  /// Asks for a score from 0 to 10.
  ///
  /// - Parameters:
  ///   - query: What was asked.
  ///   - response: What is scored.
  ///   - aspect: What counts.
  /// - Returns: The question.
  public func rating(query: String, response: String, aspect: String) -> JudgeQuestion {
    switch self {
    case .paper:
      JudgeQuestion(
        text: """
          You are a skilled evaluator of helpful AI assistants. You will be presented with one query and a response to this \
          query. QUERY: \(query) | RESPONSE: \(response) Assign a score ranging from 0 to 10 to this response considering \
          the following aspect: \(aspect). The rating improves as the score rises, where 0 denotes inferior performance and \
          10 denotes approaching-human performance. You must only return the assigned score.
          """)
    case .seed:
      JudgeQuestion(
        text: """
          You will be presented with one query and a response to this query.QUERY: \(query) \n | RESPONSE: \
          \(response)"\(Self.blanks(10))"\n Assign a score ranging from 0 to 10 to this response considering the following \
          aspect: \(aspect).\n 0 denotes very poor performance and 10 denotes human-level performance.You must only return \
          the assigned score.
          """)
    }
  }

  /// What continued lines of the scripts left inside their literals.
  private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

/// What a judge is asked.
public struct JudgeQuestion: Sendable, Equatable {
  /// What stands before the dialogue; nil for nothing.
  public var system: String?
  /// The user's message.
  public var text: String

  /// Makes a question.
  public init(system: String? = nil, text: String) {
    self.system = system
    self.text = text
  }
}
