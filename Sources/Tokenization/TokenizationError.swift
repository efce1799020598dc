public import StrictJSON

/// Why a tokenizer could not be loaded.
public enum TokenizationError: Error, Sendable, Equatable {
  /// The folder has no tokenizer; `unreadable` names the tokenizer files of kinds that are not read.
  case missingModel(folder: String, unreadable: [String])
  /// The system refused a file, with its error number.
  case fileNotReadable(file: String, errorNumber: Int32)
  /// A directory, a pipe or a device stands where a file should.
  case notARegularFile(file: String)
  /// A file is larger than any real one.
  case fileTooLarge(file: String, byteCount: Int, limit: Int)
  /// A file changed while it was read.
  case fileChanged(file: String)
  /// `tokenizer.model` is not a SentencePiece model that can be used.
  case malformedModel(file: String, ModelDefect)
  /// The vocabulary that a file of another format holds cannot be used.
  case malformedVocabulary(file: String, ModelDefect.Kind)
  /// A file of weights that holds no tokenizer.
  case noTokenizer(file: String)
  /// A file's tokenizer is of a kind that is not read.
  case unsupportedTokenizer(file: String, kind: String, supported: [String])
  /// libsentencepiece refused a model that passed our own checks, and said why.
  case refusedByLibrary(file: String, reason: String)
  /// A JSON file of the tokenizer is not JSON.
  case malformedJSON(file: String, JSONError)
  /// A value in a JSON file of the tokenizer has the wrong type.
  case wrongType(file: String, key: String, expected: String)
  /// A part of a byte-pair tokenizer that is not known: its place in the file, and what stands there.
  case unsupportedComponent(file: String, key: String, found: String)
  /// A byte-pair tokenizer's file contradicts itself.
  case malformedTokenizer(file: String, TokenizerFault)
  /// The token that should begin or end a sequence is not in the vocabulary.
  case unknownSpecialToken(file: String, key: String, token: String)
}

/// What loads, but should be told.
public enum TokenizationWarning: Sendable, Equatable {
  /// Pieces that hold NUL.
  case piecesWithNUL(file: String, ids: [Int])
  /// One piece both begins and ends a sequence.
  case sameBeginningAndEnd(id: Int)
}
