import TestSupport
import Testing

@testable import Tokenization

@Suite("Encoding")
struct EncodingTests {
  @Test("gives the ids that the Python package gives", arguments: Fixture.allCases)
  func fixtureTexts(fixture: Fixture) throws {
    let tokenizer = try fixture.tokenizer()
    let cases = try fixture.expected()
    try #require(cases.count > 20)
    for item in cases {
      #expect(tokenizer.encode(item.text) == item.ids, "\(item.text.debugDescription)")
      #expect(bytes(tokenizer.decode(item.ids)) == bytes(item.decoded), "\(item.ids)")
    }
  }

  @Test(
    "gives the ids of LLaMA-2 for all texts of the reference",
    .enabled(if: SharedFolder.isPresent, "needs the shared reference folder"))
  func referenceTexts() throws {
    let tokenizer = try TokenizerLoader.load(folder: Reference.llama2.folder)
    let cases = try Reference.expected()
    try #require(cases.count == 322)
    for item in cases {
      #expect(tokenizer.encode(item.text) == item.ids, "\(item.text.debugDescription)")
      #expect(bytes(tokenizer.decode(item.ids)) == bytes(item.decoded), "\(item.ids)")
    }
  }

  @Test(
    "works with the other models of the reference",
    .enabled(if: SharedFolder.isPresent, "needs the shared reference folder"),
    arguments: [Reference.stories260K, .prototypeAligner])
  func otherModels(reference: Reference) throws {
    let tokenizer = try TokenizerLoader.load(folder: reference.folder)
    #expect(tokenizer.beginningOfSequence == 1)
    #expect(tokenizer.endOfSequence == 2)
    let text = "Once upon a time, there was a café.\n\n日本語 👍🏽\u{0}"
    let ids = tokenizer.encode(text)
    #expect(tokenizer.encodePrompt(text) == [1] + ids)
    #expect(bytes(tokenizer.decode([1] + ids + [2])) == bytes(text))
  }

  @Test(
    "never makes control tokens of text", arguments: Fixture.allCases,
    ["<s>", "</s>", "<unk>", "<pad>", " <s> ", "<s></s>", "a<s>b", "<0x0A>"])
  func controlTokens(fixture: Fixture, text: String) throws {
    let tokenizer = try fixture.tokenizer()
    let ids = tokenizer.encode(text)
    #expect(!ids.contains(tokenizer.beginningOfSequence ?? -1))
    #expect(!ids.contains(tokenizer.endOfSequence ?? -1))
    #expect(!ids.isEmpty)
    if fixture == .bytes {
      #expect(tokenizer.decode(ids) == text)
      #expect(!ids.contains(14), "the id of the byte 0A")
    }
  }

  @Test("spells out a control piece of one character, which the library would take text for")
  func controlPieceOfOneCharacter() throws {
    var model = try Fixture.bytes.model()
    // The last piece of a second list; control pieces are looked up first.
    model += Protobuf.piece("Ω", type: 3)
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: model, settings: TokenizerSettings(), file: "m")
    #expect(tokenizer.vocabularySize == 401)
    let ids = tokenizer.encode("Ω")
    #expect(!ids.contains(400))
    #expect(tokenizer.decode(ids) == "Ω")
    #expect(tokenizer.decode([400]) == "")
  }

  @Test("spells out an ordinary piece that ends sequences here")
  func ordinaryPieceAsEnd() throws {
    var settings = TokenizerSettings()
    settings.end = .named("<|turn|>", file: "c")
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: try Fixture.bytes.model(), settings: settings, file: "m")
    let end = try #require(tokenizer.endOfSequence)
    let ids = tokenizer.encode("a <|turn|> b")
    #expect(!ids.contains(end))
    #expect(tokenizer.decode(ids + [end]) == "a <|turn|> b")
  }

  @Test("takes long texts in time that grows with their length", arguments: ["a", "the editor "])
  func longTexts(unit: String) throws {
    let tokenizer = try Fixture.bytes.tokenizer()
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    let ids = tokenizer.encode(text)
    #expect(bytes(tokenizer.decode(ids)) == bytes(text))
  }

  @Test("gives the same to tasks that share a tokenizer")
  func sharedTokenizer() async throws {
    for fixture in Fixture.allCases {
      let tokenizer = try fixture.tokenizer()
      let cases = try fixture.expected()
      let differing = await withTaskGroup { group in
        for _ in 0..<4 {
          group.addTask {
            (0..<20).reduce(0) { count, _ in
              count + cases.count { tokenizer.encode($0.text) != $0.ids }
            }
          }
        }
        return await group.reduce(0, +)
      }
      #expect(differing == 0)
    }
  }
}
