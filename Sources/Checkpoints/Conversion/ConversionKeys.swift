import Glibc
import Tensors
import Tokenization

/// The keys of a converted file, by the names and in the order of llama.cpp's converter, then our own.
struct ConversionKeys {
  let checkpoint: Checkpoint
  let vocabulary: PieceVocabulary
  let format: ElementType

  init(_ checkpoint: Checkpoint, vocabulary: PieceVocabulary, format: ElementType) {
    self.checkpoint = checkpoint
    self.vocabulary = vocabulary
    self.format = format
  }

  func all() throws(ConversionError) -> [(key: String, value: GGUFValue)] {
    var keys = general() + architecture() + sampling() + own()
    keys += try tokenizer()
    if let template = checkpoint.chatTemplate {
      keys.append(("tokenizer.chat_template", .text(template)))
    }
    keys.append(("general.quantization_version", .uint32(2)))
    keys.append(("general.file_type", .uint32(fileType)))
    return keys
  }

  /// `LlamaFileType`.
  private var fileType: UInt32 {
    switch format {
    case .float32: 0
    case .float16: 1
    case .q4_0: 2
    case .q8_0: 7
    case .bfloat16: 32
    case .q4_K: 15
    case .q5_K: 17
    case .q6_K: 18
    }
  }

  private func general() -> [(key: String, value: GGUFValue)] {
    let folderName = checkpoint.path.split(separator: "/").last.map(String.init)
    let made: [(key: String, value: GGUFValue)] = [
      ("general.type", .text("model")),
      ("general.name", .text(checkpoint.metadata?.name ?? folderName ?? "model")),
      ("general.size_label", .text(Self.sizeLabel(checkpoint.parameterCount))),
    ]
    let remarks = checkpoint.remarks
    return [("general.architecture", .text("llama"))]
      + made.filter { new in !remarks.contains { $0.key == new.key } } + remarks
  }

  private func architecture() -> [(key: String, value: GGUFValue)] {
    let c = checkpoint.configuration
    func number(_ value: Int) -> GGUFValue { .uint32(UInt32(clamping: value)) }
    var keys: [(key: String, value: GGUFValue)] = [
      ("llama.block_count", number(c.layerCount)),
      ("llama.context_length", number(c.contextLength)),
      ("llama.embedding_length", number(c.width)),
      ("llama.feed_forward_length", number(c.feedForwardWidth)),
      ("llama.attention.head_count", number(c.headCount)),
      ("llama.attention.head_count_kv", number(c.keyValueHeadCount)),
      ("llama.rope.freq_base", .float32(Float(c.rotaryTheta))),
      ("llama.attention.layer_norm_rms_epsilon", .float32(c.normEpsilon)),
      ("llama.attention.key_length", number(c.headWidth)),
      ("llama.attention.value_length", number(c.headWidth)),
      ("llama.vocab_size", number(c.vocabularySize)),
      ("llama.rope.dimension_count", number(c.headWidth)),
    ]
    if case .linear(let factor) = c.rotaryScaling {
      keys.append(("llama.rope.scaling.type", .text("linear")))
      keys.append(("llama.rope.scaling.factor", .float32(Float(factor))))
    }
    if let window = c.slidingWindow {
      keys.append(("llama.attention.sliding_window", number(window)))
    }
    return keys
  }

  private func tokenizer() throws(ConversionError) -> [(key: String, value: GGUFValue)] {
    guard vocabulary.algorithm == .bytePair else {
      throw .unsupportedTokenizer(algorithm: "\(vocabulary.algorithm)")
    }
    let count = checkpoint.configuration.vocabularySize
    guard vocabulary.pieces.count <= count else {
      throw .tooManyTokens(tokenizer: vocabulary.pieces.count, model: count)
    }
    // llama.cpp wants a token for each row of the embeddings.
    let pieces =
      vocabulary.pieces
      + (vocabulary.pieces.count..<count).map(PieceVocabulary.padding)
    let prefix = "tokenizer.ggml."
    var keys: [(key: String, value: GGUFValue)] = [
      (prefix + "model", .text("llama")), (prefix + "pre", .text("default")),
      (prefix + "tokens", .strings(pieces.map(\.text))),
      (prefix + "scores", .floats(pieces.map(\.score))),
      (prefix + "token_type", .integers(kinds(of: pieces).map { Int32($0.rawValue) })),
    ]
    let identifiers = [
      ("bos", vocabulary.beginningOfSequence), ("eos", vocabulary.endOfSequence),
      ("unknown", pieces.firstIndex { $0.kind == .unknown }),
      ("eot", checkpoint.configuration.endOfSequence.first { $0 != vocabulary.endOfSequence }),
    ]
    for case (let name, let id?) in identifiers {
      keys.append((prefix + name + "_token_id", .uint32(UInt32(clamping: id))))
    }
    keys.append((prefix + "add_bos_token", .bool(vocabulary.addsBeginning)))
    keys.append((prefix + "add_eos_token", .bool(vocabulary.addsEnd)))
    keys.append((prefix + "add_space_prefix", .bool(vocabulary.addsSpacePrefix)))
    if vocabulary.removesExtraWhitespace {
      keys.append((prefix + "remove_extra_whitespaces", .bool(true)))
    }
    if !vocabulary.characterMap.isEmpty {
      keys.append(
        (prefix + "precompiled_charsmap", .array(.uint8, bytes: vocabulary.characterMap)))
    }
    return keys
  }

  /// The kinds of the pieces as llama.cpp is to see them.
  ///
  /// It puts a space after every user-defined piece, which SentencePiece does not. A piece of one character that no
  /// other piece holds means the same as an ordinary one, so it is written as such.
  private func kinds(of pieces: [PieceVocabulary.Piece]) -> [PieceVocabulary.Kind] {
    let isNormalized = vocabulary.removesExtraWhitespace || !vocabulary.characterMap.isEmpty
    let scalars = pieces.map { String(decoding: $0.text, as: UTF8.self).unicodeScalars }
    var joined: Set<Unicode.Scalar> = []
    for (piece, text) in zip(pieces, scalars) where text.count > 1 {
      if piece.kind == .normal || piece.kind == .userDefined { joined.formUnion(text) }
    }
    return zip(pieces, scalars).map { piece, text in
      guard piece.kind == .userDefined, !isNormalized, text.count == 1, let only = text.first,
        !joined.contains(only)
      else { return piece.kind }
      return .normal
    }
  }

  private func sampling() -> [(key: String, value: GGUFValue)] {
    guard let defaults = checkpoint.generationDefaults else { return [] }
    let prefix = "general.sampling."
    var keys: [(key: String, value: GGUFValue)] = []
    if let value = defaults.topK { keys.append((prefix + "top_k", .int32(Int32(clamping: value)))) }
    let numbers = [
      ("top_p", defaults.topP), ("min_p", defaults.minP), ("temp", defaults.temperature),
      ("penalty_repeat", defaults.repetitionPenalty),
    ]
    for case (let name, let value?) in numbers {
      keys.append((prefix + name, .float32(Float(value))))
    }
    if let samples = defaults.doSample { keys.append(("metaaligner.do_sample", .bool(samples))) }
    return keys
  }

  private func own() -> [(key: String, value: GGUFValue)] {
    guard let metadata = checkpoint.metadata else { return [] }
    var keys: [(key: String, value: GGUFValue)] = []
    let texts = [
      ("family", metadata.family), ("prompt_format", metadata.promptFormat),
      ("base", metadata.base), ("recipe", metadata.recipe),
    ]
    for case (let name, let text?) in texts { keys.append(("metaaligner." + name, .text(text))) }
    keys.append(("metaaligner.objectives", .strings(metadata.objectives.map { Array($0.utf8) })))
    return keys
  }

  /// Two digits and a letter for the number of parameters.
  static func sizeLabel(_ count: Int) -> String {
    let scales: [(Double, String)] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")]
    let (scale, letter) = scales.first { Double(count) >= $0.0 } ?? (1e3, "K")
    let number = Double(count) / scale
    if number >= 9.95 { return "\(Int(number.rounded()))\(letter)" }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)\(letter)"
  }
}
