public import Tokenization

/// Why a model was not written.
public enum ConversionError: Error, Sendable, Equatable {
  /// The source cannot be read, or has something that the format cannot say.
  case checkpoint(CheckpointError)
  /// A step of writing the file failed; `code` is its `errno`.
  case failed(Step, path: String, code: Int32)
  /// There is a file already, and nobody said to replace it.
  case exists(path: String)
  /// The tokenizer has more tokens than the model has embeddings.
  case tooManyTokens(tokenizer: Int, model: Int)
  /// The tokenizer's algorithm is one that GGUF does not have for this architecture.
  case unsupportedTokenizer(algorithm: String)
  /// A weight that is no finite number, which blocks cannot hold.
  case notFinite(tensor: String)
  /// A weight that is too large for the format.
  case outOfRange(tensor: String, format: String)
  /// Whoever asked for it wants it no more; nothing was left behind.
  case cancelled

  /// The tokenizer that was to go with the model cannot be read.
  case tokenizer(TokenizationError)
  /// A tensor of the model was not handed over, so that the file would have a hole.
  case incomplete(tensor: String)
  /// A tensor was handed over twice, or one that the model's configuration does not have.
  case unexpected(tensor: String, shape: [Int])

  /// A step of writing a file.
  public enum Step: String, Sendable {
    /// The steps in their order.
    case create, write, synchronize, rename
  }
}
