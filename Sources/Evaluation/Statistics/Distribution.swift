/// Numbers, and how they are spread.
public struct Distribution: Sendable, Equatable {
  /// The numbers, the smallest first.
  public let sorted: [Double]

  /// Takes numbers in any order.
  public init(_ values: [Double]) { sorted = values.sorted() }

  /// How many there are.
  public var count: Int { sorted.count }

  /// Their mean; nil where there are none.
  public var mean: Double? {
    sorted.isEmpty ? nil : sorted.reduce(0, +) / Double(sorted.count)
  }

  /// Their median; nil where there are none.
  public var median: Double? { quantile(0.5) }

  /// Their population deviation; nil where there are none.
  public var standardDeviation: Double? {
    guard let mean else { return nil }
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(sorted.count)).squareRoot()
  }

  /// The number below which a share of them lies, between two of them in proportion (R's type 7).
  ///
  /// - Parameter share: From 0 to 1.
  /// - Returns: The number; nil where there are none.
  public func quantile(_ share: Double) -> Double? {
    sorted.isEmpty ? nil : Self.quantile(share, ofSorted: sorted)
  }

  /// The quantile of sorted numbers, of which there is at least one.
  static func quantile(_ share: Double, ofSorted sorted: [Double]) -> Double {
    let place = min(max(share, 0), 1) * Double(sorted.count - 1)
    let below = Int(place.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (place - Double(below))
  }

  /// How dense they lie at some places: a sum of Gaussian bells of one width, divided by their number.
  ///
  /// - Parameters:
  ///   - places: Where.
  ///   - width: The bells' deviation; nil for Silverman's rule, 0.9 · min(deviation, interquartile range ∕ 1.34) · n^(−1∕5).
  /// - Returns: The density at each place; zeros where there are no numbers.
  public func density(at places: [Double], width: Double? = nil) -> [Double] {
    guard let width = width ?? silvermanWidth, width > 0 else { return places.map { _ in 0 } }
    let scale = 1 / (Double(sorted.count) * width * (2 * Double.pi).squareRoot())
    return places.map { place in
      scale
        * sorted.reduce(0) { sum, value in
          let distance = (place - value) / width
          return sum + Exponential.of(-distance * distance / 2)
        }
    }
  }

  /// The width of Silverman's rule; a small share of the values where they are all alike.
  var silvermanWidth: Double? {
    guard let deviation = standardDeviation, let low = quantile(0.25), let high = quantile(0.75)
    else { return nil }
    let spread = high > low ? min(deviation, (high - low) / 1.34) : deviation
    guard spread > 0 else { return max(abs(sorted[0]) * 0.05, 0.1) }
    return 0.9 * spread * Exponential.fifthRootReciprocal(of: Double(sorted.count))
  }
}
