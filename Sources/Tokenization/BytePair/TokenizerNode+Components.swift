import StrictJSON

extension TokenizerNode {
  /// How deep sequences of components may nest.
  private static let depthLimit = 4

  /// Reads `normalizer`.
  func normalizer(depth: Int = 0) throws(TokenizationError) -> TextNormalizer {
    let type = try type()
    switch type {
    case "Sequence":
      guard depth < Self.depthLimit else { throw unsupported("Sequence within Sequence") }
      var steps: [TextNormalizer] = []
      for step in try required("normalizers").elements() {
        steps.append(try step.normalizer(depth: depth + 1))
      }
      return .sequence(steps)
    case "Prepend": return .prepend(try scalars("prepend"))
    case "NFC": return .composition
    case "Replace":
      return .replace(try literalPattern(type), with: try scalars("content"))
    default: throw unsupported(type)
    }
  }

  /// Reads `pre_tokenizer`.
  func preTokenizer(depth: Int = 0) throws(TokenizationError) -> PreTokenizer {
    let type = try type()
    switch type {
    case "Sequence":
      guard depth < Self.depthLimit else { throw unsupported("Sequence within Sequence") }
      var steps: [PreTokenizer] = []
      for step in try required("pretokenizers").elements() {
        // What comes after would see the characters that stand for bytes.
        if steps.last?.isByteLevel == true {
          throw step.unsupported("\(try step.type()) after ByteLevel")
        }
        steps.append(try step.preTokenizer(depth: depth + 1))
      }
      return .sequence(steps)
    case "ByteLevel":
      return .byteLevel(
        addsPrefixSpace: try truth("add_prefix_space", default: true),
        cuts: try truth("use_regex", default: true))
    case "Digits": return .digits(single: try truth("individual_digits", default: false))
    case "Metaspace":
      return .metaspace(
        symbol: try metaspaceSymbol(), prefix: try spacePrefix(),
        cuts: try truth("split", default: true))
    case "Split": return try split()
    default: throw unsupported(type)
    }
  }

  private func split() throws(TokenizationError) -> PreTokenizer {
    let name = try string("behavior") ?? ""
    let inverts = try truth("invert", default: false)
    guard let behavior = SplitBehavior(rawValue: name) else { throw unsupported("Split \(name)") }
    if let expression = try member("pattern")?.string("Regex") {
      guard let pattern = WordPattern.known[expression] else {
        throw unsupported("Split by the expression \(expression)")
      }
      // The known patterns leave nothing between their words: isolated, or all but them removed, is the same.
      guard behavior == .isolated || inverts && behavior == .removed else {
        throw unsupported("Split \(name)")
      }
      return .pattern(pattern)
    }
    guard !inverts else { throw unsupported("Split with invert") }
    return .literal(try literalPattern("Split"), behavior)
  }

  /// A pattern that is a text, which is not empty.
  private func literalPattern(_ type: String) throws(TokenizationError) -> [Unicode.Scalar] {
    let pattern = try required("pattern")
    if let expression = try pattern.string("Regex") {
      throw unsupported("\(type) by the expression \(expression)")
    }
    guard let text = try pattern.string("String") else {
      throw pattern.wrongType("String or Regex")
    }
    guard !text.isEmpty else { throw fault(.emptyPattern(key: pattern.key)) }
    return Array(text.unicodeScalars)
  }

  private func scalars(_ name: String) throws(TokenizationError) -> [Unicode.Scalar] {
    Array((try string(name) ?? "").unicodeScalars)
  }

  private func metaspaceSymbol() throws(TokenizationError) -> Unicode.Scalar {
    let scalars = try scalars("replacement")
    guard let symbol = scalars.first, scalars.count == 1 else {
      throw .wrongType(file: file, key: "\(key).replacement", expected: "one character")
    }
    return symbol
  }

  private func spacePrefix() throws(TokenizationError) -> PreTokenizer.SpacePrefix {
    switch try string("prepend_scheme") {
    case "always": return .always
    case "first": return .first
    case "never": return .never
    case nil: return try truth("add_prefix_space", default: true) ? .always : .never
    case let other?: throw unsupported("Metaspace with prepend_scheme \(other)")
    }
  }

  /// Reads `decoder`.
  func decoding() throws(TokenizationError) -> TokenDecoding {
    let type = try type()
    guard type == "Sequence" else {
      if type == "ByteLevel" { return .byteLevel }
      var pieces = TokenDecoding.PieceDecoding()
      if type == "Fuse" { return .pieces(pieces) }
      try addDecoder(to: &pieces, isFused: false)
      return .pieces(pieces)
    }
    let steps = try required("decoders").elements()
    if steps.count == 1, try steps[0].type() == "ByteLevel" { return .byteLevel }
    var pieces = TokenDecoding.PieceDecoding()
    var isFused = false
    for step in steps {
      if try step.type() == "Fuse" {
        isFused = true
      } else {
        try step.addDecoder(to: &pieces, isFused: isFused)
      }
    }
    return .pieces(pieces)
  }

  /// Reads one step of a decoder; steps stand in the order in which they are always written.
  private func addDecoder(
    to pieces: inout TokenDecoding.PieceDecoding, isFused: Bool
  ) throws(TokenizationError) {
    let type = try type()
    switch type {
    case "Replace" where pieces.replaced.isEmpty && !pieces.joinsBytes && !isFused:
      pieces.replaced = try literalPattern(type)
      pieces.replacement = try scalars("content")
    case "Metaspace" where pieces.replaced.isEmpty && !pieces.joinsBytes && !isFused:
      pieces.replaced = [try metaspaceSymbol()]
      pieces.replacement = [" "]
      pieces.stripsFirstToken = try spacePrefix() != .never
    case "ByteFallback" where !isFused: pieces.joinsBytes = true
    case "Strip" where isFused:
      guard try string("content") == " ", try integer("stop") ?? 0 == 0 else {
        throw unsupported("Strip of other than leading spaces")
      }
      pieces.leadingSpaces = min(max(0, try integer("start") ?? 0), 1 << 16)
    default: throw unsupported(type)
    }
  }

  /// Reads `post_processor`.
  ///
  /// - Returns: What is put before and after a single text, by the names of the file.
  func template() throws(TokenizationError) -> (prefix: [Int], suffix: [Int]) {
    let type = try type()
    switch type {
    case "ByteLevel": return ([], [])
    case "Sequence":
      var whole: (prefix: [Int], suffix: [Int]) = ([], [])
      for step in try required("processors").elements() {
        guard try step.type() != "Sequence" else {
          throw step.unsupported("Sequence within Sequence")
        }
        let part = try step.template()
        whole = (part.prefix + whole.prefix, whole.suffix + part.suffix)
      }
      return whole
    case "TemplateProcessing": return try singleTemplate()
    default: throw unsupported(type)
    }
  }

  private func singleTemplate() throws(TokenizationError) -> (prefix: [Int], suffix: [Int]) {
    var prefix: [Int] = []
    var suffix: [Int] = []
    var hasText = false
    for item in try required("single").elements() {
      if let sequence = item.member("Sequence") {
        guard try sequence.string("id") == "A", !hasText else {
          throw item.unsupported("TemplateProcessing with two texts")
        }
        hasText = true
        continue
      }
      let name = try item.required("SpecialToken").string("id") ?? ""
      let known = try required("special_tokens")
      guard let token = known.member(name) else { throw fault(.templateTokenMissing(name)) }
      for element in try token.required("ids").elements() {
        guard let id = element.value.intValue else { throw element.wrongType("id") }
        if hasText { suffix.append(id) } else { prefix.append(id) }
      }
    }
    guard hasText else { throw unsupported("TemplateProcessing without the text") }
    return (prefix, suffix)
  }
}
