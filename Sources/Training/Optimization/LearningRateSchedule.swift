import Glibc

/// How the learning rate goes over a run, as transformers' schedules do: the first step of a warm-up has rate 0.
public struct LearningRateSchedule: Sendable, Equatable {
  /// What follows the warm-up.
  public enum Shape: String, Sendable, CaseIterable {
    /// Half a cosine down to the final rate.
    case cosine
    /// A straight line down to the final rate.
    case linear
    /// The peak rate to the end.
    case constant
  }

  /// How long the rate rises.
  public enum WarmUp: Sendable, Equatable {
    /// So many steps.
    case steps(Int)
    /// A share of all steps, rounded up.
    case ratio(Double)
  }

  /// The highest rate.
  public var peak: Double
  /// What follows the warm-up.
  public var shape: Shape
  /// How long the rate rises.
  public var warmUp: WarmUp
  /// The rate at the end as a share of the peak.
  public var finalShare: Double

  /// Makes a schedule.
  public init(
    peak: Double, shape: Shape = .cosine, warmUp: WarmUp = .ratio(0.05), finalShare: Double = 0
  ) {
    self.peak = peak
    self.shape = shape
    self.warmUp = warmUp
    self.finalShare = finalShare
  }

  /// The rate of a step.
  ///
  /// - Parameters:
  ///   - step: The step, from 0.
  ///   - stepCount: The steps of the run.
  /// - Returns: The rate.
  public func rate(step: Int, of stepCount: Int) -> Double {
    let rising =
      switch warmUp {
      case .steps(let count): count
      case .ratio(let share): Int((Double(stepCount) * share).rounded(.up))
      }
    if step < rising { return peak * Double(step) / Double(max(1, rising)) }
    let progress = min(1, Double(step - rising) / Double(max(1, stepCount - rising)))
    let share =
      switch shape {
      case .cosine: 0.5 * (1 + cos(.pi * progress))
      case .linear: 1 - progress
      case .constant: 1.0
      }
    return peak * (finalShare + (1 - finalShare) * share)
  }
}
