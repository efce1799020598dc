/// Turns text into the token ids of a model, and back.
public protocol Tokenizer: Sendable {
  /// The number of ids that mean something: 0 ..< V.
  var vocabularySize: Int { get }

  /// The id that begins a sequence, or nil where the model has none.
  var beginningOfSequence: Int? { get }

  /// The id that ends a sequence, or nil where the model has none.
  var endOfSequence: Int? { get }

  /// What was found in the tokenizer's files that loads but that a person should know.
  var warnings: [TokenizationWarning] { get }

  /// Encodes text alone, without the ids that begin and end a sequence.
  ///
  /// No text turns into a control token: `</s>` in it is four characters.
  ///
  /// - Parameter text: Any text, NUL included.
  /// - Returns: Its ids.
  func encode(_ text: String) -> [Int]

  /// Encodes a prompt, begun and ended as `tokenizer_config.json` says.
  ///
  /// - Parameter text: Any text.
  /// - Returns: Its ids.
  func encodePrompt(_ text: String) -> [Int]

  /// The tokens that steer the model, by the names that a chat template calls them.
  var specialTokens: [SpecialToken] { get }

  /// Encodes a prompt that is put together of parts, without adding ids that begin or end a sequence.
  ///
  /// - Parameter parts: Its parts; names of special tokens become these tokens in those that may hold them.
  /// - Returns: The ids of all parts as one text.
  func encode(_ parts: [PromptPart]) -> [Int]

  /// Decodes a whole sequence.
  ///
  /// Control tokens are skipped, and so are ids outside the vocabulary: a checkpoint may have more rows of
  /// logits than its tokenizer has pieces, and what such a row stands for is no text.
  ///
  /// - Parameter ids: The sequence.
  /// - Returns: Its text.
  func decode(_ ids: [Int]) -> String

  /// Starts decoding a sequence that is still being generated.
  ///
  /// - Returns: A detokenizer at the start of a sequence.
  func makeDetokenizer() -> any IncrementalDetokenizer
}

extension Tokenizer {
  /// No warnings.
  public var warnings: [TokenizationWarning] { [] }

  /// None.
  public var specialTokens: [SpecialToken] { [] }

  /// All parts as one text, for a tokenizer without special tokens.
  public func encode(_ parts: [PromptPart]) -> [Int] {
    encode(parts.reduce(into: "") { $0 += $1.text })
  }
}

/// Decodes a sequence id by id.
///
/// Everything that `append` and `finish` return, joined, is exactly what `Tokenizer.decode` gives for all ids.
public protocol IncrementalDetokenizer {
  /// Takes the next id.
  ///
  /// - Parameter id: The id; one that is skipped by `Tokenizer.decode` adds nothing.
  /// - Returns: The text that is now certain; empty while a character's bytes are incomplete.
  mutating func append(_ id: Int) -> String

  /// Ends the sequence.
  ///
  /// - Returns: What was held back.
  mutating func finish() -> String
}
