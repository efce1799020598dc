import Tokenization

/// The tokenizer among the keys of a GGUF file.
///
/// Source: the keys that llama.cpp's converter writes, and the defaults of its loader for what is not there.
enum GGUFVocabulary {
  private static let prefix = "tokenizer.ggml."
  /// By the names of the format: SentencePiece with merges by score.
  private static let supported = ["llama"]

  /// Finds the tokenizer and checks its lists.
  static func source(_ keys: GGUFMetadata) throws(CheckpointError) -> TokenizerSource {
    guard let kind = try keys.string(prefix + "model"), kind != "none", kind != "no_vocab" else {
      return .absent(file: keys.file)
    }
    guard supported.contains(kind) else {
      return .unsupported(file: keys.file, kind: kind, supported: supported)
    }
    let pieces = try pieces(keys)
    let beginning = try identifier("bos", default: 1, keys, count: pieces.count)
    let end = try identifier("eos", default: 2, keys, count: pieces.count)
    let addsBeginning = try keys.boolean(prefix + "add_bos_token") ?? true
    let addsEnd = try keys.boolean(prefix + "add_eos_token") ?? false
    var characterMap: [UInt8] = []
    let mapKey = prefix + "precompiled_charsmap"
    if let value = keys[mapKey] {
      guard case .array(.uint8, let bytes) = value else {
        throw wrongElement(mapKey, .uint8, keys)
      }
      characterMap = bytes
    }
    return .vocabulary(
      PieceVocabulary(
        pieces: pieces, algorithm: .bytePair, beginningOfSequence: beginning, endOfSequence: end,
        addsBeginning: addsBeginning, addsEnd: addsEnd,
        addsSpacePrefix: try keys.boolean(prefix + "add_space_prefix") ?? true,
        removesExtraWhitespace: try keys.boolean(prefix + "remove_extra_whitespaces") ?? false,
        characterMap: characterMap),
      file: keys.file)
  }

  /// The ids that begin and end sequences, of any kind of tokenizer.
  static func identifiers(
    _ keys: GGUFMetadata, vocabularySize: Int
  ) throws(CheckpointError) -> (beginning: Int?, ends: [Int]) {
    let isSentencePiece = try keys.string(prefix + "model").map(supported.contains) ?? false
    let beginning = try identifier(
      "bos", default: isSentencePiece ? 1 : nil, keys, count: vocabularySize)
    let end = try identifier(
      "eos", default: isSentencePiece ? 2 : nil, keys, count: vocabularySize)
    let turnEnd = try identifier("eot", default: nil, keys, count: vocabularySize)
    var ends: [Int] = []
    for id in [end, turnEnd].compactMap(\.self) where !ends.contains(id) { ends.append(id) }
    return (beginning, ends)
  }

  private static func identifier(
    _ name: String, default standard: Int?, _ keys: GGUFMetadata, count: Int
  ) throws(CheckpointError) -> Int? {
    let key = prefix + name + "_token_id"
    guard count > 0 else { throw keys.missing(prefix + "tokens") }
    guard keys[key] != nil else {
      guard let standard else { return nil }
      guard standard < count else { throw keys.refusal(key, expected: .integer(0...count - 1)) }
      return standard
    }
    return try keys.integer(key, in: 0...count - 1)
  }

  private static func pieces(
    _ keys: GGUFMetadata
  ) throws(CheckpointError) -> [PieceVocabulary.Piece] {
    let tokensKey = prefix + "tokens"
    guard let tokens = keys[tokensKey] else { throw keys.missing(tokensKey) }
    guard case .strings(let texts) = tokens else { throw wrongElement(tokensKey, .string, keys) }
    let scoresKey = prefix + "scores"
    guard let scored = keys[scoresKey] else { throw keys.missing(scoresKey) }
    guard let scores = scored.floats else { throw wrongElement(scoresKey, .float32, keys) }
    let kindsKey = prefix + "token_type"
    guard let typed = keys[kindsKey] else { throw keys.missing(kindsKey) }
    guard typed.elementType == .int32, let codes = typed.integers else {
      throw wrongElement(kindsKey, .int32, keys)
    }
    for (key, count) in [(scoresKey, scores.count), (kindsKey, codes.count)]
    where count != texts.count {
      throw .gguf(
        file: keys.file, .wrongLength(key: key, expected: texts.count, found: count))
    }
    var pieces: [PieceVocabulary.Piece] = []
    pieces.reserveCapacity(texts.count)
    for (index, text) in texts.enumerated() {
      guard let kind = UInt8(exactly: codes[index]).flatMap(PieceVocabulary.Kind.init) else {
        throw .gguf(
          file: keys.file, .unknownPieceKind(key: kindsKey, index: index, found: codes[index]))
      }
      pieces.append(PieceVocabulary.Piece(text: text, score: scores[index], kind: kind))
    }
    return pieces
  }

  private static func wrongElement(
    _ key: String, _ expected: GGUFValueType, _ keys: GGUFMetadata
  ) -> CheckpointError {
    let found = keys[key].map { ($0.elementType ?? $0.type).name } ?? ""
    return .gguf(
      file: keys.file, .wrongElementType(key: key, expected: expected.name, found: found))
  }
}
