import Testing

@testable import Tokenization

@Suite("Training of tokenizers")
struct TokenizerTrainingTests {
  /// Words that repeat, so that there is something to merge.
  private static let texts = (0..<400).map { number in
    "The quick brown fox number \(number) jumps over the lazy dog, and \(number * 7) more.\nSo it went."
  }

  private static func train(
    _ texts: [String] = texts, size: Int = 400
  ) throws(TokenizerTrainingError) -> [UInt8] {
    try TokenizerTraining(vocabularySize: size).train(texts)
  }

  private static func tokenizer() throws -> SentencePieceTokenizer {
    try TokenizerLoader.makeTokenizer(
      model: train(), settings: TokenizerSettings(), file: "trained")
  }

  @Test("gives a model with as many pieces as asked for, unknown, beginning and end first")
  func pieces() throws {
    let tokenizer = try Self.tokenizer()
    #expect(tokenizer.vocabularySize == 400)
    #expect(tokenizer.beginningOfSequence == 1)
    #expect(tokenizer.endOfSequence == 2)
    let pieces = tokenizer.pieceVocabulary.pieces
    #expect(pieces[0].kind == .unknown)
    #expect(pieces[3].text == [0x0A] && pieces[3].kind == .userDefined)
    #expect(pieces[4..<260].allSatisfy { $0.kind == .byte })
    #expect(tokenizer.pieceVocabulary.algorithm == .bytePair)
  }

  @Test(
    "keeps every text as it is",
    arguments: [
      "The quick brown fox", " two  spaces\tand a tab ", "\n\n line\nfeeds\n", "1234567890",
      "naïve café — 👍🏽 日本語\u{0}", "</s> <s> <0x41> <unk>", "\u{FF21}\u{2126}", "", "\r\n",
    ])
  func identity(text: String) throws {
    let tokenizer = try Self.tokenizer()
    #expect(tokenizer.decode(tokenizer.encode(text)).utf8.elementsEqual(text.utf8))
  }

  @Test("makes one piece of each digit and of each line feed, and few of words that it has seen")
  func behaviour() throws {
    let tokenizer = try Self.tokenizer()
    #expect(tokenizer.encode("quick brown fox").count <= 4)
    #expect(Set(tokenizer.encode("777").suffix(3)).count == 1)
    #expect(tokenizer.encode("777").count <= 4)
    #expect(tokenizer.encode("fox\n\nfox").filter { $0 == 3 }.count == 2)
  }

  @Test(
    "makes one piece of a text that is to be whole, whatever stands in it",
    arguments: ["| Answer: ", "You, and \"me\",\u{20}then", "naïve — 日本"])
  func wholePieces(text: String) throws {
    var training = TokenizerTraining(vocabularySize: 400)
    training.wholePieces = [text, "other words"]
    let tokenizer = try TokenizerLoader.makeTokenizer(
      model: training.train(Self.texts), settings: TokenizerSettings(), file: "trained")
    let ids = tokenizer.encode("fox" + text + "dog\n")
    #expect(tokenizer.decode(ids) == "fox" + text + "dog\n")
    let piece = try #require(ids.first { tokenizer.pieceVocabulary.pieces[$0].text.count > 8 })
    #expect(tokenizer.decode([piece]).utf8.elementsEqual(text.utf8))
  }

  @Test("gives equal bytes for equal texts, wherever the lines are cut")
  func determinism() throws {
    let model = try Self.train()
    #expect(try Self.train() == model)
    #expect(try Self.train([Self.texts.joined(separator: "\n")]) == model)
  }

  @Test("refuses texts without words, and more pieces than they give")
  func refusals() {
    #expect(throws: TokenizerTrainingError.noText) { try Self.train(["", "\n\n"]) }
    #expect {
      try Self.train(size: 100_000)
    } throws: { error in
      guard case .refusedByLibrary(let reason)? = error as? TokenizerTrainingError else {
        return false
      }
      return reason.contains("Vocabulary size too high")
    }
  }

  @Test("gives the files of a tokenizer of a folder unchanged, and those of a vocabulary anew")
  func files() throws {
    let folder = try Fixture.bytes.tokenizer().pieceVocabulary
    let files = try TokenizerSource.vocabulary(folder, file: "model.gguf").files()
    #expect(files.map(\.name) == ["tokenizer.model", "tokenizer_config.json"])
    let again = try TokenizerLoader.makeTokenizer(
      model: files[0].contents, settings: TokenizerSettings(), file: "again")
    #expect(again.pieceVocabulary.pieces == folder.pieces)
    let settings = String(decoding: files[1].contents, as: UTF8.self)
    #expect(settings.contains("\"bos_token\": \"<s>\""))
  }
}
