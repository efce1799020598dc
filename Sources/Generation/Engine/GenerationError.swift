public import ChatTemplates
public import Checkpoints
public import Tokenization

/// Why a text cannot be generated.
public enum GenerationError: Error, Sendable, Equatable {
  /// The model folder was refused.
  case checkpoint(CheckpointError)
  /// The tokenizer was refused.
  case tokenizer(TokenizationError)
  /// The tokenizer knows ids that the model has no embedding for.
  case vocabularyMismatch(tokenizer: Int, model: Int)
  /// The prompt leaves no room for a token in the model's context.
  case promptTooLong(promptTokens: Int, contextLength: Int)
  /// The prompt and the text to come would need more memory than there is.
  case notEnoughMemory(neededBytes: Int, availableBytes: Int)
  /// The weights alone would need more memory than there is.
  case modelTooLarge(neededBytes: Int, availableBytes: Int)
  /// The system refuses the thread that would compute.
  case threadRefused
  /// The prompt is too large for any text of so many tokens; it was not even tokenized.
  case promptTooLarge(bytes: Int, contextLength: Int)
  /// The request asks for fewer than one token.
  case invalidTokenLimit(Int)
  /// A sampling parameter is outside of its range.
  case invalidSampling(parameter: String, value: Double, range: String)
  /// The model produced logits that are not numbers.
  case notFiniteLogits(position: Int)
  /// The engine cannot tell how likely a given text is.
  case scoringUnsupported
  /// The engine continues texts and knows no form of dialogues.
  case chatUnsupported
  /// The model's chat template, in this file, refuses the dialogue or cannot be run.
  case chatTemplate(file: String, ChatTemplateError)
  /// Whoever asked lost interest.
  case cancelled
  /// A remote engine did not do what it was asked.
  case remote(RemoteEngineError)
  /// The engine broke off, in its own words.
  case engineStopped(String)
}
