public import StrictJSON

/// What is wrong with a file of training rows; rows count from 1.
public enum DataFault: Error, Sendable, Equatable {
  /// The file is not JSON.
  case malformed(JSONError)
  /// A row has no `conversations`.
  case noConversation(row: Int)
  /// A row's conversation is not one turn of `human` and one of `gpt`; `found` are its speakers in order.
  case unexpectedTurns(row: Int, found: [String])
  /// A turn lacks `from` or `value`.
  case incompleteTurn(row: Int)
  /// There are no rows at all, or none that fits.
  case noRows(tooLong: Int, limit: Int)
  /// A token of the row is beyond the model's vocabulary: tokenizer and model do not belong together.
  case tokenOutOfRange(row: Int, token: Int, vocabularySize: Int)
}
