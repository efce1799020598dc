/// Finds and loads the tokenizer of a model folder.
public enum TokenizerLoader {
  /// The largest real one, of 2^18 pieces, has 5 MB.
  static let modelLimit = 64 << 20
  static let modelName = "tokenizer.model"
  /// What holds a tokenizer of a kind that is not read.
  static let unreadableNames = [
    "vocab.json", "merges.txt", "vocab.txt", "tokenizer.tiktoken",
  ]

  /// Loads the tokenizer of a folder in the Hugging Face layout.
  ///
  /// - Parameter folder: A folder with `tokenizer.model`, else `tokenizer.json`, else `vocab.json` and `merges.txt`,
  ///   and, where there is one, `tokenizer_config.json`.
  /// - Returns: The tokenizer.
  /// - Throws: `TokenizationError` where a file is missing, malformed, or contradicts another.
  public static func load(folder: String) throws(TokenizationError) -> any Tokenizer {
    let files = TokenizerFolder(path: folder)
    let model = try files.contents(of: modelName, limit: modelLimit)
    let settings = try TokenizerSettings.read(from: files)
    if let model {
      return try makeTokenizer(model: model, settings: settings, file: folder + "/" + modelName)
    }
    guard let tokenizer = try BytePairLoader.load(files, settings: settings) else {
      throw .missingModel(folder: folder, unreadable: files.present(unreadableNames))
    }
    return tokenizer
  }

  /// Loads the tokenizer of a model, wherever it is.
  ///
  /// - Parameter source: Where it is.
  /// - Returns: The tokenizer.
  /// - Throws: `TokenizationError` where there is none, or what is there cannot be used.
  public static func load(_ source: TokenizerSource) throws(TokenizationError) -> any Tokenizer {
    switch source {
    case .folder(let folder): try load(folder: folder)
    case .vocabulary(let vocabulary, let file): try makeTokenizer(vocabulary, file: file)
    case .absent(let file): throw .noTokenizer(file: file)
    case .unsupported(let file, let kind, let supported):
      throw .unsupportedTokenizer(file: file, kind: kind, supported: supported)
    }
  }

  /// Loads the vocabulary of a model, to write it in another format; it is one that makes a tokenizer.
  ///
  /// - Parameter source: Where it is.
  /// - Returns: The vocabulary.
  /// - Throws: `TokenizationError` as `load` does.
  public static func vocabulary(
    _ source: TokenizerSource
  ) throws(TokenizationError) -> PieceVocabulary {
    let tokenizer = try load(source)
    guard let tokenizer = tokenizer as? SentencePieceTokenizer else {
      throw .unsupportedTokenizer(
        file: source.path, kind: "byte pairs (tokenizer.json)", supported: [modelName])
    }
    return tokenizer.pieceVocabulary
  }

  /// Builds a tokenizer of what the files hold.
  static func makeTokenizer(
    model bytes: [UInt8], settings: TokenizerSettings, file: String
  ) throws(TokenizationError) -> SentencePieceTokenizer {
    let model: SentencePieceModel
    do {
      model = try SentencePieceModel(parsing: bytes)
    } catch {
      throw .malformedModel(file: file, error)
    }
    let vocabulary = SentencePieceVocabulary(
      model: model,
      beginningOfSequence: try resolve(
        settings.beginning, key: "bos_token", default: model.beginningPiece, model, settings),
      endOfSequence: try resolve(
        settings.end, key: "eos_token", default: model.endPiece, model, settings))
    return SentencePieceTokenizer(
      vocabulary: vocabulary, processor: try makeProcessor(model, file: file),
      addsBeginning: settings.addsBeginning ?? true, addsEnd: settings.addsEnd ?? false,
      addedTokens: settings.addedTokens, warnings: warnings(of: vocabulary, file: file))
  }

  /// Builds a tokenizer of a vocabulary that another format carries.
  static func makeTokenizer(
    _ vocabulary: PieceVocabulary, file: String
  ) throws(TokenizationError) -> SentencePieceTokenizer {
    let model: SentencePieceModel
    do {
      model = try SentencePieceModel(parsing: vocabulary.serializedModel())
    } catch {
      throw .malformedVocabulary(file: file, error.kind)
    }
    let loaded = SentencePieceVocabulary(
      model: model, beginningOfSequence: vocabulary.beginningOfSequence,
      endOfSequence: vocabulary.endOfSequence)
    return SentencePieceTokenizer(
      vocabulary: loaded, processor: try makeProcessor(model, file: file),
      addsBeginning: vocabulary.addsBeginning, addsEnd: vocabulary.addsEnd,
      warnings: warnings(of: loaded, file: file))
  }

  private static func makeProcessor(
    _ model: SentencePieceModel, file: String
  ) throws(TokenizationError) -> SentencePieceProcessor {
    let processor: SentencePieceProcessor
    let loadedCount: Int
    do {
      processor = try SentencePieceProcessor(model: model.validatedBytes)
      loadedCount = try processor.pieceCount()
    } catch {
      throw .refusedByLibrary(file: file, reason: error.reason)
    }
    guard loadedCount == model.pieces.count else {
      throw .refusedByLibrary(file: file, reason: "\(loadedCount) of \(model.pieces.count) pieces")
    }
    return processor
  }

  /// The id of the token that begins or ends a sequence.
  private static func resolve(
    _ token: TokenizerSettings.SpecialToken, key: String, default piece: String,
    _ model: SentencePieceModel, _ settings: TokenizerSettings
  ) throws(TokenizationError) -> Int? {
    switch token {
    case .none: return nil
    case .unstated:
      // As the library does: a piece of that text which is ordinary text does not count.
      guard let id = model.pieces.id(of: piece), model.pieces.kind(id) == .control else {
        return nil
      }
      return id
    case .named(let text, let file):
      if let id = model.pieces.id(of: text) { return id }
      let added = settings.addedTokens.first { $0.content.utf8.elementsEqual(text.utf8) }
      guard let added else { throw .unknownSpecialToken(file: file, key: key, token: text) }
      return added.id
    }
  }

  private static func warnings(
    of vocabulary: SentencePieceVocabulary, file: String
  ) -> [TokenizationWarning] {
    var warnings: [TokenizationWarning] = []
    let withNUL = vocabulary.model.piecesWithNUL
    if !withNUL.isEmpty { warnings.append(.piecesWithNUL(file: file, ids: withNUL)) }
    if let id = vocabulary.beginningOfSequence, id == vocabulary.endOfSequence {
      warnings.append(.sameBeginningAndEnd(id: id))
    }
    return warnings
  }
}
