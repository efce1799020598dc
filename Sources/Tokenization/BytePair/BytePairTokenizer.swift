/// A tokenizer of byte pairs, as `tokenizer.json` describes it: GPT-2, Llama 3, Qwen, and LLaMA's own as a list of merges.
struct BytePairTokenizer: Tokenizer {
  let model: BytePairModel
  let normalizer: TextNormalizer?
  let preTokenizer: PreTokenizer?
  let texts: TokenTexts
  /// Ids put before and after a prompt.
  let prefix: [Int]
  let suffix: [Int]
  let vocabularySize: Int
  let beginningOfSequence: Int?
  let endOfSequence: Int?
  let specialTokens: [SpecialToken]
  let warnings: [TokenizationWarning]
  /// Added tokens that are looked for in the text itself, and those looked for in the normalised text.
  private let added: AddedTokenMatcher
  private let addedNormalized: AddedTokenMatcher

  /// What a tokenizer is made of, checked.
  struct Parts {
    var model: BytePairModel
    var normalizer: TextNormalizer?
    var preTokenizer: PreTokenizer?
    var texts: TokenTexts
    var added: [AddedToken]
    var prefix: [Int] = []
    var suffix: [Int] = []
    var vocabularySize: Int
    var beginningOfSequence: Int?
    var endOfSequence: Int?
  }

  init(_ parts: Parts) {
    model = parts.model
    normalizer = parts.normalizer
    preTokenizer = parts.preTokenizer
    texts = parts.texts
    prefix = parts.prefix
    suffix = parts.suffix
    vocabularySize = parts.vocabularySize
    beginningOfSequence = parts.beginningOfSequence
    endOfSequence = parts.endOfSequence
    specialTokens = parts.added.filter(\.isSpecial).map {
      SpecialToken(text: $0.content, id: $0.id)
    }
    warnings =
      parts.beginningOfSequence != nil && parts.beginningOfSequence == parts.endOfSequence
      ? parts.beginningOfSequence.map { [.sameBeginningAndEnd(id: $0)] } ?? [] : []
    // Special tokens are found whatever a normaliser would make of the text.
    added = AddedTokenMatcher(parts.added.filter { $0.isSpecial || !$0.isNormalized })
    let normalizer = parts.normalizer
    addedNormalized = AddedTokenMatcher(
      parts.added.filter { !$0.isSpecial && $0.isNormalized }.map { token in
        var token = token
        let content = Array(token.content.unicodeScalars)
        token.content = String(
          String.UnicodeScalarView(normalizer?.normalize(content) ?? content))
        return token
      })
  }

  func encode(_ text: String) -> [Int] {
    encode([PromptPart(text, mayHoldSpecialTokens: false)])
  }

  func encode(_ parts: [PromptPart]) -> [Int] {
    let prompt = JoinedPrompt(parts)
    var ids: [Int] = []
    let pieces = added.split(prompt.text) { token, range in
      !token.isSpecial || prompt.isOpen(range)
    }
    for piece in pieces {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let range):
        encode(Array(prompt.text[range]), isFirst: range.lowerBound == 0, into: &ids)
      }
    }
    return ids
  }

  func encodePrompt(_ text: String) -> [Int] { prefix + encode(text) + suffix }

  func decode(_ ids: [Int]) -> String {
    var detokenizer = BytePairDetokenizer(texts: texts)
    var text = ""
    for id in ids { text += detokenizer.append(id) }
    return text + detokenizer.finish()
  }

  func makeDetokenizer() -> any IncrementalDetokenizer { BytePairDetokenizer(texts: texts) }

  private func encode(_ text: [Unicode.Scalar], isFirst: Bool, into ids: inout [Int]) {
    let normalized = normalizer?.normalize(text) ?? text
    for piece in addedNormalized.split(normalized, where: { _, _ in true }) {
      switch piece {
      case .token(let id): ids.append(id)
      case .text(let range):
        let segment = Array(normalized[range])
        guard let preTokenizer else {
          model.encode(segment[...], into: &ids)
          continue
        }
        for word in preTokenizer.words(of: segment, isFirst: isFirst && range.lowerBound == 0) {
          model.encode(word, into: &ids)
        }
      }
    }
  }
}
