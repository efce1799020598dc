import Glibc

/// The axis of losses: logarithmic, because what matters late in a training is small beside how it begins.
public struct LossRange: Sendable, Equatable {
  /// The least and the greatest loss that are shown.
  public let lowest: Double
  /// The greatest.
  public let highest: Double
  private static let floor = 1e-4

  /// The range of losses, a little wider.
  ///
  /// - Parameter losses: What is shown; the range of nothing is 0.1 to 10.
  public init(losses: [Double]) {
    let finite = losses.filter { $0.isFinite && $0 > 0 }
    let low = max(Self.floor, finite.min() ?? 0.1)
    let high = max(low, finite.max() ?? 10)
    lowest = low / 1.1
    highest = high * 1.1
  }

  /// Where a loss stands between the lowest, 0, and the highest, 1.
  ///
  /// - Parameter loss: The loss.
  /// - Returns: Its share of the axis.
  public func share(of loss: Double) -> Double {
    (log(max(Self.floor, loss)) - log(lowest)) / (log(highest) - log(lowest))
  }

  /// Round numbers within the range: 1, 2 and 5 times the powers of ten.
  public var marks: [Double] {
    var marks: [Double] = []
    for exponent in -5...5 {
      for factor in [1.0, 2, 5] {
        let mark = factor * pow(10, Double(exponent))
        if mark >= lowest, mark <= highest { marks.append(mark) }
      }
    }
    return marks
  }

  /// A loss in few digits.
  ///
  /// - Parameter loss: The loss.
  /// - Returns: Its text.
  public static func text(_ loss: Double) -> String {
    let digits = loss >= 10 ? 10.0 : loss >= 1 ? 100 : loss >= 0.1 ? 1_000 : 10_000
    return String((loss * digits).rounded() / digits)
  }
}
