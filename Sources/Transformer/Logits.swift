/// For which tokens of a forward pass logits are computed.
public enum LogitsSelection: Sendable {
  /// None: a part of a prompt.
  case none
  /// The newest token only.
  case last
  /// Every token given.
  case all
}

/// Unnormalised log-probabilities of the next token.
public struct Logits: Sendable {
  /// How many tokens have a row.
  public let rowCount: Int
  /// V, the length of a row.
  public let vocabularySize: Int
  /// `[rowCount, V]`, row-major.
  public let values: [Float]

  /// Rows of logits.
  ///
  /// - Parameters:
  ///   - rowCount: How many tokens have a row.
  ///   - vocabularySize: V, the length of a row.
  ///   - values: `[rowCount, V]`, row-major.
  public init(rowCount: Int, vocabularySize: Int, values: [Float]) {
    precondition(values.count == rowCount * vocabularySize)
    self.rowCount = rowCount
    self.vocabularySize = vocabularySize
    self.values = values
  }

  /// The logits after one token, `[V]`.
  public func row(_ index: Int) -> ArraySlice<Float> {
    values[index * vocabularySize..<(index + 1) * vocabularySize]
  }

  /// The likeliest next token; the smallest id among equals.
  ///
  /// - Parameter row: Which row.
  /// - Returns: Its id.
  public func argmax(row: Int) -> Int {
    let values = self.row(row)
    var best = values.startIndex
    for index in values.indices where values[index] > values[best] { best = index }
    return best - values.startIndex
  }
}
