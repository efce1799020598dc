import Tokenization

extension ErrorReporter {
  static func explain(_ error: TokenizationError) -> Explanation {
    switch error {
    case .missingModel(let folder, let unreadable) where !unreadable.isEmpty:
      Explanation(
        message: """
          \(folder) has neither tokenizer.model nor tokenizer.json, only \(unreadable.joined(separator: ", "))
          """,
        hint: "Take tokenizer.model or tokenizer.json from where the model is from.", exitCode: 2)
    case .missingModel(let folder, _):
      Explanation(
        message: "\(folder) has neither tokenizer.model nor tokenizer.json",
        hint: "Take one of them from where the model is from.", exitCode: 2)
    case .fileNotReadable(let file, let number):
      Explanation(message: "cannot read \(file): \(systemMessage(number))", exitCode: 2)
    case .notARegularFile(let file):
      Explanation(message: "\(file) is not a regular file", exitCode: 2)
    case .fileTooLarge(let file, let byteCount, let limit):
      Explanation(
        message: "\(file) has \(byteCount) bytes; no real one has more than \(limit)", exitCode: 2)
    case .fileChanged(let file):
      Explanation(message: "\(file) changed while it was read", hint: "Try again.", exitCode: 2)
    case .malformedModel(let file, let defect):
      Explanation(
        message: """
          \(file) is no SentencePiece model that can be used: \(describe(defect.kind)) (byte \(defect.byteOffset))
          """, hint: "Download it again.", exitCode: 2)
    case .malformedVocabulary(let file, let kind):
      Explanation(
        message: "the vocabulary in \(file) cannot be used: \(describe(kind))",
        hint: "Download it again.", exitCode: 2)
    case .noTokenizer(let file):
      Explanation(message: "\(file) holds no tokenizer", exitCode: 2)
    case .unsupportedTokenizer(let file, let kind, let supported):
      Explanation(
        message: """
          \(file) has a tokenizer of the kind '\(kind)'; this program reads \(supported.joined(separator: ", ")) \
          (SentencePiece)
          """, exitCode: 2)
    case .refusedByLibrary(let file, let reason):
      Explanation(message: "\(file): libsentencepiece refuses it: \(reason)", exitCode: 2)
    case .malformedJSON(let file, let error):
      Explanation(message: "\(file): \(describe(error))", exitCode: 2)
    case .wrongType(let file, let key, let expected):
      Explanation(message: "\(file): \(key) must be \(expected)", exitCode: 2)
    case .unsupportedComponent(let file, let key, let found):
      Explanation(
        message: "\(file): \(key) is \(found), which this program does not know",
        hint: "Take the model's tokenizer.model, where it has one.", exitCode: 2)
    case .malformedTokenizer(let file, let fault):
      Explanation(
        message: "\(file) is no tokenizer that can be used: \(describe(fault))",
        hint: "Download it again.", exitCode: 2)
    case .unknownSpecialToken(let file, let key, let token):
      Explanation(
        message: "\(file): \(key) is '\(token)', which is not in the vocabulary", exitCode: 2)
    }
  }

  private static func describe(_ fault: TokenizerFault) -> String {
    switch fault {
    case .emptyVocabulary: "it has no tokens"
    case .duplicateID(let id): "two tokens have the id \(id)"
    case .idOutOfRange(let id, let limit): "the id \(id) is not between 0 and \(limit - 1)"
    case .mergeParts(let index): "merge \(index) does not have two parts"
    case .mergeNotInVocabulary(let index, let token):
      "merge \(index) needs the token '\(token)', which is not there"
    case .emptyAddedToken(let id): "the added token \(id) is empty"
    case .addedTokenTooLong(let id, let count, let limit):
      "the added token \(id) has \(count) bytes, more than \(limit)"
    case .duplicateAddedToken(let text): "the added token '\(text)' stands there twice"
    case .addedTokenDisagrees(let text, let id, let vocabularyID):
      "the added token '\(text)' has the id \(id), and the vocabulary says otherwise at \(vocabularyID)"
    case .byteMissing(let byte): "no token stands for byte \(byte)"
    case .unknownTokenMissing(let text): "the unknown token '\(text)' is not in the vocabulary"
    case .templateTokenMissing(let text):
      "what is put around texts needs the token '\(text)', which is not there"
    case .emptyPattern(let key): "\(key) is empty"
    case .notUTF8: "it is not UTF-8"
    }
  }

  private static func describe(_ kind: ModelDefect.Kind) -> String {
    switch kind {
    case .empty: "it is empty"
    case .textInsteadOfModel(let beginning): "it is text, and begins with '\(beginning)'"
    case .truncated: "it ends in the middle of a field"
    case .numberTooLong: "a number has too many bytes"
    case .fieldNumberOutOfRange(let number): "there is no field \(number)"
    case .unsupportedWireType(let type): "wire type \(type) is not used in such files"
    case .lengthBeyondEnd(let length, let remaining):
      "a field claims \(length) bytes where \(remaining) are left"
    case .wrongWireType(let field, let found): "\(field) is encoded as wire type \(found)"
    default: describeVocabulary(kind)
    }
  }

  private static func describeVocabulary(_ kind: ModelDefect.Kind) -> String {
    switch kind {
    case .noPieces: "it has no pieces"
    case .tooManyPieces(let limit): "it has more than \(limit) pieces"
    case .emptyPiece(let id): "piece \(id) is empty"
    case .pieceTooLong(let id, let count, let limit):
      "piece \(id) has \(count) bytes, more than \(limit)"
    case .pieceNotUTF8(let id): "piece \(id) is not UTF-8"
    case .duplicatePiece(let id): "piece \(id) stands there twice"
    case .unknownPieceType(let id, let type): "piece \(id) has the undefined type \(type)"
    case .scoreNotFinite(let id): "the score of piece \(id) is not a number"
    case .noUnknownPiece: "no piece stands for what is unknown"
    case .secondUnknownPiece(let id): "piece \(id) is a second one for what is unknown"
    case .malformedBytePiece(let id): "piece \(id) is not <0x00> to <0xFF>"
    case .missingBytePiece(let byte): "no piece stands for byte \(byte)"
    case .unsupportedAlgorithm(let number): "its algorithm \(number) is neither unigram nor BPE"
    // The rest are oddities of one model each; the case says it as well as a sentence would.
    default: "\(kind)"
    }
  }
}
