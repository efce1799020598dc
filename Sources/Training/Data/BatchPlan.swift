/// How much goes into one step of the optimizer.
public enum BatchSize: Sendable, Equatable {
  /// Rows up to so many tokens together, prompts included; at least one row.
  case tokens(Int)
  /// So many rows.
  case rows(Int)
}

/// How long a run is.
public enum RunLength: Sendable, Equatable {
  /// Every row so many times; the last time may be a part.
  case epochs(Double)
  /// So many steps, over the rows again and again.
  case steps(Int)
}

/// Which rows every step takes: a pure function of seed and step, so that a run goes on from its step alone.
///
/// Every epoch has an order of its own and ends with a batch that may be smaller.
public struct BatchPlan: Sendable {
  /// The number of steps.
  public let stepCount: Int
  private let lengths: [Int32]
  private let size: BatchSize
  private let seed: UInt64
  /// The first step of every epoch that is reached, and the batches in each.
  private let epochStarts: [Int]
  private let batchCounts: [Int]
  /// The epoch that is laid out in `order` and `ends`.
  private var epoch = -1
  private var order: [Int32] = []
  private var ends: [Int] = []

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - lengths: The tokens of every row; at least one row.
  ///   - size: What one step takes.
  ///   - length: How long the run is.
  ///   - seed: What the orders come from.
  public init(lengths: [Int32], size: BatchSize, length: RunLength, seed: UInt64) {
    self.lengths = lengths
    self.size = size
    self.seed = seed
    var starts: [Int] = []
    var counts: [Int] = []
    var steps = 0
    let limit =
      switch length {
      case .epochs(let count): (steps: Int.max, epochs: max(0, count))
      case .steps(let count): (steps: max(0, count), epochs: Double.infinity)
      }
    while !lengths.isEmpty, steps < limit.steps, Double(starts.count) < limit.epochs {
      let share = min(1, limit.epochs - Double(starts.count))
      let order = Self.order(of: lengths.count, seed: seed, epoch: starts.count)
      let batches = Self.ends(order, lengths, size).count
      starts.append(steps)
      counts.append(batches)
      steps += max(1, Int((Double(batches) * share).rounded(.up)))
    }
    epochStarts = starts
    batchCounts = counts
    stepCount = min(steps, limit.steps)
  }

  /// The rows of a step.
  ///
  /// - Parameter step: The step, `0..<stepCount`.
  /// - Returns: Indices of rows in the order in which they are taken.
  public mutating func rows(of step: Int) -> [Int] {
    let epoch = epoch(of: step)
    if epoch != self.epoch {
      order = Self.order(of: lengths.count, seed: seed, epoch: epoch)
      ends = Self.ends(order, lengths, size)
      self.epoch = epoch
    }
    let batch = step - epochStarts[epoch]
    let start = batch == 0 ? 0 : ends[batch - 1]
    return order[start..<ends[batch]].map { Int($0) }
  }

  /// How often all rows have been seen after so many steps, with the part of the epoch that is under way.
  ///
  /// - Parameter steps: Steps done.
  /// - Returns: Epochs.
  public func epochs(after steps: Int) -> Double {
    guard steps > 0, !epochStarts.isEmpty else { return 0 }
    let epoch = epoch(of: steps - 1)
    return Double(epoch) + Double(steps - epochStarts[epoch]) / Double(max(1, batchCounts[epoch]))
  }

  private func epoch(of step: Int) -> Int {
    var (low, high) = (0, epochStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if epochStarts[middle] <= step { low = middle } else { high = middle }
    }
    return low
  }

  private static func order(of count: Int, seed: UInt64, epoch: Int) -> [Int32] {
    var generator = SplitMix(seed: seed, stream: UInt64(epoch) + 1)
    return generator.permutation(of: count)
  }

  /// Where each batch ends in the order.
  private static func ends(_ order: [Int32], _ lengths: [Int32], _ size: BatchSize) -> [Int] {
    var ends: [Int] = []
    var (rows, tokens) = (0, 0)
    for (index, row) in order.enumerated() {
      let length = Int(lengths[Int(row)])
      let isFull =
        switch size {
        case .tokens(let limit): tokens + length > limit
        case .rows(let limit): rows >= limit
        }
      if isFull, rows > 0 {
        ends.append(index)
        (rows, tokens) = (0, 0)
      }
      rows += 1
      tokens += length
    }
    if rows > 0 { ends.append(order.count) }
    return ends
  }
}
