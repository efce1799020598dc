/// The loss of sequences, summed so that parts of a batch can be added.
public struct LossSum: Sendable, Equatable {
  /// Weighted cross-entropies, in nats.
  public var sum: Double
  /// Tokens that carry loss.
  public var targetCount: Int
  /// Those of them that the model thinks the most likely.
  public var correctCount: Int
  /// The weights of those tokens.
  public var weightSum: Double

  /// A sum, of nothing unless told.
  public init(
    sum: Double = 0, targetCount: Int = 0, correctCount: Int = 0, weightSum: Double = 0
  ) {
    self.sum = sum
    self.targetCount = targetCount
    self.correctCount = correctCount
    self.weightSum = weightSum
  }

  /// The mean loss of a token; 0 of none.
  public var mean: Double { weightSum > 0 ? sum / weightSum : 0 }

  /// Adds another part of the batch.
  public static func += (left: inout LossSum, right: LossSum) {
    left.sum += right.sum
    left.targetCount += right.targetCount
    left.correctCount += right.correctCount
    left.weightSum += right.weightSum
  }
}
