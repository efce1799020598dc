/// A tokenizer of the SentencePiece family: LLaMA, LLaMA-2, Mistral, Gemma.
///
/// libsentencepiece encodes; decoding is ours, so that what is streamed and what is decoded at once are one thing.
struct SentencePieceTokenizer: Tokenizer {
  private let vocabulary: SentencePieceVocabulary
  private let processor: SentencePieceProcessor
  private let addsBeginning: Bool
  private let addsEnd: Bool
  /// Tokens with ids beyond the model's pieces, which no text becomes.
  private let addedTokens: [AddedToken]
  /// Finds what steers the model in the parts of prompts that may hold it.
  private let matcher: AddedTokenMatcher
  let specialTokens: [SpecialToken]
  let warnings: [TokenizationWarning]

  init(
    vocabulary: SentencePieceVocabulary, processor: SentencePieceProcessor,
    addsBeginning: Bool, addsEnd: Bool, addedTokens: [AddedToken] = [],
    warnings: [TokenizationWarning]
  ) {
    self.vocabulary = vocabulary
    self.processor = processor
    self.addsBeginning = addsBeginning
    self.addsEnd = addsEnd
    self.addedTokens = addedTokens
    self.warnings = warnings
    let steering = Self.steering(vocabulary, addedTokens)
    matcher = AddedTokenMatcher(steering)
    specialTokens = steering.map { SpecialToken(text: $0.content, id: $0.id) }
  }

  /// What other formats carry of this tokenizer.
  var pieceVocabulary: PieceVocabulary {
    var carried = PieceVocabulary(vocabulary, addsBeginning: addsBeginning, addsEnd: addsEnd)
    carried.append(addedTokens.map { ($0.content, $0.id) })
    return carried
  }

  var vocabularySize: Int { vocabulary.model.pieces.count }
  var beginningOfSequence: Int? { vocabulary.beginningOfSequence }
  var endOfSequence: Int? { vocabulary.endOfSequence }

  func encode(_ text: String) -> [Int] {
    // The library fails only beyond its limit of 2 GiB or without memory; bytes are still that text.
    guard let ids = try? processor.encode(text) else {
      return vocabulary.fallbackIDs(for: text.utf8)
    }
    if ids.allSatisfy(vocabulary.isText) { return ids }
    // The library keeps control pieces apart from text, but for one of a single character, and it does not know
    // that an ordinary piece begins or ends sequences here: such a piece stands for its characters.
    return ids.flatMap { vocabulary.isText($0) ? [$0] : spelled($0) }
  }

  func encodePrompt(_ text: String) -> [Int] {
    let beginning = addsBeginning ? beginningOfSequence : nil
    let end = addsEnd ? endOfSequence : nil
    return [beginning].compactMap(\.self) + encode(text) + [end].compactMap(\.self)
  }

  func encode(_ parts: [PromptPart]) -> [Int] {
    let prompt = JoinedPrompt(parts)
    return matcher.split(prompt.text, where: { prompt.isOpen($1) }).flatMap { part -> [Int] in
      switch part {
      case .token(let id): [id]
      // As LLaMA's own programs do: what follows a token is a text of its own, a space put before it.
      case .text(let range): encode(String(String.UnicodeScalarView(prompt.text[range])))
      }
    }
  }

  /// The control pieces, what begins and ends sequences, and the tokens beyond the pieces.
  private static func steering(
    _ vocabulary: SentencePieceVocabulary, _ added: [AddedToken]
  ) -> [AddedToken] {
    let pieces = vocabulary.model.pieces
    let ends = [vocabulary.beginningOfSequence, vocabulary.endOfSequence].compactMap(\.self)
      .filter { pieces.kind($0) != nil && pieces.kind($0) != .control }
    let own = (pieces.ids(of: .control) + ends).map { id in
      AddedToken(content: String(decoding: pieces.bytes(id), as: UTF8.self), id: id)
    }
    let known = Set(own.map(\.id))
    return own.filter { !$0.content.isEmpty }
      + added.filter { !known.contains($0.id) && !$0.content.isEmpty && pieces.kind($0.id) == nil }
  }

  func decode(_ ids: [Int]) -> String {
    var detokenizer = SentencePieceDetokenizer(vocabulary: vocabulary)
    var text = ""
    for id in ids { text += detokenizer.append(id) }
    return text + detokenizer.finish()
  }

  func makeDetokenizer() -> any IncrementalDetokenizer {
    SentencePieceDetokenizer(vocabulary: vocabulary)
  }

  /// A piece as its bytes, with `▁` as the space that it stands for.
  private func spelled(_ id: Int) -> [Int] {
    guard vocabulary.model.pieces.kind(id) != nil else { return [vocabulary.model.unknownID] }
    let piece = String(decoding: vocabulary.model.pieces.bytes(id), as: UTF8.self)
    let text = String(
      String.UnicodeScalarView(piece.unicodeScalars.map { $0 == "\u{2581}" ? " " : $0 }))
    return vocabulary.fallbackIDs(for: text.utf8)
  }
}
