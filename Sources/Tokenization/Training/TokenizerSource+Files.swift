import StrictJSON

extension TokenizerSource {
  /// The files that Hugging Face's programs read of a tokenizer.
  private static let fileNames = [
    TokenizerLoader.modelName, TokenizerSettings.configurationName,
    TokenizerSettings.specialTokensName, TokenizerSettings.addedTokensName,
    BytePairLoader.fileName, BytePairLoader.vocabularyName, BytePairLoader.mergesName,
    "chat_template.jinja",
  ]

  /// The tokenizer as files for a model's folder.
  ///
  /// - Returns: Names and contents; those of a folder as they are.
  /// - Throws: `TokenizationError` where there is no tokenizer, or one that cannot be loaded.
  public func files() throws(TokenizationError) -> [(name: String, contents: [UInt8])] {
    if case .folder(let path) = self {
      _ = try TokenizerLoader.load(folder: path)
      let folder = TokenizerFolder(path: path)
      var files: [(name: String, contents: [UInt8])] = []
      for name in Self.fileNames {
        guard let contents = try folder.contents(of: name, limit: BytePairLoader.fileLimit)
        else { continue }
        files.append((name, contents))
      }
      return files
    }
    let vocabulary = try TokenizerLoader.vocabulary(self)
    func text(_ id: Int?) -> String? {
      id.flatMap { id in
        vocabulary.pieces.indices.contains(id)
          ? String(validating: vocabulary.pieces[id].text, as: UTF8.self) : nil
      }
    }
    return [
      (TokenizerLoader.modelName, vocabulary.serializedModel()),
      (
        TokenizerSettings.configurationName,
        TokenizerSettings.file(
          beginning: text(vocabulary.beginningOfSequence), end: text(vocabulary.endOfSequence),
          unknown: text(vocabulary.pieces.firstIndex { $0.kind == .unknown }),
          addsBeginning: vocabulary.addsBeginning, addsEnd: vocabulary.addsEnd)
      ),
    ]
  }
}

extension TokenizerSettings {
  /// A `tokenizer_config.json` for a SentencePiece model.
  static func file(
    beginning: String?, end: String?, unknown: String?, addsBeginning: Bool, addsEnd: Bool
  ) -> [UInt8] {
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    return JSONWriter.write(
      [
        "tokenizer_class": "LlamaTokenizer", "legacy": true,
        "add_bos_token": .bool(addsBeginning), "add_eos_token": .bool(addsEnd),
        "bos_token": text(beginning), "eos_token": text(end), "unk_token": text(unknown),
      ], pretty: true)
  }
}

extension TokenizerTraining {
  /// The files of a tokenizer's folder.
  ///
  /// - Parameter model: What `train` gave.
  /// - Returns: Names and contents.
  public static func files(model: [UInt8]) -> [(name: String, contents: [UInt8])] {
    [
      (TokenizerLoader.modelName, model),
      (
        TokenizerSettings.configurationName,
        TokenizerSettings.file(
          beginning: "<s>", end: "</s>", unknown: "<unk>", addsBeginning: true, addsEnd: false)
      ),
    ]
  }
}
