import Generation

/// An interval that a figure lies in, by how it varies when rows are drawn anew.
public struct ConfidenceInterval: Sendable, Equatable {
  /// Its lower end.
  public let lower: Double
  /// Its upper end.
  public let upper: Double

  /// Makes an interval.
  public init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }
}

/// Bootstrap confidence intervals by percentiles (Efron, 1979): rows are drawn with replacement, as many as there are, many
/// times, and the middle of the figures' distribution is the interval.
public struct Bootstrap: Sendable, Equatable {
  /// How often rows are drawn.
  public var resampleCount: Int
  /// The share of the middle.
  public var confidence: Double
  /// The same draws for the same seed.
  public var seed: UInt64

  /// Makes a bootstrap.
  ///
  /// - Parameters:
  ///   - resampleCount: How often rows are drawn.
  ///   - confidence: The share of the middle, between 0 and 1.
  ///   - seed: The same draws for the same seed.
  public init(resampleCount: Int = 10_000, confidence: Double = 0.95, seed: UInt64 = 1) {
    self.resampleCount = resampleCount
    self.confidence = confidence
    self.seed = seed
  }

  /// Intervals for the means of several figures of the same rows, drawn together.
  ///
  /// - Parameter figures: Each figure's value of each row.
  /// - Returns: One interval a figure; nil where there are no rows.
  public func intervals(_ figures: [[Double]]) -> [ConfidenceInterval?] {
    guard let count = figures.first?.count, count > 0, resampleCount > 0,
      figures.allSatisfy({ $0.count == count })
    else { return figures.map { _ in nil } }
    var random = SeededGenerator(seed: seed)
    var means = figures.map { _ in [Double]() }
    var sums = figures.map { _ in 0.0 }
    for _ in 0..<resampleCount {
      for figure in sums.indices { sums[figure] = 0 }
      for _ in 0..<count {
        let row = Int.random(in: 0..<count, using: &random)
        for figure in sums.indices { sums[figure] += figures[figure][row] }
      }
      for figure in sums.indices { means[figure].append(sums[figure] / Double(count)) }
    }
    let tail = (1 - confidence) / 2
    return means.map { means in
      let sorted = means.sorted()
      return ConfidenceInterval(
        lower: Distribution.quantile(tail, ofSorted: sorted),
        upper: Distribution.quantile(1 - tail, ofSorted: sorted))
    }
  }
}
