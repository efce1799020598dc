/// Who of a pool works on how much, and who is left out until when: pure bookkeeping.
struct EngineRoster {
  /// How a piece of work ended.
  enum Outcome {
    /// The engine answered, be it with a refusal.
    case worked
    /// The engine is out of order.
    case failed
    /// Nobody waited for the end.
    case abandoned
  }

  private struct Member {
    var load = 0
    var failures = 0
    var rests: ContinuousClock.Instant?
    var lastTurn = 0
  }

  /// The first rest after a failure; it doubles with each more.
  static let firstRest = Duration.seconds(1)
  /// The longest rest.
  static let longestRest = Duration.seconds(60)

  private var members: [Member]
  private var turn = 0

  init(count: Int) { members = Array(repeating: Member(), count: count) }

  /// Chooses the member with the least to do, of several the one whose last turn is longest ago.
  ///
  /// - Parameters:
  ///   - excluded: Who is not to be chosen.
  ///   - now: The time.
  /// - Returns: Who it is, and whether it failed last; nil where nobody may be chosen.
  mutating func take(
    excluding excluded: Set<Int>, at now: ContinuousClock.Instant
  ) -> (index: Int, isSuspect: Bool)? {
    let free = members.indices.filter { index in
      !excluded.contains(index) && members[index].rests.map { $0 <= now } ?? true
    }
    let best = free.min { one, other in
      (members[one].load, members[one].lastTurn) < (members[other].load, members[other].lastTurn)
    }
    guard let best else { return nil }
    begin(best)
    return (best, members[best].failures > 0)
  }

  /// Counts a piece of work.
  mutating func begin(_ index: Int) {
    turn += 1
    members[index].load += 1
    members[index].lastTurn = turn
  }

  /// Counts its end.
  mutating func giveBack(_ index: Int, _ outcome: Outcome, at now: ContinuousClock.Instant) {
    members[index].load -= 1
    switch outcome {
    case .abandoned: break
    case .worked:
      members[index].failures = 0
      members[index].rests = nil
    case .failed:
      let doublings = min(members[index].failures, 6)
      members[index].failures += 1
      members[index].rests = now + min(Self.firstRest * (1 << doublings), Self.longestRest)
    }
  }
}
