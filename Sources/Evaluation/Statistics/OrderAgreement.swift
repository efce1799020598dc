/// How far a judge goes by the place of a response rather than by its text.
public struct OrderAgreement: Sendable, Equatable {
  /// Responses that have a verdict in both orders.
  public private(set) var pairCount = 0
  /// Those whose two verdicts are the same.
  public private(set) var agreeingCount = 0
  /// Replies that choose the first response.
  public private(set) var firstCount = 0
  /// Replies that choose the second.
  public private(set) var secondCount = 0
  /// Replies that choose neither.
  public private(set) var neitherCount = 0
  /// Replies that are no verdict.
  public private(set) var invalidCount = 0

  /// Nothing counted.
  public init() {}

  /// Counts a judged response.
  public mutating func count(_ response: JudgedResponse) {
    for order in response.orders {
      switch order.choice {
      case .first?: firstCount += 1
      case .second?: secondCount += 1
      case .neither?: neitherCount += 1
      case nil: invalidCount += 1
      }
    }
    let outcomes = response.orders.compactMap(\.outcome)
    guard outcomes.count == 2 else { return }
    pairCount += 1
    if outcomes[0] == outcomes[1] { agreeingCount += 1 }
  }

  /// Replies that were read.
  public var replyCount: Int { firstCount + secondCount + neitherCount + invalidCount }

  /// The share of responses whose verdict does not depend on the order; nil where none was judged in both.
  public var agreement: Double? {
    pairCount == 0 ? nil : Double(agreeingCount) / Double(pairCount)
  }

  /// The share of choices that fall on the first place, 0.5 for a judge without a leaning; nil before there are any.
  public var firstShare: Double? {
    let chosen = firstCount + secondCount
    return chosen == 0 ? nil : Double(firstCount) / Double(chosen)
  }
}
