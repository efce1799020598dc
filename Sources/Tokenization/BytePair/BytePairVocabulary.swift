import StrictJSON

/// The tokens of a byte-pair model, by id and by text.
struct BytePairVocabulary: Sendable {
  /// Ids are checked against this before anything is sized by them.
  static let idLimit = 1 << 24

  /// Texts by id; nil where an id has none.
  private(set) var texts: [String?]
  private(set) var ids: [ByteKey: Int]

  /// Checks the ids of a vocabulary as a file lists them.
  ///
  /// - Throws: `TokenizerFault` where two texts have one id, or ids are far apart.
  init(_ entries: [(text: String, id: Int)]) throws(TokenizerFault) {
    let limit = min(Self.idLimit, 4 * entries.count + 1024)
    texts = []
    ids = Dictionary(minimumCapacity: entries.count)
    guard !entries.isEmpty else { throw .emptyVocabulary }
    let highest = entries.reduce(0) { max($0, $1.id) }
    guard highest < limit, entries.allSatisfy({ $0.id >= 0 }) else {
      throw .idOutOfRange(entries.first { $0.id < 0 }?.id ?? highest, limit: limit)
    }
    texts = Array(repeating: nil, count: highest + 1)
    for (text, id) in entries {
      guard texts[id] == nil else { throw .duplicateID(id) }
      texts[id] = text
      ids[ByteKey(text)] = id
    }
  }

  /// Adds tokens that stand beside the vocabulary; those in it must agree with it.
  mutating func add(_ tokens: [AddedToken]) throws(TokenizerFault) {
    let limit = min(Self.idLimit, 4 * (texts.count + tokens.count) + 1024)
    for token in tokens {
      guard (0..<limit).contains(token.id) else { throw .idOutOfRange(token.id, limit: limit) }
      while texts.count <= token.id { texts.append(nil) }
      let key = ByteKey(token.content)
      if let id = ids[key], id != token.id {
        throw .addedTokenDisagrees(text: token.content, id: token.id, vocabularyID: id)
      }
      if let text = texts[token.id], ByteKey(text) != key {
        throw .addedTokenDisagrees(text: token.content, id: token.id, vocabularyID: token.id)
      }
      texts[token.id] = token.content
      ids[key] = token.id
    }
  }

  /// The byte that `<0x0A>` stands for.
  static func byte(of token: String) -> UInt8? {
    let bytes = Array(token.utf8)
    guard bytes.count == 6, bytes.starts(with: Array("<0x".utf8)), bytes[5] == UInt8(ascii: ">")
    else { return nil }
    let digits = String(decoding: bytes[3...4], as: UTF8.self)
    // The number's syntax would allow a sign.
    guard digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
      return nil
    }
    return UInt8(digits, radix: 16)
  }

  /// The tokens of all bytes as the fallback writes them, -1 where there is none.
  func fallbackBytes() -> [Int32] {
    var result = [Int32](repeating: -1, count: 256)
    for byte in 0...255 {
      let digits = String(byte, radix: 16, uppercase: true)
      let token = "<0x\(digits.count == 1 ? "0" : "")\(digits)>"
      if let id = ids[ByteKey(token)] { result[byte] = Int32(truncatingIfNeeded: id) }
    }
    return result
  }

  /// The tokens of all bytes as the alphabet writes them.
  func alphabetBytes() throws(TokenizerFault) -> [Int32] {
    var result: [Int32] = []
    for (byte, scalar) in ByteAlphabet.scalars.enumerated() {
      guard let id = ids[ByteKey(String(scalar))] else {
        throw .byteMissing(UInt8(truncatingIfNeeded: byte))
      }
      result.append(Int32(truncatingIfNeeded: id))
    }
    return result
  }

  /// The rules for merging, less those that would make one of `excluded` of text.
  func merges(
    _ pairs: [(String, String)], excluding excluded: Set<Int>
  ) throws(TokenizerFault) -> [UInt64: BytePairModel.Merge] {
    var merges: [UInt64: BytePairModel.Merge] = Dictionary(minimumCapacity: pairs.count)
    for (rank, (left, right)) in pairs.enumerated() {
      guard let first = ids[ByteKey(left)] else {
        throw .mergeNotInVocabulary(index: rank, token: left)
      }
      guard let second = ids[ByteKey(right)] else {
        throw .mergeNotInVocabulary(index: rank, token: right)
      }
      guard let whole = ids[ByteKey(left + right)] else {
        throw .mergeNotInVocabulary(index: rank, token: left + right)
      }
      guard !excluded.contains(whole) else { continue }
      let pair = BytePairModel.pair(
        Int32(truncatingIfNeeded: first), Int32(truncatingIfNeeded: second))
      merges[pair] = BytePairModel.Merge(
        rank: UInt32(truncatingIfNeeded: rank), result: Int32(truncatingIfNeeded: whole))
    }
    return merges
  }
}

/// What is wrong with a byte-pair tokenizer's file.
public enum TokenizerFault: Error, Sendable, Equatable {
  /// There is no token.
  case emptyVocabulary
  /// Two tokens have this id.
  case duplicateID(Int)
  /// An id is negative, or far beyond the number of tokens.
  case idOutOfRange(Int, limit: Int)
  /// A rule for merging does not have two parts; rules are counted from 0.
  case mergeParts(index: Int)
  /// A rule for merging needs a token that is not there.
  case mergeNotInVocabulary(index: Int, token: String)
  /// An added token has no text.
  case emptyAddedToken(id: Int)
  /// An added token is longer than any real one.
  case addedTokenTooLong(id: Int, byteCount: Int, limit: Int)
  /// Two added tokens have this text.
  case duplicateAddedToken(String)
  /// The vocabulary has this text, or this id, for something else.
  case addedTokenDisagrees(text: String, id: Int, vocabularyID: Int)
  /// No token stands for this byte.
  case byteMissing(UInt8)
  /// The token for what is unknown is not in the vocabulary.
  case unknownTokenMissing(String)
  /// What begins or ends sequences is not in the vocabulary.
  case templateTokenMissing(String)
  /// A text to be replaced, or to cut at, is empty.
  case emptyPattern(key: String)
  /// A file that is text is not UTF-8.
  case notUTF8
}
