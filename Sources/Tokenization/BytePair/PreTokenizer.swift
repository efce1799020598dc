/// Cuts a text into the words that are encoded each for itself.
///
/// Source: `pre_tokenizers` of Hugging Face's tokenizers.
enum PreTokenizer: Sendable, Equatable {
  typealias Words = [ArraySlice<Unicode.Scalar>]

  /// GPT-2's: words become bytes; perhaps cut by its pattern, perhaps begun by a space.
  case byteLevel(addsPrefixSpace: Bool, cuts: Bool)
  /// By one of the known patterns.
  case pattern(WordPattern)
  /// At each occurrence of a text.
  case literal([Unicode.Scalar], SplitBehavior)
  /// Numbers, each digit for itself or in runs.
  case digits(single: Bool)
  /// SentencePiece's: spaces become visible, and words begin with them.
  case metaspace(symbol: Unicode.Scalar, prefix: SpacePrefix, cuts: Bool)
  /// Several, in order.
  case sequence([PreTokenizer])

  /// When a space is put before a text.
  enum SpacePrefix: Sendable, Equatable {
    case always, never
    /// Where the text begins, not after a token within it.
    case first
  }

  /// Whether words are encoded as bytes.
  var isByteLevel: Bool {
    switch self {
    case .byteLevel: true
    case .sequence(let steps): steps.last?.isByteLevel ?? false
    default: false
    }
  }

  /// Cuts a text.
  ///
  /// - Parameters:
  ///   - text: The text between two added tokens.
  ///   - isFirst: Whether nothing stands before it.
  /// - Returns: Its words, none of them empty.
  func words(of text: [Unicode.Scalar], isFirst: Bool) -> Words {
    cut([text[...]], isFirst: isFirst).filter { !$0.isEmpty }
  }

  private func cut(_ words: Words, isFirst: Bool) -> Words {
    switch self {
    case .byteLevel(let addsPrefixSpace, let cuts):
      words.flatMap { word -> Words in
        let spaced = addsPrefixSpace && word.first != " " && !word.isEmpty ? [" "] + word : word
        return cuts ? WordPattern.gpt2.words(in: spaced) : [spaced]
      }
    case .pattern(let pattern): words.flatMap(pattern.words)
    case .literal(let literal, let behavior):
      words.flatMap { behavior.split($0, at: Self.occurrences(of: literal, in: $0)) }
    case .digits(let single): words.flatMap { Self.splitDigits($0, single: single) }
    case .metaspace(let symbol, let prefix, let cuts):
      words.enumerated().flatMap { index, word -> Words in
        var marked = word.map { $0 == " " ? symbol : $0 }
        let wantsPrefix = prefix == .always || prefix == .first && isFirst && index == 0
        if wantsPrefix, !marked.isEmpty, marked.first != symbol { marked.insert(symbol, at: 0) }
        let whole = marked[...]
        guard cuts else { return [whole] }
        return SplitBehavior.mergedWithNext.split(
          whole, at: Self.occurrences(of: [symbol], in: whole))
      }
    case .sequence(let steps): steps.reduce(words) { $1.cut($0, isFirst: isFirst) }
    }
  }

  private static func occurrences(
    of literal: [Unicode.Scalar], in word: ArraySlice<Unicode.Scalar>
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = word.startIndex
    while place < word.endIndex {
      if word[place...].starts(with: literal) {
        found.append(place..<place + literal.count)
        place += literal.count
      } else {
        place += 1
      }
    }
    return found
  }

  private static func splitDigits(_ word: ArraySlice<Unicode.Scalar>, single: Bool) -> Words {
    var digits: [Range<Int>] = []
    for place in word.indices where CharacterKind(word[place]) == .number {
      if !single, let last = digits.last, last.upperBound == place {
        digits[digits.count - 1] = last.lowerBound..<place + 1
      } else {
        digits.append(place..<place + 1)
      }
    }
    return SplitBehavior.isolated.split(word, at: digits)
  }
}

/// What becomes of the places at which a text is cut.
enum SplitBehavior: String, Sendable, Equatable {
  case removed = "Removed"
  case isolated = "Isolated"
  case mergedWithPrevious = "MergedWithPrevious"
  case mergedWithNext = "MergedWithNext"

  /// Cuts a word at `places`, which are in order and do not overlap.
  func split(
    _ word: ArraySlice<Unicode.Scalar>, at places: [Range<Int>]
  ) -> PreTokenizer.Words {
    var words: PreTokenizer.Words = []
    var start = word.startIndex
    func close(_ end: Int) {
      if end > start { words.append(word[start..<end]) }
    }
    for place in places {
      switch self {
      case .removed:
        close(place.lowerBound)
        start = place.upperBound
      case .isolated:
        close(place.lowerBound)
        start = place.lowerBound
        close(place.upperBound)
        start = place.upperBound
      case .mergedWithPrevious:
        close(place.upperBound)
        start = place.upperBound
      case .mergedWithNext:
        close(place.lowerBound)
        start = place.lowerBound
      }
    }
    close(word.endIndex)
    return words
  }
}
