import StrictJSON

/// Makes tokenizers of `tokenizer.json`, and of GPT-2's two files.
enum BytePairLoader {
  static let fileName = "tokenizer.json"
  static let vocabularyName = "vocab.json"
  static let mergesName = "merges.txt"
  /// Real ones have up to 35 MB.
  static let fileLimit = 256 << 20
  /// The longest name of a token; real ones have a few dozen bytes.
  private static let addedTokenLimit = 4096

  /// Loads what a folder has of these.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - settings: What the files beside them say.
  /// - Returns: The tokenizer, nil where none of these files is there.
  /// - Throws: `TokenizationError` where a file cannot be read, or says what is not known.
  static func load(
    _ folder: TokenizerFolder, settings: TokenizerSettings
  ) throws(TokenizationError) -> BytePairTokenizer? {
    if let bytes = try folder.contents(of: fileName, limit: fileLimit) {
      return try makeTokenizer(bytes, settings: settings, file: folder.path + "/" + fileName)
    }
    guard let vocabulary = try folder.contents(of: vocabularyName, limit: fileLimit),
      let merges = try folder.contents(of: mergesName, limit: fileLimit)
    else { return nil }
    return try makeTokenizer(
      vocabulary: vocabulary, merges: merges, settings: settings, folder: folder.path)
  }

  /// Builds a tokenizer of `tokenizer.json`.
  static func makeTokenizer(
    _ bytes: [UInt8], settings: TokenizerSettings, file: String
  ) throws(TokenizationError) -> BytePairTokenizer {
    let root = try parse(bytes, file: file)
    let model = try root.required("model")
    let kind = try model.string("type") ?? "BPE"
    guard kind == "BPE" else { throw model.unsupported(kind) }
    for name in ["continuing_subword_prefix", "end_of_word_suffix"] {
      if let affix = try model.string(name), !affix.isEmpty { throw model.unsupported(name) }
    }
    if let dropout = model.member("dropout"), dropout.value.doubleValue != 0 {
      throw model.unsupported("dropout")
    }
    let preTokenizer = try root.member("pre_tokenizer")?.preTokenizer()
    let template = try root.member("post_processor")?.template()
    guard let decoder = root.member("decoder") else { throw root.unsupported("decoder null") }
    var source = Source(
      file: file, entries: try entries(model.required("vocab")), merges: try merges(of: model),
      added: try addedTokens(root))
    source.normalizer = try root.member("normalizer")?.normalizer()
    source.preTokenizer = preTokenizer
    source.decoding = try decoder.decoding()
    source.usesBytes = try model.truth("byte_fallback", default: false)
    source.fusesUnknown = try model.truth("fuse_unk", default: false)
    source.ignoresMerges = try model.truth("ignore_merges", default: false)
    source.unknown = try model.string("unk_token")
    source.prefix = template?.prefix ?? []
    source.suffix = template?.suffix ?? []
    return try source.makeTokenizer(settings)
  }

  /// Builds a tokenizer of GPT-2's files.
  static func makeTokenizer(
    vocabulary: [UInt8], merges: [UInt8], settings: TokenizerSettings, folder: String
  ) throws(TokenizationError) -> BytePairTokenizer {
    let file = folder + "/" + vocabularyName
    let root = try parse(vocabulary, file: file)
    let endOfText = "<|endoftext|>"
    var source = Source(
      file: file, entries: try entries(root),
      merges: try lines(merges, file: folder + "/" + mergesName))
    source.added = source.entries.filter { $0.text == endOfText }.map {
      AddedToken(content: endOfText, id: $0.id)
    }
    source.preTokenizer = .byteLevel(addsPrefixSpace: false, cuts: true)
    var settings = settings
    // What the class of these files takes where nothing is said.
    if !source.added.isEmpty {
      if settings.beginning == .unstated { settings.beginning = .named(endOfText, file: file) }
      if settings.end == .unstated { settings.end = .named(endOfText, file: file) }
    }
    return try source.makeTokenizer(settings)
  }

  private static func parse(
    _ bytes: [UInt8], file: String
  ) throws(TokenizationError) -> TokenizerNode {
    do {
      return TokenizerNode(file: file, key: "", value: try JSONParser.parse(bytes))
    } catch {
      throw .malformedJSON(file: file, error)
    }
  }

  private static func entries(
    _ node: TokenizerNode
  ) throws(TokenizationError) -> [(text: String, id: Int)] {
    var entries: [(text: String, id: Int)] = []
    for (text, value) in try node.members() {
      guard let id = value.intValue else { throw node.wrongType("object of ids") }
      entries.append((text, id))
    }
    return entries
  }

  private static func merges(
    of model: TokenizerNode
  ) throws(TokenizationError) -> [(String, String)] {
    let node = try model.required("merges")
    guard let elements = node.value.arrayValue else { throw node.wrongType("array") }
    var merges: [(String, String)] = []
    merges.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      if let parts = element.arrayValue {
        guard parts.count == 2, let left = parts[0].stringValue, let right = parts[1].stringValue
        else { throw node.fault(.mergeParts(index: index)) }
        merges.append((left, right))
      } else if let parts = element.stringValue.flatMap(pair) {
        merges.append(parts)
      } else {
        throw node.fault(.mergeParts(index: index))
      }
    }
    return merges
  }

  /// The lines of `merges.txt`, which may begin with one that names a version.
  private static func lines(
    _ bytes: [UInt8], file: String
  ) throws(TokenizationError) -> [(String, String)] {
    guard String(validating: bytes, as: UTF8.self) != nil else {
      throw .malformedTokenizer(file: file, .notUTF8)
    }
    var merges: [(String, String)] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      var text = String(decoding: line, as: UTF8.self)
      if text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
      if text.isEmpty || text.hasPrefix("#version") && merges.isEmpty { continue }
      guard let parts = pair(text) else {
        throw .malformedTokenizer(file: file, .mergeParts(index: merges.count))
      }
      merges.append(parts)
    }
    return merges
  }

  /// The two sides of the only space.
  private static func pair(_ text: String) -> (String, String)? {
    let parts = text.utf8.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    return (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
  }

  private static func addedTokens(
    _ root: TokenizerNode
  ) throws(TokenizationError) -> [AddedToken] {
    var tokens: [AddedToken] = []
    for node in try root.member("added_tokens")?.elements() ?? [] {
      guard let content = try node.string("content"), let id = try node.integer("id") else {
        throw node.wrongType("id and content")
      }
      let isSpecial = try node.truth("special", default: false)
      tokens.append(
        AddedToken(
          content: content, id: id, isSpecial: isSpecial,
          isSingleWord: try node.truth("single_word", default: false),
          takesSpaceBefore: try node.truth("lstrip", default: false),
          takesSpaceAfter: try node.truth("rstrip", default: false),
          isNormalized: try node.truth("normalized", default: !isSpecial)))
    }
    return tokens
  }

  /// Checks what cannot be looked for, or is told twice.
  static func check(_ tokens: [AddedToken]) throws(TokenizerFault) {
    var seen: Set<ByteKey> = []
    for token in tokens {
      guard !token.content.isEmpty else { throw .emptyAddedToken(id: token.id) }
      let length = token.content.utf8.count
      guard length <= addedTokenLimit else {
        throw .addedTokenTooLong(id: token.id, byteCount: length, limit: addedTokenLimit)
      }
      guard seen.insert(ByteKey(token.content)).inserted else {
        throw .duplicateAddedToken(token.content)
      }
    }
  }
}
