import StrictJSON

extension BytePairLoader {
  /// What the files say, before it is checked that it fits together.
  struct Source {
    let file: String
    var entries: [(text: String, id: Int)]
    var merges: [(String, String)]
    var added: [AddedToken] = []
    var normalizer: TextNormalizer?
    var preTokenizer: PreTokenizer?
    var decoding = TokenDecoding.byteLevel
    var usesBytes = false
    var fusesUnknown = false
    var ignoresMerges = false
    var unknown: String?
    var prefix: [Int] = []
    var suffix: [Int] = []

    init(
      file: String, entries: [(text: String, id: Int)], merges: [(String, String)],
      added: [AddedToken] = []
    ) {
      self.file = file
      self.entries = entries
      self.merges = merges
      self.added = added
    }

    /// Checks that everything fits together and builds the tokenizer.
    func makeTokenizer(
      _ settings: TokenizerSettings
    ) throws(TokenizationError) -> BytePairTokenizer {
      // What the configuration adds to the file's own list.
      let known = Set(added.map(\.id))
      let all = added + settings.addedTokens.filter { !known.contains($0.id) }
      let vocabulary: BytePairVocabulary
      let model: BytePairModel
      do throws(TokenizerFault) {
        try BytePairLoader.check(all)
        var complete = try BytePairVocabulary(entries)
        try complete.add(all)
        vocabulary = complete
        model = try makeModel(complete, added: all)
        for id in prefix + suffix where !complete.texts.indices.contains(id) {
          throw .templateTokenMissing("\(id)")
        }
      } catch {
        throw .malformedTokenizer(file: file, error)
      }
      let beginning = try resolve(settings.beginning, key: "bos_token", vocabulary)
      let end = try resolve(settings.end, key: "eos_token", vocabulary)
      var parts = BytePairTokenizer.Parts(
        model: model, normalizer: normalizer, preTokenizer: preTokenizer,
        texts: TokenTexts(tokens: vocabulary.texts, added: all, decoding: decoding), added: all,
        vocabularySize: vocabulary.texts.count)
      parts.beginningOfSequence =
        beginning ?? (settings.beginning == .unstated ? prefix.first : nil)
      parts.endOfSequence = end
      parts.prefix = Self.adding(
        parts.beginningOfSequence, settings.addsBeginning, to: prefix, at: 0)
      parts.suffix = Self.adding(end, settings.addsEnd, to: suffix, at: suffix.count)
      return BytePairTokenizer(parts)
    }

    private func makeModel(
      _ vocabulary: BytePairVocabulary, added: [AddedToken]
    ) throws(TokenizerFault) -> BytePairModel {
      let isByteLevel = preTokenizer?.isByteLevel ?? false
      // No text becomes a token that steers the model, nor one that stands for a byte as such.
      var excluded = Set(added.filter(\.isSpecial).map(\.id))
      let bytes = isByteLevel ? try vocabulary.alphabetBytes() : vocabulary.fallbackBytes()
      if usesBytes, !isByteLevel { excluded.formUnion(bytes.filter { $0 >= 0 }.map(Int.init)) }
      var fallback = BytePairModel.Fallback(usesBytes: usesBytes, fusesUnknown: fusesUnknown)
      if let unknown, !unknown.isEmpty {
        guard let id = vocabulary.ids[ByteKey(unknown)] else {
          throw .unknownTokenMissing(unknown)
        }
        fallback.unknown = id
      }
      return BytePairModel(
        ids: vocabulary.ids.filter { !excluded.contains($0.value) },
        merges: try vocabulary.merges(merges, excluding: excluded), fallback: fallback,
        ignoresMerges: ignoresMerges, isByteLevel: isByteLevel, byteIDs: bytes)
    }

    private func resolve(
      _ token: TokenizerSettings.SpecialToken, key: String, _ vocabulary: BytePairVocabulary
    ) throws(TokenizationError) -> Int? {
      guard case .named(let text, let file) = token else { return nil }
      guard let id = vocabulary.ids[ByteKey(text)] else {
        throw .unknownSpecialToken(file: file, key: key, token: text)
      }
      return id
    }

    /// What the configuration states goes before what the file's template says.
    private static func adding(
      _ id: Int?, _ isStated: Bool?, to ids: [Int], at place: Int
    ) -> [Int] {
      guard let id, let isStated else { return ids }
      if isStated == ids.contains(id) { return ids }
      var ids = ids
      if isStated { ids.insert(id, at: place) } else { ids.removeAll { $0 == id } }
      return ids
    }
  }
}
