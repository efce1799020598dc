import StrictJSON
import TestSupport
import Testing

@testable import Tokenization

/// The committed byte-pair tokenizers; see `Tests/Scripts/make_byte_pair_fixtures.py`.
enum BytePairFixture: String, CaseIterable, Sendable {
  case gpt2
  case gpt2Prefix = "gpt2-prefix"
  case gpt2WrittenOut = "gpt2-written-out"
  case llama3, qwen2, digits, llama, gemma
  case llamaMetaspace = "llama-metaspace"
  case metaspaceWords = "metaspace-words"

  static let root = SharedFolder.packageRoot + "/Tests/TokenizationTests/Fixtures/byte-pair"

  var folder: String { "\(Self.root)/\(rawValue)" }

  func cases() throws -> [JSONValue] {
    let all = try JSONParser.parse(fileBytes(Self.root + "/expected.json"))
    return all[rawValue]?.arrayValue ?? []
  }
}

extension JSONValue {
  fileprivate func ids(_ key: String) -> [Int] {
    self[key]?.arrayValue?.compactMap(\.intValue) ?? []
  }
}

@Suite("Byte-pair tokenizers")
struct BytePairTests {
  @Test("give the ids and texts that Hugging Face's give", arguments: BytePairFixture.allCases)
  func fixtureTexts(fixture: BytePairFixture) throws {
    let tokenizer = try TokenizerLoader.load(folder: fixture.folder)
    let cases = try fixture.cases()
    try #require(cases.count > 40)
    for item in cases {
      let text = item["text"]?.stringValue ?? ""
      #expect(tokenizer.encode(text) == item.ids("ids"), "\(text.debugDescription)")
      #expect(tokenizer.encodePrompt(text) == item.ids("prompt_ids"), "\(text.debugDescription)")
      let open = tokenizer.encode([PromptPart(text, mayHoldSpecialTokens: true)])
      #expect(open == item.ids("open_ids"), "\(text.debugDescription)")
      let decoded = tokenizer.decode(item.ids("ids"))
      #expect(
        bytes(decoded) == bytes(item["decoded"]?.stringValue ?? ""), "\(text.debugDescription)")
    }
  }

  @Test("read GPT-2's two files as the same tokenizer")
  func files() throws {
    let tokenizer = try TokenizerLoader.load(folder: BytePairFixture.root + "/gpt2-files")
    for item in try BytePairFixture.gpt2WrittenOut.cases() {
      let text = item["text"]?.stringValue ?? ""
      #expect(tokenizer.encode(text) == item.ids("ids"), "\(text.debugDescription)")
    }
    let end = try #require(tokenizer.endOfSequence)
    #expect(tokenizer.beginningOfSequence == end)
    #expect(
      tokenizer.encode([PromptPart("a<|endoftext|>", mayHoldSpecialTokens: true)]).last == end)
    #expect(!tokenizer.encode("a<|endoftext|>").contains(end))
  }

  @Test(
    "give the ids of GPT-2 for all texts of the reference",
    .enabled(if: SharedFolder.isPresent, "needs the shared reference folder"))
  func referenceTexts() throws {
    let folder = (SharedFolder.path ?? "") + "/reference/tokenizers/gpt2"
    let tokenizer = try TokenizerLoader.load(folder: folder)
    let cases = ExpectedTokens.read(try JSONParser.parse(fileBytes(folder + "/expected.json")))
    try #require(cases.count == 322)
    for item in cases {
      #expect(tokenizer.encode(item.text) == item.ids, "\(item.text.debugDescription)")
      #expect(bytes(tokenizer.decode(item.ids)) == bytes(item.decoded), "\(item.ids)")
    }
  }

  @Test("decode token by token what they decode at once", arguments: BytePairFixture.allCases)
  func incrementalDecoding(fixture: BytePairFixture) throws {
    let tokenizer = try TokenizerLoader.load(folder: fixture.folder)
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let ids = (0..<Int.random(in: 1...24, using: &generator)).map { _ in
        Int.random(in: 0..<tokenizer.vocabularySize + 3, using: &generator)
      }
      var detokenizer = tokenizer.makeDetokenizer()
      let text = ids.reduce(into: "") { $0 += detokenizer.append($1) } + detokenizer.finish()
      #expect(bytes(text) == bytes(tokenizer.decode(ids)))
    }
  }

  @Test(
    "give byte-level texts back to the byte", arguments: [BytePairFixture.gpt2, .llama3, .digits])
  func roundTrip(fixture: BytePairFixture) throws {
    let tokenizer = try TokenizerLoader.load(folder: fixture.folder)
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<200 {
      var view = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 0...40, using: &generator) {
        let value = UInt32.random(
          in: 0...(Bool.random(using: &generator) ? 0x7F : 0x1FFFF), using: &generator)
        if let scalar = Unicode.Scalar(value) { view.append(scalar) }
      }
      let text = String(view)
      #expect(bytes(tokenizer.decode(tokenizer.encode(text))) == bytes(text))
    }
  }

  @Test("take names of special tokens for these tokens in some parts of a prompt only")
  func parts() throws {
    let tokenizer = try TokenizerLoader.load(folder: BytePairFixture.llama3.folder)
    let end = try #require(tokenizer.specialTokens.first { $0.text == "<|end|>" }?.id)
    let ids = tokenizer.encode([
      PromptPart("a<|e", mayHoldSpecialTokens: true),
      PromptPart("nd|> b", mayHoldSpecialTokens: true),
      PromptPart(" <|end|> c<|end", mayHoldSpecialTokens: false),
      PromptPart("|><|end|>", mayHoldSpecialTokens: true),
    ])
    #expect(ids.count { $0 == end } == 2)
    #expect(ids.last == end)
    #expect(tokenizer.decode(ids) == "a b <|end|> c<|end|>")
  }

  @Test("know the special tokens of a SentencePiece model, in some parts only")
  func sentencePieceParts() throws {
    let tokenizer = try Fixture.bytes.tokenizer()
    let ids = tokenizer.encode([
      PromptPart("<s>", mayHoldSpecialTokens: true),
      PromptPart("a</s>", mayHoldSpecialTokens: false),
      PromptPart("</s>", mayHoldSpecialTokens: true),
    ])
    #expect(ids == [1] + tokenizer.encode("a</s>") + [2])
  }

  @Test(
    "take long texts in time that grows with their length", arguments: ["a", "the editor ", "\n"])
  func longTexts(unit: String) throws {
    for fixture in [BytePairFixture.llama, .gpt2] {
      let tokenizer = try TokenizerLoader.load(folder: fixture.folder)
      let text = String(repeating: unit, count: 60_000 / unit.utf8.count)
      #expect(bytes(tokenizer.decode(tokenizer.encode(text))) == bytes(text))
    }
  }
}
