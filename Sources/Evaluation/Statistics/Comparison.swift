/// What a judge's verdicts on one objective come to: the original answers and their edits, each against the answers to be
/// wished for.
///
/// Only rows count where both have a verdict, so that the advantage is the difference of the two rates beside it.
public struct Comparison: Sendable, Equatable {
  /// How the original answers came off.
  public let origin: Tally
  /// How the edits came off.
  public let aligned: Tally
  /// Rows without a verdict on the one or the other.
  public let excludedCount: Int
  /// The interval of the original answers' win rate, 0 to 1.
  public let originInterval: ConfidenceInterval?
  /// The interval of the edits' win rate, 0 to 1.
  public let alignedInterval: ConfidenceInterval?
  /// The interval of the advantage, −1 to 1, by rows drawn in pairs.
  public let advantageInterval: ConfidenceInterval?

  /// The outcomes of one row; nil for what has no verdict.
  public struct Pair: Sendable, Equatable {
    /// How the original answer came off.
    public var origin: Outcome?
    /// How the edit came off.
    public var aligned: Outcome?

    /// Makes a pair.
    public init(origin: Outcome?, aligned: Outcome?) {
      self.origin = origin
      self.aligned = aligned
    }
  }

  /// Counts rows.
  ///
  /// - Parameters:
  ///   - pairs: The rows' outcomes.
  ///   - bootstrap: How intervals are made.
  public init(_ pairs: [Pair], bootstrap: Bootstrap) {
    var origins: [Outcome] = []
    var edits: [Outcome] = []
    for pair in pairs {
      guard let origin = pair.origin, let aligned = pair.aligned else { continue }
      origins.append(origin)
      edits.append(aligned)
    }
    origin = Tally(origins)
    aligned = Tally(edits)
    excludedCount = pairs.count - origins.count
    func wins(_ outcomes: [Outcome]) -> [Double] { outcomes.map { $0 == .win ? 1 : 0 } }
    let (before, after) = (wins(origins), wins(edits))
    let intervals = bootstrap.intervals([before, after, zip(after, before).map { $0 - $1 }])
    (originInterval, alignedInterval, advantageInterval) = (
      intervals[0], intervals[1], intervals[2]
    )
  }

  /// The paper's figure: the edits' win rate less the original answers', −1 to 1; nil where no row counts.
  public var advantage: Double? {
    guard let before = origin.winRate, let after = aligned.winRate else { return nil }
    return after - before
  }
}
