import Generation

/// In which orders a response and the answer to be wished for are shown to a judge.
///
/// The original answer and its edit are always judged in the same orders, so that what the judge thinks of places takes no
/// part in their difference; the published scripts draw anew for each.
public enum PositionPlan: Sendable, Equatable {
  /// In both.
  case both
  /// In one, drawn for each row.
  case seeded(UInt64)

  /// The orders of a row.
  ///
  /// - Parameter row: Which, from 0.
  /// - Returns: Where the response stands in each of them.
  public func positions(row: Int) -> [ResponsePosition] {
    switch self {
    case .both: return ResponsePosition.allCases
    case .seeded(let seed):
      // The golden ratio's bits spread the rows' numbers over the generator's seeds.
      var generator = SeededGenerator(
        seed: seed &+ UInt64(truncatingIfNeeded: row) &* 0x9E37_79B9_7F4A_7C15)
      return [generator.next() >> 63 == 0 ? .first : .second]
    }
  }
}
