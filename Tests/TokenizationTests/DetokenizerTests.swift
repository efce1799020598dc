import TestSupport
import Testing

@testable import Tokenization

@Suite("Incremental detokenising")
struct DetokenizerTests {
  @Test("decodes random sequences as the Python package does", arguments: Fixture.allCases)
  func fixtureSequences(fixture: Fixture) throws {
    let tokenizer = try fixture.tokenizer()
    let cases = try fixture.expectedDecoding()
    try #require(cases.count >= 60)
    for item in cases {
      #expect(bytes(tokenizer.decode(item.ids)) == bytes(item.decoded), "\(item.ids)")
    }
  }

  @Test(
    "streams what decoding the whole gives, wherever the sequence ends", arguments: Fixture.allCases
  )
  func fixtureStreams(fixture: Fixture) throws {
    let tokenizer = try fixture.tokenizer()
    let oracle = try Oracle(model: fixture.model())
    var generator = SeededGenerator(seed: 1)
    for ids in oracle.sequences(count: 150, using: &generator) {
      try expectStream(of: ids, tokenizer, oracle)
    }
    for item in try fixture.expected() { try expectStream(of: item.ids, tokenizer, oracle) }
  }

  @Test(
    "streams the models of the reference as the library decodes them",
    .enabled(if: SharedFolder.isPresent, "needs the shared reference folder"),
    arguments: Reference.allCases)
  func referenceStreams(reference: Reference) throws {
    let tokenizer = try TokenizerLoader.load(folder: reference.folder)
    let oracle = try Oracle(model: fileBytes(reference.folder + "/tokenizer.model"))
    var generator = SeededGenerator(seed: 2)
    for ids in oracle.sequences(count: 100, using: &generator) {
      try expectStream(of: ids, tokenizer, oracle)
    }
  }

  @Test(
    "streams all texts of the reference",
    .enabled(if: SharedFolder.isPresent, "needs the shared reference folder"))
  func referenceTexts() throws {
    let tokenizer = try TokenizerLoader.load(folder: Reference.llama2.folder)
    for item in try Reference.expected() {
      var detokenizer = tokenizer.makeDetokenizer()
      let text = item.ids.map { detokenizer.append($0) }.joined() + detokenizer.finish()
      #expect(bytes(text) == bytes(item.decoded))
    }
  }

  /// Changes of the model that change how it decodes.
  static let variants: [(String, [UInt8])] = [
    ("no dummy prefix", Protobuf.normalizer([Protobuf.varint(3, 0)])),
    ("extra spaces removed", Protobuf.normalizer([Protobuf.varint(4, 1)])),
    ("both", Protobuf.normalizer([Protobuf.varint(3, 0), Protobuf.varint(4, 1)])),
    ("neither", Protobuf.normalizer([Protobuf.varint(3, 1), Protobuf.varint(4, 0)])),
    ("spaces as suffixes", Protobuf.trainer([Protobuf.varint(24, 1)])),
    ("no surface for unknown", Protobuf.trainer([Protobuf.bytes(44, [])])),
    ("a surface with a space symbol", Protobuf.trainer([Protobuf.bytes(44, Array("▁?".utf8))])),
    ("a surface with NUL", Protobuf.trainer([Protobuf.bytes(44, [0x41, 0, 0x42])])),
  ]

  @Test("follows the library in what a model can set", arguments: variants)
  func modelVariants(name: String, change: [UInt8]) throws {
    for fixture in Fixture.allCases {
      let model = try fixture.model() + change
      let tokenizer = try TokenizerLoader.makeTokenizer(
        model: model, settings: TokenizerSettings(), file: name)
      let oracle = try Oracle(model: model)
      var generator = SeededGenerator(seed: 3)
      for ids in oracle.sequences(count: 60, using: &generator) {
        try expectStream(of: ids, tokenizer, oracle)
      }
    }
  }

  @Test("holds a character until its bytes are complete")
  func heldCharacter() throws {
    let tokenizer = try Fixture.bytes.tokenizer()
    var detokenizer = tokenizer.makeDetokenizer()
    let pieces = [0xF0, 0x9F, 0x91, 0x8D].map { detokenizer.append(4 + $0) }
    #expect(pieces == ["", "", "", "👍"])
    #expect(detokenizer.finish() == "")
  }

  @Test("holds a character across control tokens and ids outside the vocabulary")
  func heldAcrossControl() throws {
    let tokenizer = try Fixture.bytes.tokenizer()
    var detokenizer = tokenizer.makeDetokenizer()
    let pieces = [4 + 0xC3, 1, 400, -1, .max, 2, 4 + 0xA9].map { detokenizer.append($0) }
    #expect(pieces == ["", "", "", "", "", "", "é"])
  }

  /// Bytes, and how many U+FFFD they end in.
  static let illFormed: [([UInt8], String)] = [
    ([0xE2, 0x82], "\u{FFFD}\u{FFFD}"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0xF4, 0x90, 0x80, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
    ([0xE2, 0x41], "\u{FFFD}A"), ([0xF0, 0x9F, 0xC3, 0xA9], "\u{FFFD}\u{FFFD}é"),
    ([0xFF], "\u{FFFD}"),
    ([0x80], "\u{FFFD}"), ([0xEF, 0xBF, 0xBD], "\u{FFFD}"),
    ([0xF0, 0x82, 0x82, 0xAC], "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"),
  ]

  @Test("makes U+FFFD of each byte of an ill-formed character", arguments: illFormed)
  func illFormedBytes(input: [UInt8], expected: String) throws {
    let tokenizer = try Fixture.bytes.tokenizer()
    let ids = input.map { 4 + Int($0) }
    #expect(bytes(tokenizer.decode(ids)) == bytes(expected))
    try expectStream(of: ids, tokenizer, Oracle(model: Fixture.bytes.model()))
  }

  /// Whatever the prefix: the pieces so far begin the whole, and with `finish` they are what the library decodes.
  private func expectStream(of ids: [Int], _ tokenizer: any Tokenizer, _ oracle: Oracle) throws {
    var detokenizer = tokenizer.makeDetokenizer()
    var streamed: [UInt8] = []
    for (index, id) in ids.enumerated() {
      streamed += bytes(detokenizer.append(id))
      var stopped = detokenizer
      let whole = streamed + bytes(stopped.finish())
      let expected = try oracle.decode(Array(ids[...index]))
      #expect(whole == expected, "\(ids[...index])")
      if whole != expected { return }
    }
    #expect(bytes(tokenizer.decode(ids)) == streamed + bytes(detokenizer.finish()))
  }
}

/// The library's own decoding, with control tokens and what is no id taken out.
private struct Oracle {
  let processor: SentencePieceProcessor
  let pieces: PieceTable

  init(model: [UInt8]) throws {
    processor = try SentencePieceProcessor(model: model)
    pieces = try SentencePieceModel(parsing: model).pieces
  }

  func decode(_ ids: [Int]) throws -> [UInt8] {
    try processor.decode(ids.filter { pieces.kind($0).map { $0 != .control } ?? false })
  }

  /// Random ids of the whole vocabulary and a little beyond; every other sequence is mostly bytes, spaces and control
  /// pieces, which are what decoding turns on.
  func sequences(count: Int, using generator: inout SeededGenerator) -> [[Int]] {
    let special =
      pieces.ids(of: .byte) + pieces.ids(of: .control) + pieces.ids(of: .unknown)
      + (pieces.id(of: "▁").map { Array(repeating: $0, count: 40) } ?? [])
    return (0..<count).map { index in
      let length = Int.random(in: 1...16, using: &generator)
      return (0..<length).map { _ in
        if index % 2 == 1, Int.random(in: 0..<8, using: &generator) > 0 {
          return special.randomElement(using: &generator) ?? 0
        }
        return Int.random(in: -2..<pieces.count + 3, using: &generator)
      }
    }
  }
}
