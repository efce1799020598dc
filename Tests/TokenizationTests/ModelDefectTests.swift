import Testing

@testable import Tokenization

@Suite("Damaged models")
struct ModelDefectTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let model: [UInt8]
    let defect: ModelDefect.Kind

    init(_ name: String, _ model: [UInt8], _ defect: ModelDefect.Kind) {
      testDescription = name
      self.model = model
      self.defect = defect
    }
  }

  static let long = [UInt8](repeating: 0x61, count: 200_000)

  static let encodingCases: [Case] = [
    Case("empty", [], .empty),
    Case(
      "a pointer to a file elsewhere",
      Array("version https://git-lfs.github.com/spec/v1\noid sha256:0".utf8),
      .textInsteadOfModel(beginning: "version https://git-lfs.github.com/spec/v1")),
    Case(
      "a page", Array("<!DOCTYPE html>\n<p>".utf8),
      .textInsteadOfModel(beginning: "<!DOCTYPE html>")),
    Case(
      "a number of eleven bytes",
      SeedModel.with { $0.rest = [0x48] + Array(repeating: 0x80, count: 10) + [0] }, .numberTooLong),
    Case(
      "a number beyond 64 bits",
      SeedModel.with { $0.rest = [0x48] + Array(repeating: 0xFF, count: 9) + [2] }, .numberTooLong),
    Case(
      "a length beyond the end", SeedModel.with { $0.rest = [0x0A, 5, 0] },
      .lengthBeyondEnd(length: 5, remaining: 1)),
    Case(
      "a length of 2^63", SeedModel.with { $0.rest = [0x0A] + Protobuf.number(1 << 63) },
      .lengthBeyondEnd(length: 1 << 63, remaining: 0)),
    Case(
      "a piece longer than its message",
      SeedModel.with { $0.rest = Protobuf.bytes(1, [0x0A, 9, 0x61]) },
      .lengthBeyondEnd(length: 9, remaining: 1)),
    Case(
      "5000 groups", SeedModel.with { $0.rest = Array(repeating: 0x4B, count: 5000) },
      .unsupportedWireType(3)),
    Case("the end of a group", SeedModel.with { $0.rest = [0x4C] }, .unsupportedWireType(4)),
    Case(
      "a group within the trainer", SeedModel.with { $0.trainer.append([0x0B]) },
      .unsupportedWireType(3)),
    Case("wire type 6", SeedModel.with { $0.rest = [0x4E] }, .unsupportedWireType(6)),
    Case("wire type 7", SeedModel.with { $0.rest = [0x4F] }, .unsupportedWireType(7)),
    Case("field 0", SeedModel.with { $0.rest = [0x00, 0] }, .fieldNumberOutOfRange(0)),
    Case(
      "field 2^29", SeedModel.with { $0.rest = Protobuf.varint(1 << 29, 0) },
      .fieldNumberOutOfRange(1 << 29)),
    Case(
      "a piece that is a number", SeedModel.with { $0.rest = Protobuf.varint(1, 1) },
      .wrongWireType(field: "pieces", found: 0)),
    Case(
      "a score that is a number",
      SeedModel.adding(Protobuf.bytes(1, Protobuf.bytes(1, [0x62]) + Protobuf.varint(2, 1))),
      .wrongWireType(field: "score", found: 0)),
    Case(
      "a type that is text",
      SeedModel.adding(Protobuf.bytes(1, Protobuf.bytes(1, [0x62]) + Protobuf.bytes(3, [1]))),
      .wrongWireType(field: "type", found: 2)),
    Case(
      "byte fallback as text", SeedModel.with { $0.trainer.append(Protobuf.bytes(35, [1])) },
      .wrongWireType(field: "byte_fallback", found: 2)),
    Case("a trailing byte", SeedModel.with { $0.rest = [0x48] }, .truncated),
    Case("a trailing part of a tag", SeedModel.with { $0.rest = [0x80] }, .truncated),
    Case("half a score", SeedModel.adding(Protobuf.bytes(1, [0x15, 0, 0])), .truncated),
    Case("half of eight bytes", SeedModel.with { $0.rest = [0x49, 0, 0, 0, 0] }, .truncated),
  ]

  static let vocabularyCases: [Case] = [
    Case("no pieces", SeedModel.with { $0.pieces = [] }, .noPieces),
    Case(
      "no pieces of text in a unigram model",
      SeedModel.with {
        $0.trainer = []
        $0.pieces.removeLast(3)
      }, .noPieces),
    Case("no unknown piece", SeedModel.with { $0.pieces.removeFirst() }, .noUnknownPiece),
    Case(
      "two unknown pieces", SeedModel.adding(Protobuf.piece("?", type: 2)),
      .secondUnknownPiece(id: 6)),
    Case("a piece twice", SeedModel.adding(Protobuf.piece("▁a")), .duplicatePiece(id: 6)),
    Case(
      "a piece as text and as control", SeedModel.adding(Protobuf.piece("<s>")),
      .duplicatePiece(id: 6)),
    Case("an empty piece", SeedModel.adding(Protobuf.piece("")), .emptyPiece(id: 6)),
    Case(
      "a piece without text", SeedModel.adding(Protobuf.bytes(1, Protobuf.float(2, 0))),
      .emptyPiece(id: 6)),
    Case("FF FE", SeedModel.adding(Protobuf.piece([0xFF, 0xFE])), .pieceNotUTF8(id: 6)),
    Case("half a character", SeedModel.adding(Protobuf.piece([0xE2, 0x96])), .pieceNotUTF8(id: 6)),
    Case(
      "a surrogate", SeedModel.adding(Protobuf.piece([0xED, 0xA0, 0x80])), .pieceNotUTF8(id: 6)),
    Case("an overlong form", SeedModel.adding(Protobuf.piece([0xC0, 0x80])), .pieceNotUTF8(id: 6)),
    Case(
      "a score of NaN", SeedModel.adding(Protobuf.piece("b", score: .nan)), .scoreNotFinite(id: 6)),
    Case(
      "an infinite score", SeedModel.adding(Protobuf.piece("b", score: .infinity)),
      .scoreNotFinite(id: 6)),
    Case(
      "a score of minus infinity", SeedModel.adding(Protobuf.piece("b", score: -.infinity)),
      .scoreNotFinite(id: 6)),
    Case(
      "type 0", SeedModel.adding(Protobuf.piece("b", type: 0)), .unknownPieceType(id: 6, type: 0)),
    Case(
      "type 7", SeedModel.adding(Protobuf.piece("b", type: 7)), .unknownPieceType(id: 6, type: 7)),
    Case(
      "type 2^64-1", SeedModel.adding(Protobuf.piece("b", type: .max)),
      .unknownPieceType(id: 6, type: .max)),
    Case(
      "200 KB", SeedModel.adding(Protobuf.piece(long)),
      .pieceTooLong(id: 6, byteCount: 200_000, limit: 4096)),
    Case(
      "another id said to be unknown", SeedModel.with { $0.trainer.append(Protobuf.varint(40, 5)) },
      .unknownPieceElsewhere(stated: 5, found: 0)),
    Case(
      "a byte piece that is none", SeedModel.adding(Protobuf.piece("<0xZZ>", type: 6)),
      .malformedBytePiece(id: 6)),
    Case(
      "a negative byte piece", SeedModel.adding(Protobuf.piece("<0x-1>", type: 6)),
      .malformedBytePiece(id: 6)),
    Case(
      "a byte piece in lower case", SeedModel.adding(Protobuf.piece("<0xfe>", type: 6)),
      .malformedBytePiece(id: 6)),
    Case(
      "a byte piece without fallback", SeedModel.adding(Protobuf.piece("<0x41>", type: 6)),
      .bytePieceWithoutFallback(id: 6)),
    Case(
      "fallback without bytes", SeedModel.with { $0.trainer.append(Protobuf.varint(35, 1)) },
      .missingBytePiece(byte: 0)),
    Case(
      "fallback with 255 bytes",
      SeedModel.with {
        $0.trainer.append(Protobuf.varint(35, 1))
        $0.pieces.append(Protobuf.bytePieces((0..<256).filter { $0 != 0x80 }))
      }, .missingBytePiece(byte: 0x80)),
    Case(
      "65 user-defined pieces within one another",
      SeedModel.with { seed in
        seed.pieces += (1...65).map { Protobuf.piece(String(repeating: "x", count: $0), type: 4) }
      }, .nestedUserDefinedPieces(limit: 64)),
    Case(
      "a user-defined piece with NUL", SeedModel.adding(Protobuf.piece([0x62, 0], type: 4)),
      .pieceHoldsNUL(id: 6)),
    Case(
      "a piece with NUL in a unigram model",
      SeedModel.with {
        $0.trainer = [Protobuf.varint(3, 1)]
        $0.pieces.append(Protobuf.piece([0x62, 0]))
      }, .pieceHoldsNUL(id: 6)),
    Case(
      "an algorithm by words", SeedModel.with { $0.trainer = [Protobuf.varint(3, 3)] },
      .unsupportedAlgorithm(3)),
    Case(
      "an algorithm by characters", SeedModel.with { $0.trainer = [Protobuf.varint(3, 4)] },
      .unsupportedAlgorithm(4)),
    Case(
      "an undefined algorithm", SeedModel.with { $0.trainer = [Protobuf.varint(3, 99)] },
      .unsupportedAlgorithm(99)),
    Case(
      "an unknown surface that is not UTF-8",
      SeedModel.with { $0.trainer.append(Protobuf.bytes(44, [0xFF])) },
      .unknownSurfaceNotUTF8),
    Case(
      "a denormaliser", SeedModel.with { $0.rest = Protobuf.bytes(5, Protobuf.bytes(2, [0])) },
      .unsupportedDenormalizer),
  ]

  @Test("are refused for what is wrong with them", arguments: encodingCases + vocabularyCases)
  func refused(item: Case) {
    do {
      _ = try SentencePieceModel(parsing: item.model)
      Issue.record("accepted")
    } catch {
      #expect(error.kind == item.defect)
      #expect((0...item.model.count).contains(error.byteOffset))
    }
  }

  @Test("are refused where the damage is")
  func place() {
    let before = SeedModel.with { $0.rest = [] }
    let damaged = before + [0x4E, 0, 0]
    #expect(throws: ModelDefect(.unsupportedWireType(6), at: before.count)) {
      try SentencePieceModel(parsing: damaged)
    }
  }

  @Test("are refused for one piece more than the limit")
  func pieceCount() throws {
    let model = SeedModel().serialized
    #expect(try SentencePieceModel(parsing: model, maximumPieceCount: 6).pieces.count == 6)
    do {
      _ = try SentencePieceModel(parsing: model, maximumPieceCount: 5)
      Issue.record("accepted")
    } catch {
      #expect(error.kind == .tooManyPieces(limit: 5))
    }
  }

  static let acceptedCases: [(String, [UInt8])] = [
    ("the seed", SeedModel().serialized),
    (
      "a composed and a decomposed letter",
      SeedModel.adding(Protobuf.piece("\u{E9}") + Protobuf.piece("e\u{301}"))
    ),
    ("a score of minus zero", SeedModel.adding(Protobuf.piece("b", score: -0.0))),
    ("an empty table of characters", SeedModel.with(characterMap: [])),
    (
      "the parts in another order",
      Protobuf.normalizer([]) + Protobuf.trainer([]) + SeedModel().serialized
    ),
    ("the trainer twice", SeedModel.with { $0.rest = Protobuf.trainer([Protobuf.varint(4, 6)]) }),
    (
      "packed numbers that are unknown",
      SeedModel.with { $0.rest = Protobuf.bytes(200, [1, 2, 3]) }
    ),
    (
      "no padding",
      SeedModel.with { $0.trainer.append(Protobuf.varint(43, UInt64(bitPattern: -1))) }
    ),
    ("a user-defined piece with spaces", SeedModel.adding(Protobuf.piece("a b", type: 4))),
    ("an unused piece", SeedModel.adding(Protobuf.piece("b", type: 5))),
    (
      "64 user-defined pieces within one another",
      SeedModel.with { seed in
        seed.pieces += (1...64).map { Protobuf.piece(String(repeating: "x", count: $0), type: 4) }
      }
    ),
    (
      "self-test samples that would fail",
      SeedModel.with {
        $0.rest = Protobuf.bytes(
          4, Protobuf.bytes(1, Protobuf.bytes(1, [0x61]) + Protobuf.bytes(2, [0x62])))
      }
    ),
    (
      "byte fallback",
      SeedModel.with {
        $0.trainer.append(Protobuf.varint(35, 1))
        $0.pieces.append(Protobuf.bytePieces())
      }
    ),
  ]

  @Test("are not what only looks odd", arguments: acceptedCases)
  func accepted(name: String, model: [UInt8]) throws {
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: model, settings: TokenizerSettings(), file: name)
    #expect(tokenizer.encode("a") == [3])
    #expect(tokenizer.decode([1, 3, 3, 2]) == "a a")
    #expect(tokenizer.warnings.isEmpty)
    _ = tokenizer.encode(String(repeating: "x", count: 100))
  }

  @Test("load with a warning where a piece holds NUL")
  func pieceWithNUL() throws {
    let model = SeedModel.adding(
      Protobuf.piece([0x62, 0]) + Protobuf.piece([0]) + Protobuf.piece("b"))
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: model, settings: TokenizerSettings(), file: "m")
    #expect(tokenizer.warnings == [.piecesWithNUL(file: "m", ids: [6, 7])])
    #expect(tokenizer.decode([6, 7]) == "b\0\0")
    #expect(tokenizer.encode("b") == [4, 8])
    #expect(tokenizer.encode("b\0") == [4, 0])
  }

  @Test("load with a warning where one piece begins and ends")
  func sameBeginningAndEnd() throws {
    let model = SeedModel.with { $0.trainer.append(Protobuf.bytes(47, Array("<s>".utf8))) }
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: model, settings: TokenizerSettings(), file: "m")
    #expect(tokenizer.warnings == [.sameBeginningAndEnd(id: 1)])
  }
}
