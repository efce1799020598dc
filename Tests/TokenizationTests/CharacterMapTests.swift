import Testing

@testable import Tokenization

@Suite("Tables of characters")
struct CharacterMapTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let map: [UInt8]
    let defect: CharacterMapDefect

    init(_ name: String, _ map: [UInt8], _ defect: CharacterMapDefect) {
      testDescription = name
      self.map = map
      self.defect = defect
    }
  }

  static let nodes = SeedCharacterMap(depth: 2).nodes

  static let cases: [Case] = [
    Case("one byte", [0], .tooShort(byteCount: 1)),
    Case("a length alone", [0, 4, 0, 0], .tooShort(byteCount: 4)),
    Case("no array", [0, 0, 0, 0, 0], .arrayLength(0, available: 1)),
    Case("an array beyond the table", [0, 4, 0, 0, 0], .arrayLength(1024, available: 1)),
    Case(
      "an array of 2^32-1 bytes", [255, 255, 255, 255, 0], .arrayLength(0xFFFF_FFFF, available: 1)),
    Case(
      "an array of 1000 bytes", [0xE8, 3, 0, 0] + Array(repeating: 0, count: 2000),
      .arrayLength(1000, available: 2000)),
    Case(
      "no replacements", SeedCharacterMap.with { $0.replacements = [] }, .replacementsUnterminated),
    Case(
      "an open replacement", SeedCharacterMap.with { $0.replacements = [0x62] },
      .replacementsUnterminated),
    Case(
      "a replacement that is not UTF-8", SeedCharacterMap.with { $0.replacements = [0xFF, 0] },
      .replacementsNotUTF8),
    Case("a root that is a leaf", SeedCharacterMap.with { $0.units[0] |= 1 << 31 }, .malformedRoot),
    Case("a root with a label", SeedCharacterMap.with { $0.units[0] |= 5 }, .malformedRoot),
    Case(
      "a root that leads far away", SeedCharacterMap.with { $0.units[0] = 0x1F_FFFF << 10 },
      .unitOutOfRange(unit: 0)),
    Case(
      "a root that leads to itself", SeedCharacterMap.with { $0.units[0] = 0 },
      .unitOutOfRange(unit: 0)),
    Case(
      "a node that leads just outside",
      SeedCharacterMap.with {
        $0.units[nodes[1]] = SeedCharacterMap.unit(offset: 256, label: 0x61, hasLeaf: false)
      },
      .unitOutOfRange(unit: nodes[1])),
    Case(
      "a node that leads far away by the wide form",
      SeedCharacterMap.with { $0.units[nodes[1]] = 0x1F_FFFF << 10 | 1 << 9 | 0x61 },
      .unitOutOfRange(unit: nodes[1])),
    Case(
      "a node that leads back",
      SeedCharacterMap.with {
        let base = SeedCharacterMap.bases[0]
        $0.units[nodes[1]] = SeedCharacterMap.unit(
          offset: nodes[1] ^ base, label: 0x61, hasLeaf: false)
      }, .circle(unit: nodes[1])),
    Case(
      "a value past the replacements", SeedCharacterMap.with { $0.units[0xE0] = 1 << 31 | 2 },
      .replacementOutOfRange(unit: 0xE0)),
    Case(
      "a value within a character",
      SeedCharacterMap.with {
        $0.replacements = Array("é\0".utf8)
        $0.units[0xE0] = 1 << 31 | 1
      }, .replacementOutOfRange(unit: 0xE0)),
    Case(
      "a leaf that is a node", SeedCharacterMap.with { $0.units[0xE0] = 1 },
      .replacementOutOfRange(unit: 0xE0)),
    Case(
      "a replacement of 64 KB",
      SeedCharacterMap.with { $0.replacements = Array(repeating: 0x62, count: 65536) + [0] },
      .replacementTooLong(unit: 1, limit: 1024)),
    Case(
      "a unit that no text reaches, but that leads far away",
      SeedCharacterMap.with { $0.units[0xFF] = 0x1F_FFFF << 10 }, .unitOutOfRange(unit: 0xFF)),
    Case("33 prefixes", SeedCharacterMap(depth: 33).serialized, .tooManyPrefixes(limit: 32)),
  ]

  @Test("are refused where a text could lead the library astray", arguments: cases)
  func refused(item: Case) {
    do {
      _ = try SentencePieceModel(parsing: SeedModel.with(characterMap: item.map))
      Issue.record("accepted")
    } catch {
      #expect(error.kind == .malformedCharacterMap(item.defect))
    }
  }

  @Test("replace texts", arguments: [1, 2, 32])
  func replace(depth: Int) throws {
    let model = SeedModel.with(characterMap: SeedCharacterMap(depth: depth).serialized)
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: model, settings: TokenizerSettings(), file: "m")
    // The longest prefix is replaced by `b`, which is unknown to the seed; at most `depth` letters.
    #expect(tokenizer.encode(String(repeating: "a", count: depth)) == [4, 0])
    #expect(tokenizer.encode("c") == [4, 0])
  }

  @Test("may share endings, as those of NFKC do")
  func sharedEndings() throws {
    let map = SeedCharacterMap.with { map in
      let node = SeedCharacterMap.bases[0] ^ 0x62
      map.units[node] = SeedCharacterMap.unit(
        offset: node ^ SeedCharacterMap.bases[1], label: 0x62, hasLeaf: true)
    }
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: SeedModel.with(characterMap: map), settings: TokenizerSettings(), file: "m")
    #expect(tokenizer.encode("ba") == tokenizer.encode("aa"))
    #expect(tokenizer.encode("ba") == tokenizer.encode("b"))
  }

  @Test("may replace by nothing")
  func replaceByNothing() throws {
    let map = SeedCharacterMap.with(depth: 1) { $0.replacements = [0] }
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: SeedModel.with(characterMap: map), settings: TokenizerSettings(), file: "m")
    #expect(tokenizer.encode("cac") == tokenizer.encode("cc"))
  }
}
