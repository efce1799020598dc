/// How tokens become text again.
///
/// Source: `decoders` of Hugging Face's tokenizers.
enum TokenDecoding: Sendable, Equatable {
  /// Tokens are bytes.
  case byteLevel
  /// Tokens are texts, and perhaps bytes.
  case pieces(PieceDecoding)

  /// How tokens that are texts are joined.
  struct PieceDecoding: Sendable, Equatable {
    /// What stands for other characters in tokens.
    var replaced: [Unicode.Scalar] = []
    /// What it stands for.
    var replacement: [Unicode.Scalar] = []
    /// Whether `<0x0A>` is a byte.
    var joinsBytes = false
    /// The most spaces that are taken away at the beginning.
    var leadingSpaces = 0
    /// Whether what stands for other characters is taken away in the first token.
    var stripsFirstToken = false
  }
}

/// What each token of a vocabulary stands for, for detokenizers.
final class TokenTexts: Sendable {
  /// What a token adds.
  enum Kind: UInt8, Sendable {
    /// Nothing: it steers the model, or there is none.
    case silent
    /// Its bytes, which are text.
    case text
    /// Its bytes, which may be part of a character.
    case bytes
  }

  let decoding: TokenDecoding
  private let storage: [UInt8]
  private let starts: [Int]
  private let kinds: [Kind]

  /// - Parameters:
  ///   - tokens: The texts by id, as the vocabulary has them; nil where an id has none.
  ///   - added: Added tokens, whose texts are what they say.
  ///   - decoding: How to read the rest.
  init(tokens: [String?], added: [AddedToken], decoding: TokenDecoding) {
    self.decoding = decoding
    var storage: [UInt8] = []
    var starts = [0]
    var kinds: [Kind] = []
    let verbatim = Dictionary(added.map { ($0.id, $0) }) { first, _ in first }
    for (id, token) in tokens.enumerated() {
      let (kind, bytes) = Self.meaning(of: token, added: verbatim[id], decoding)
      kinds.append(kind)
      storage += bytes
      starts.append(storage.count)
    }
    self.storage = storage
    self.starts = starts
    self.kinds = kinds
  }

  /// What an id adds, nil for one that adds nothing.
  func bytes(of id: Int) -> (bytes: ArraySlice<UInt8>, kind: Kind)? {
    guard kinds.indices.contains(id), kinds[id] != .silent else { return nil }
    return (storage[starts[id]..<starts[id + 1]], kinds[id])
  }

  private static func meaning(
    of token: String?, added: AddedToken?, _ decoding: TokenDecoding
  ) -> (Kind, [UInt8]) {
    if let added { return added.isSpecial ? (.silent, []) : (.text, Array(added.content.utf8)) }
    guard let token else { return (.silent, []) }
    switch decoding {
    case .byteLevel:
      return ByteAlphabet.bytes(of: token).map { (.bytes, $0) } ?? (.text, Array(token.utf8))
    case .pieces(let pieces):
      if pieces.joinsBytes, let byte = BytePairVocabulary.byte(of: token) {
        return (.bytes, [byte])
      }
      return (.text, Array(token.utf8))
    }
  }
}

/// Decodes the ids of a byte-pair tokenizer one by one.
struct BytePairDetokenizer: IncrementalDetokenizer {
  private let texts: TokenTexts
  /// Bytes of a character that is not complete.
  private var pending: [UInt8] = []
  private var run = ByteRun()
  private var leadingSpaces: Int
  private var isFirstToken = true

  init(texts: TokenTexts) {
    self.texts = texts
    if case .pieces(let pieces) = texts.decoding {
      leadingSpaces = pieces.leadingSpaces
    } else {
      leadingSpaces = 0
    }
  }

  mutating func append(_ id: Int) -> String {
    guard let (bytes, kind) = texts.bytes(of: id) else { return "" }
    switch texts.decoding {
    case .byteLevel:
      pending += bytes
      return takeWholeCharacters()
    case .pieces(let pieces):
      var output: [UInt8] = []
      if kind == .bytes {
        for byte in bytes { run.append(byte, to: &output) }
      } else {
        run.finish(into: &output)
        output += text(of: bytes, pieces)
      }
      isFirstToken = false
      return withoutLeadingSpaces(output)
    }
  }

  mutating func finish() -> String {
    switch texts.decoding {
    case .byteLevel:
      defer { pending = [] }
      return String(decoding: pending, as: UTF8.self)
    case .pieces:
      var output: [UInt8] = []
      run.finish(into: &output)
      return withoutLeadingSpaces(output)
    }
  }

  private func text(of bytes: ArraySlice<UInt8>, _ pieces: TokenDecoding.PieceDecoding) -> [UInt8] {
    guard !pieces.replaced.isEmpty else { return Array(bytes) }
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    let isStripped = pieces.stripsFirstToken && isFirstToken
    let plain = TextNormalizer.replace(
      pieces.replaced, with: isStripped ? [] : pieces.replacement, in: scalars)
    return Array(String(String.UnicodeScalarView(plain)).utf8)
  }

  private mutating func withoutLeadingSpaces(_ output: [UInt8]) -> String {
    var rest = output[...]
    while leadingSpaces > 0, let first = rest.first {
      guard first == UInt8(ascii: " ") else {
        leadingSpaces = 0
        break
      }
      leadingSpaces -= 1
      rest.removeFirst()
    }
    return String(decoding: rest, as: UTF8.self)
  }

  /// The text up to the last character, where that is not complete; what can be none becomes U+FFFD.
  private mutating func takeWholeCharacters() -> String {
    let tail = Self.incompleteTail(of: pending)
    let text = String(decoding: pending.dropLast(tail), as: UTF8.self)
    pending = Array(pending.suffix(tail))
    return text
  }

  /// How many bytes at the end could still become a character.
  static func incompleteTail(of bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let lead = bytes[bytes.count - length]
      if lead & 0xC0 == 0x80 { continue }
      let second: ClosedRange<UInt8>
      let total: Int
      switch lead {
      case 0xC2...0xDF: (total, second) = (2, 0x80...0xBF)
      case 0xE0: (total, second) = (3, 0xA0...0xBF)
      case 0xED: (total, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: (total, second) = (3, 0x80...0xBF)
      case 0xF0: (total, second) = (4, 0x90...0xBF)
      case 0xF4: (total, second) = (4, 0x80...0x8F)
      case 0xF1...0xF3: (total, second) = (4, 0x80...0xBF)
      default: return 0
      }
      let isPossible = length == 1 || second.contains(bytes[bytes.count - length + 1])
      return length < total && isPossible ? length : 0
    }
    return 0
  }
}
