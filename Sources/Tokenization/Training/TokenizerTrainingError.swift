/// Why no tokenizer was trained.
public enum TokenizerTrainingError: Error, Sendable, Equatable {
  /// The texts have no line with anything in it.
  case noText
  /// libsentencepiece's trainer refused, and said why; most often the texts are too few for so many pieces.
  case refusedByLibrary(reason: String)
}
