/// How a response came off beside the answer to be wished for.
public enum Outcome: String, Sendable, Equatable, CaseIterable {
  /// The judge found it better.
  case win
  /// The judge found both as good.
  case tie
  /// The judge found it worse.
  case lose

  /// +1, 0 or −1.
  public var score: Int {
    switch self {
    case .win: 1
    case .tie: 0
    case .lose: -1
    }
  }
}

/// What a judge chose of the two that it was shown.
public enum JudgeChoice: Int, Sendable, Equatable {
  /// Neither.
  case neither = 0
  /// The one that came first.
  case first = 1
  /// The one that came second.
  case second = 2
}

/// Where a response stood among the two that a judge was shown.
public enum ResponsePosition: Int, Sendable, Equatable, CaseIterable {
  /// Before the answer to be wished for.
  case first = 1
  /// After it.
  case second = 2

  /// How the response came off by a choice.
  public func outcome(of choice: JudgeChoice) -> Outcome {
    if choice == .neither { return .tie }
    return choice.rawValue == rawValue ? .win : .lose
  }
}

/// What a judge said with the responses in one order.
public struct JudgedOrder: Sendable, Equatable {
  /// Where the response stood.
  public var position: ResponsePosition
  /// The judge's words.
  public var reply: String
  /// What they mean; nil where they cannot be told for sure.
  public var choice: JudgeChoice? { VerdictParser.choice(in: reply) }

  /// Makes an order from the judge's words.
  public init(position: ResponsePosition, reply: String) {
    self.position = position
    self.reply = reply
  }

  /// How the response came off; nil where the words cannot be told for sure.
  public var outcome: Outcome? { choice.map(position.outcome) }
}

/// What a judge said of a response, in one order or in both.
public struct JudgedResponse: Sendable, Equatable {
  /// The orders that it was judged in.
  public var orders: [JudgedOrder]

  /// Makes a judgement of its orders.
  public init(orders: [JudgedOrder]) { self.orders = orders }

  /// How it came off: what all orders say; nil where an order has no verdict.
  ///
  /// Where the orders differ it is a tie, for then the place decided and not the text: so do Zheng et al. (2023), *Judging
  /// LLM-as-a-Judge*.
  public var outcome: Outcome? {
    let outcomes = orders.compactMap(\.outcome)
    guard let first = outcomes.first, outcomes.count == orders.count else { return nil }
    return outcomes.allSatisfy { $0 == first } ? first : .tie
  }
}
