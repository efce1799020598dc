extension SentencePieceModel {
  /// Reads and validates a serialized `ModelProto`.
  ///
  /// - Parameters:
  ///   - file: The file's bytes.
  ///   - maximumPieceCount: The number of pieces beyond which the model is refused.
  /// - Throws: `ModelDefect`.
  init(
    parsing file: [UInt8], maximumPieceCount: Int = Self.maximumPieceCount
  ) throws(ModelDefect) {
    self.init(pieces: PieceTable(storage: file))
    try Self.refuseText(file)
    var parser = ModelParser(file: file, maximumPieceCount: maximumPieceCount)
    self = try parser.parse(into: self)
  }

  /// A page of HTML or a pointer in the place of the file is the commonest damage; its bytes as protobuf would be
  /// refused too, but with a reason that helps nobody.
  private static func refuseText(_ file: [UInt8]) throws(ModelDefect) {
    if file.isEmpty { throw ModelDefect(.empty, at: 0) }
    let beginning = file.prefix(64)
    let isText = beginning.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A || $0 == 0x0D }
    if isText {
      let line = beginning.prefix { $0 >= 0x20 }
      throw ModelDefect(
        .textInsteadOfModel(beginning: String(decoding: line, as: UTF8.self)), at: 0)
    }
  }
}

/// One pass over the file, collecting what later checks need.
private struct ModelParser {
  let file: [UInt8]
  let maximumPieceCount: Int
  private var seen: Set<ArraySlice<UInt8>> = []
  private var algorithm: (value: UInt64, offset: Int) = (1, 0)
  private var statedUnknownID = 0
  private var unknownIDOffset = 0
  private var foundUnknownID: Int?
  private var characterMap: Range<Int>?
  private var unknownSurface: Range<Int>?

  init(file: [UInt8], maximumPieceCount: Int) {
    self.file = file
    self.maximumPieceCount = maximumPieceCount
  }

  mutating func parse(into empty: SentencePieceModel) throws(ModelDefect) -> SentencePieceModel {
    var model = empty
    var reader = ProtobufReader(file, extent: 0..<file.count)
    while let field = try reader.nextField() {
      switch field.number {
      case 1: try readPiece(try field.bytes("pieces"), into: &model)
      case 2: try readTrainer(try field.bytes("trainer_spec"), into: &model)
      case 3: try readNormalizer(try field.bytes("normalizer_spec"), into: &model)
      case 5:
        try refuseDenormalizer(try field.bytes("denormalizer_spec"))
        continue
      // Self-test samples would be run at loading; what is unknown here was not validated.
      default: continue
      }
      model.validatedBytes += file[field.extent]
    }
    try finish(&model)
    return model
  }

  private mutating func readPiece(
    _ extent: Range<Int>, into model: inout SentencePieceModel
  ) throws(ModelDefect) {
    let id = model.pieces.count
    let start = extent.lowerBound
    guard id < maximumPieceCount else {
      throw ModelDefect(.tooManyPieces(limit: maximumPieceCount), at: start)
    }
    var text = start..<start
    var type: UInt64 = 1
    var score: Float = 0
    var reader = ProtobufReader(file, extent: extent)
    while let field = try reader.nextField() {
      switch field.number {
      case 1: text = try field.bytes("piece")
      case 2: score = try field.float("score")
      case 3: type = try field.varint("type")
      default: continue
      }
    }
    guard let kind = UInt8(exactly: type).flatMap(PieceTable.Kind.init) else {
      throw ModelDefect(.unknownPieceType(id: id, type: type), at: start)
    }
    guard score.isFinite else { throw ModelDefect(.scoreNotFinite(id: id), at: start) }
    try checkText(text, id: id, at: start)
    if file[text].contains(0) { model.piecesWithNUL.append(id) }
    var byte: UInt8 = 0
    if kind == .byte {
      guard let value = bytePieceValue(file[text]) else {
        throw ModelDefect(.malformedBytePiece(id: id), at: start)
      }
      byte = value
    }
    if kind == .unknown {
      if foundUnknownID != nil { throw ModelDefect(.secondUnknownPiece(id: id), at: start) }
      foundUnknownID = id
    }
    model.pieces.append(text, kind: kind, byte: byte, score: score)
  }

  private mutating func checkText(
    _ extent: Range<Int>, id: Int, at start: Int
  ) throws(ModelDefect) {
    let limit = SentencePieceModel.maximumPieceLength
    if extent.isEmpty { throw ModelDefect(.emptyPiece(id: id), at: start) }
    if extent.count > limit {
      throw ModelDefect(.pieceTooLong(id: id, byteCount: extent.count, limit: limit), at: start)
    }
    if String(validating: file[extent], as: UTF8.self) == nil {
      throw ModelDefect(.pieceNotUTF8(id: id), at: start)
    }
    // By bytes: a composed and a decomposed letter are two pieces.
    if !seen.insert(file[extent]).inserted {
      throw ModelDefect(.duplicatePiece(id: id), at: start)
    }
  }

  private mutating func readTrainer(
    _ extent: Range<Int>, into model: inout SentencePieceModel
  ) throws(ModelDefect) {
    var reader = ProtobufReader(file, extent: extent)
    while let field = try reader.nextField() {
      switch field.number {
      case 3: algorithm = (try field.varint("model_type"), field.extent.lowerBound)
      case 35: model.usesByteFallback = try field.truth("byte_fallback")
      case 40:
        statedUnknownID = try field.int32("unk_id")
        unknownIDOffset = field.extent.lowerBound
      case 44: unknownSurface = try field.bytes("unk_surface")
      case 46: model.beginningPiece = text(try field.bytes("bos_piece"))
      case 47: model.endPiece = text(try field.bytes("eos_piece"))
      default: continue
      }
    }
  }

  private mutating func readNormalizer(
    _ extent: Range<Int>, into model: inout SentencePieceModel
  ) throws(ModelDefect) {
    var reader = ProtobufReader(file, extent: extent)
    while let field = try reader.nextField() {
      switch field.number {
      case 2: characterMap = try field.bytes("precompiled_charsmap")
      case 3: model.addsDummyPrefix = try field.truth("add_dummy_prefix")
      case 4: model.removesExtraWhitespace = try field.truth("remove_extra_whitespaces")
      default: continue
      }
    }
  }

  private func refuseDenormalizer(_ extent: Range<Int>) throws(ModelDefect) {
    var reader = ProtobufReader(file, extent: extent)
    while let field = try reader.nextField() {
      if field.number == 2, !(try field.bytes("precompiled_charsmap").isEmpty) {
        throw ModelDefect(.unsupportedDenormalizer, at: field.extent.lowerBound)
      }
    }
  }

  /// What can be judged only when everything has been read, for the parts may stand in any order.
  private func finish(_ model: inout SentencePieceModel) throws(ModelDefect) {
    guard model.pieces.count > 0 else { throw ModelDefect(.noPieces, at: file.count) }
    guard let algorithm = SentencePieceModel.Algorithm(rawValue: algorithm.value) else {
      throw ModelDefect(.unsupportedAlgorithm(algorithm.value), at: algorithm.offset)
    }
    model.algorithm = algorithm
    guard let found = foundUnknownID else { throw ModelDefect(.noUnknownPiece, at: file.count) }
    guard found == statedUnknownID else {
      let kind = ModelDefect.Kind.unknownPieceElsewhere(stated: statedUnknownID, found: found)
      throw ModelDefect(kind, at: unknownIDOffset)
    }
    model.unknownID = found
    if let extent = unknownSurface {
      // The library stops at a NUL here, as C does.
      let surface = file[extent].prefix { $0 != 0 }
      guard let text = String(validating: surface, as: UTF8.self) else {
        throw ModelDefect(.unknownSurfaceNotUTF8, at: extent.lowerBound)
      }
      model.unknownSurface = text
    }
    try model.checkBytePieces()
    try model.checkLookup()
    if let extent = characterMap, !extent.isEmpty {
      try CharacterMap.validate(file, extent: extent)
      model.characterMap = Array(file[extent])
    }
  }

  private func text(_ extent: Range<Int>) -> String {
    String(decoding: file[extent], as: UTF8.self)
  }

  /// The byte that `<0xNN>` stands for; two upper-case digits, as the library writes them.
  private func bytePieceValue(_ piece: ArraySlice<UInt8>) -> UInt8? {
    guard piece.count == 6, piece.starts(with: Array("<0x".utf8)), piece.last == UInt8(ascii: ">")
    else { return nil }
    var value: UInt8 = 0
    for digit in piece.dropFirst(3).dropLast() {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | (digit - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"):
        value = value << 4 | (digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }
}
