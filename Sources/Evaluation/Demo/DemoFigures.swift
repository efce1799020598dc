/// What was counted over some rows.
public struct DemoFigures: Sendable, Equatable {
  /// Rows that were measured.
  public var rowCount = 0
  /// Rows that did not fit the model's context, and count in nothing else.
  public var skippedCount = 0
  /// Tokens of the right edits, the end of each among them.
  public var tokenCount = 0
  /// Those that are the likeliest after the right ones before them.
  public var rightTokenCount = 0
  /// Edits of up to 128 tokens.
  public var shortCount = 0
  /// Those that were written exactly.
  public var exactCount = 0
  /// Longer edits.
  public var longCount = 0
  /// Those that were written exactly.
  public var longExactCount = 0
  /// The sum of the longer edits' word F1.
  public var longOverlap = 0.0
  /// Rows where an objective that had changed something was taken off.
  public var toggledCount = 0
  /// Those whose edit then showed nothing of it.
  public var removedCount = 0
  /// Words of right edits that no training row has.
  public var unseenCount = 0
  /// Those that were written.
  public var copiedCount = 0

  /// The most tokens, the end not counted, of an edit that is asked to be exact.
  public static let shortLimit = 128

  /// Nothing counted.
  public init() {}

  /// The share of right tokens.
  public var tokenAccuracy: Double? { Self.share(rightTokenCount, tokenCount) }
  /// The share of exact edits among the short ones.
  public var exactShare: Double? { Self.share(exactCount, shortCount) }
  /// The mean word F1 of the long ones.
  public var longF1: Double? { longCount == 0 ? nil : longOverlap / Double(longCount) }
  /// The share of objectives whose effect went when they were taken off.
  public var removedShare: Double? { Self.share(removedCount, toggledCount) }
  /// The share of unseen words that were copied.
  public var copiedShare: Double? { Self.share(copiedCount, unseenCount) }

  private static func share(_ part: Int, _ whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }

  /// Adds what was counted over other rows.
  public static func += (left: inout DemoFigures, right: DemoFigures) {
    left.rowCount += right.rowCount
    left.skippedCount += right.skippedCount
    left.tokenCount += right.tokenCount
    left.rightTokenCount += right.rightTokenCount
    left.shortCount += right.shortCount
    left.exactCount += right.exactCount
    left.longCount += right.longCount
    left.longExactCount += right.longExactCount
    left.longOverlap += right.longOverlap
    left.toggledCount += right.toggledCount
    left.removedCount += right.removedCount
    left.unseenCount += right.unseenCount
    left.copiedCount += right.copiedCount
  }
}
