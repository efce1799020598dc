/// Rows that are ready for training, and what came of the others.
public struct PreparedData: Sendable {
  /// The rows.
  public var rows: TokenizedRows
  /// Rows that were read.
  public var readCount = 0
  /// Rows that are longer than the limit, and so left out.
  public var tooLongCount = 0
  /// Rows without an answer that could be found, where the answer is to be the target.
  public var unreadableCount = 0
  /// The tokens of the longest row that was read.
  public var longest = 0
  /// The SHA-256 of the file.
  public var checksum = ""
}
