/// What is wrong with a SentencePiece model, and where.
public struct ModelDefect: Error, Sendable, Equatable {
  /// What is wrong.
  public enum Kind: Sendable, Equatable {
    /// The file has no bytes.
    case empty
  }

  /// What is wrong.
  public let kind: Kind
  /// Where in the file, in bytes from its beginning.
  public let byteOffset: Int
}
