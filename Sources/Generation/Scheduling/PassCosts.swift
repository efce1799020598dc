/// What a pass over several tokens costs, relative to a pass over one.
public struct PassCosts: Sendable, Equatable {
  /// Numbers of tokens that costs are kept for; between them they are interpolated.
  public static let measuredRows = [1, 2, 4, 8, 16, 32]

  /// The relative cost for each of `measuredRows`; the first is 1.
  public let relative: [Double]

  /// Costs of a machine that reads its weights much slower than it multiplies, until measured.
  public static let assumed = PassCosts(relative: [1, 1.05, 1.1, 1.25, 1.6, 2.3])

  /// Creates a table.
  ///
  /// - Parameter relative: Costs for each of `measuredRows`, made positive and non-decreasing.
  public init(relative: [Double]) {
    var least = 1.0
    self.relative = Self.measuredRows.indices.map { index in
      let cost = index < relative.count && relative[index].isFinite ? relative[index] : least
      least = index == 0 ? 1 : max(least, cost)
      return least
    }
  }

  /// The cost of a pass over so many tokens; beyond the table it grows as at its end.
  ///
  /// - Parameter rows: Tokens, at least 1.
  /// - Returns: The cost relative to one token.
  public func relative(rows: Int) -> Double {
    let sizes = Self.measuredRows
    let upper = min(sizes.firstIndex { $0 >= rows } ?? sizes.count - 1, sizes.count - 1)
    guard upper > 0 else { return relative[0] }
    let (x0, x1) = (Double(sizes[upper - 1]), Double(sizes[upper]))
    let (y0, y1) = (relative[upper - 1], relative[upper])
    return y0 + (Double(rows) - x0) / (x1 - x0) * (y1 - y0)
  }
}
