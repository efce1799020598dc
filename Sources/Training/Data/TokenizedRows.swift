import Digests

/// Training rows as token ids, end to end in one array: two or four bytes a token.
public struct TokenizedRows: Sendable {
  /// Ids where the vocabulary fits 16 bits, and where it does not; one of the two is empty.
  ///
  /// Two arrays and no enum: an array that is taken out of a case to grow is copied whole for every row.
  private var narrow: [UInt16] = []
  private var wide: [Int32] = []
  private let isNarrow: Bool
  /// Where each row ends in the storage.
  private var ends: [Int] = []
  /// How many of each row's tokens are its prompt's.
  private var targetStarts: [Int32] = []

  /// No rows yet.
  ///
  /// - Parameter vocabularySize: The number of ids that can occur.
  public init(vocabularySize: Int) {
    isNarrow = vocabularySize <= 1 << 16
  }

  /// The number of rows.
  public var count: Int { ends.count }

  /// The number of tokens of all rows.
  public var tokenCount: Int { ends.last ?? 0 }

  /// The number of tokens that a model learns to write.
  public var targetTokenCount: Int {
    tokenCount - targetStarts.reduce(0) { $0 + Int($1) }
  }

  /// The tokens of every row.
  public var lengths: [Int32] {
    var start = 0
    return ends.map { end in
      defer { start = end }
      return Int32(clamping: end - start)
    }
  }

  /// The tokens of a row.
  ///
  /// - Parameter index: The row.
  /// - Returns: Their number.
  public func length(_ index: Int) -> Int { ends[index] - (index > 0 ? ends[index - 1] : 0) }

  /// Adds a row.
  ///
  /// - Parameters:
  ///   - tokens: Its ids, each below the vocabulary's size.
  ///   - targetStart: Where the target begins.
  public mutating func append(_ tokens: [Int32], targetStart: Int) {
    if isNarrow {
      narrow.append(contentsOf: tokens.lazy.map { UInt16(truncatingIfNeeded: $0) })
    } else {
      wide.append(contentsOf: tokens)
    }
    ends.append(tokenCount + tokens.count)
    targetStarts.append(Int32(clamping: targetStart))
  }

  /// A row as the model takes it.
  ///
  /// - Parameters:
  ///   - index: The row.
  ///   - promptLossWeight: How much a token of the prompt counts.
  /// - Returns: The row.
  public func sequence(_ index: Int, promptLossWeight: Float = 0) -> TrainingSequence {
    let range = (index > 0 ? ends[index - 1] : 0)..<ends[index]
    let tokens = isNarrow ? narrow[range].map { Int32($0) } : Array(wide[range])
    return TrainingSequence(
      tokens: tokens, targetStart: Int(targetStarts[index]), promptLossWeight: promptLossWeight)
  }

  /// What the row's tokens weigh in the loss: one a target, and the prompt's weight each for the others but the first,
  /// which nothing predicts.
  ///
  /// - Parameters:
  ///   - index: The row.
  ///   - promptLossWeight: How much a token of the prompt counts.
  /// - Returns: The sum.
  public func lossWeight(_ index: Int, promptLossWeight: Float = 0) -> Double {
    let length = length(index)
    let prompt = Int(targetStarts[index])
    return Double(length - max(1, prompt)) + Double(promptLossWeight) * Double(max(0, prompt - 1))
  }

  /// The SHA-256 of all ids and of where rows and targets begin: what a run learns from, however it was made.
  public var checksum: String {
    var hash = SHA256()
    narrow.withUnsafeBytes { hash.update($0) }
    wide.withUnsafeBytes { hash.update($0) }
    ends.withUnsafeBytes { hash.update($0) }
    targetStarts.withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }
}
