internal import Tensors

/// Sequences end to end, without padding: a row is a token that the model reads.
///
/// A sequence's last token is only predicted, so it has no row.
struct PackedBatch {
  /// `[T]`, what is read.
  private(set) var tokens: [Int32] = []
  /// `[T]`, the places in their sequences.
  private(set) var positions: [Int32] = []
  /// The rows of each sequence, the longest first.
  private(set) var sequences: [Range<Int>] = []
  /// The rows that carry loss, ascending.
  private(set) var lossRows: [Int] = []
  /// What follows each of them.
  private(set) var targets: [Int32] = []
  /// The weight of each of their losses.
  private(set) var weights: [Float] = []
  /// Rows of the same call that lie in batches before this one.
  private(set) var firstRow = 0

  var rowCount: Int { tokens.count }
  /// Rows of the longest sequence.
  var longest: Int { sequences.first?.count ?? 0 }

  /// Rows that a sequence takes; none where nothing of it carries loss.
  static func rowCount(of sequence: TrainingSequence) -> Int {
    sequence.lossTokenCount > 0 ? sequence.tokens.count - 1 : 0
  }

  /// Begins anew with these sequences.
  mutating func pack(_ batch: ArraySlice<TrainingSequence>, firstRow: Int) {
    self.firstRow = firstRow
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    sequences.removeAll(keepingCapacity: true)
    lossRows.removeAll(keepingCapacity: true)
    targets.removeAll(keepingCapacity: true)
    weights.removeAll(keepingCapacity: true)
    for sequence in batch where Self.rowCount(of: sequence) > 0 { append(sequence) }
    // The longest attention first, so that the workers end together.
    sequences.sort { ($1.count, $0.lowerBound) < ($0.count, $1.lowerBound) }
  }

  private mutating func append(_ sequence: TrainingSequence) {
    let start = tokens.count
    let count = sequence.tokens.count - 1
    sequences.append(start..<start + count)
    for position in 0..<count {
      tokens.append(sequence.tokens[position])
      positions.append(Int32(truncatingIfNeeded: position))
      let isTarget = position + 1 >= sequence.targetStart
      let weight = isTarget ? 1 : sequence.promptLossWeight
      guard weight > 0 else { continue }
      lossRows.append(start + position)
      targets.append(sequence.tokens[position + 1])
      weights.append(weight)
    }
  }
}
