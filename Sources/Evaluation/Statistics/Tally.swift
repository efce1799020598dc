/// Wins, ties and losses.
public struct Tally: Sendable, Equatable {
  /// Responses that were better.
  public var wins = 0
  /// Responses that were as good.
  public var ties = 0
  /// Responses that were worse.
  public var losses = 0

  /// Nothing counted.
  public init() {}

  /// Counts outcomes.
  public init(_ outcomes: some Sequence<Outcome>) {
    for outcome in outcomes { count(outcome) }
  }

  /// Counts one more.
  public mutating func count(_ outcome: Outcome) {
    switch outcome {
    case .win: wins += 1
    case .tie: ties += 1
    case .lose: losses += 1
    }
  }

  /// How many were counted.
  public var total: Int { wins + ties + losses }

  /// The paper's win rate (Algorithm 2), 0 to 1: a tie is no win; nil before anything is counted.
  public var winRate: Double? { total == 0 ? nil : Double(wins) / Double(total) }

  /// What the published scripts print as `ratio`, 0 to 1: a tie counts as a win; nil before anything is counted.
  public var seedRatio: Double? { total == 0 ? nil : Double(wins + ties) / Double(total) }
}
