import Glibc
import StrictJSON
import Testing

@testable import Tokenization

@Suite("Loading a folder")
struct TokenizerLoaderTests {
  @Test("begins prompts and does not end them, when nothing is said")
  func defaults() throws {
    let folder = try TemporaryFolder(["tokenizer.model": Fixture.bytes.model()])
    let tokenizer = try TokenizerLoader.load(folder: folder.path)
    #expect(tokenizer.vocabularySize == 400)
    #expect(tokenizer.beginningOfSequence == 1)
    #expect(tokenizer.endOfSequence == 2)
    #expect(tokenizer.encodePrompt("hi") == [1] + tokenizer.encode("hi"))
    #expect(tokenizer.encodePrompt("") == [1])
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: [String: String]
    let beginning: Int?
    let end: Int?
    let prompt: [Int]

    init(_ name: String, _ files: [String: String], _ beginning: Int?, _ end: Int?, prompt: [Int]) {
      testDescription = name
      self.files = files
      self.beginning = beginning
      self.end = end
      self.prompt = prompt
    }
  }

  static let configuration = "tokenizer_config.json"
  static let cases: [Case] = [
    Case(
      "both stated", [configuration: #"{"add_bos_token":true,"add_eos_token":true}"#], 1, 2,
      prompt: [1, 2]),
    Case("neither wanted", [configuration: #"{"add_bos_token":false}"#], 1, 2, prompt: []),
    Case(
      "null for the defaults", [configuration: #"{"add_bos_token":null,"add_eos_token":null}"#], 1,
      2, prompt: [1]),
    Case(
      "as strings", [configuration: #"{"bos_token":"</s>","eos_token":"<s>"}"#], 2, 1, prompt: [2]),
    Case(
      "as objects",
      [
        configuration:
          #"{"bos_token":{"content":"<s>","lstrip":false},"eos_token":{"content":"<|turn|>"}}"#
      ],
      1, 3, prompt: [1]),
    Case(
      "empty, as in LLaMA's first conversions",
      [configuration: #"{"bos_token":"","eos_token":""}"#], 1, 2, prompt: [1]),
    Case("none", [configuration: #"{"bos_token":null,"eos_token":null}"#], nil, nil, prompt: []),
    Case(
      "in the map of special tokens",
      [configuration: "{}", "special_tokens_map.json": #"{"eos_token":"<|turn|>"}"#],
      1, 3, prompt: [1]),
    Case(
      "stated over the map",
      [
        configuration: #"{"eos_token":"</s>"}"#,
        "special_tokens_map.json": #"{"eos_token":"<|turn|>"}"#,
      ],
      1, 2, prompt: [1]),
    Case(
      "an added token",
      [configuration: #"{"eos_token":"<|end|>"}"#, "added_tokens.json": #"{"<|end|>":400}"#],
      1, 400, prompt: [1]),
    Case(
      "an added token of the configuration",
      [
        configuration:
          #"{"eos_token":"<|end|>","added_tokens_decoder":{"401":{"content":"<|end|>"}}}"#
      ],
      1, 401, prompt: [1]),
  ]

  @Test("begins and ends sequences as the files say", arguments: cases)
  func specialTokens(item: Case) throws {
    var files = item.files.mapValues { Array($0.utf8) }
    files["tokenizer.model"] = try Fixture.bytes.model()
    let folder = try TemporaryFolder(files)
    let tokenizer = try TokenizerLoader.load(folder: folder.path)
    #expect(tokenizer.beginningOfSequence == item.beginning)
    #expect(tokenizer.endOfSequence == item.end)
    #expect(tokenizer.encodePrompt("") == item.prompt)
    #expect(tokenizer.decode(item.prompt) == "")
  }

  static let wrongFiles: [(name: String, text: String, key: String)] = [
    ("tokenizer_config.json", #"[]"#, ""),
    ("tokenizer_config.json", #"{"add_bos_token":"yes"}"#, "add_bos_token"),
    ("tokenizer_config.json", #"{"add_eos_token":1}"#, "add_eos_token"),
    ("tokenizer_config.json", #"{"bos_token":7}"#, "bos_token"),
    ("tokenizer_config.json", #"{"eos_token":{"lstrip":true}}"#, "eos_token"),
    ("tokenizer_config.json", #"{"added_tokens_decoder":[]}"#, "added_tokens_decoder"),
    (
      "tokenizer_config.json", #"{"added_tokens_decoder":{"-1":{"content":"x"}}}"#,
      "added_tokens_decoder.-1"
    ),
    ("added_tokens.json", #"{"<pad>":1.5}"#, "<pad>"),
    ("special_tokens_map.json", #"{"bos_token":[]}"#, "bos_token"),
  ]

  @Test("refuses values of the wrong type, by key", arguments: wrongFiles)
  func wrongTypes(name: String, text: String, key: String) throws {
    let folder = try TemporaryFolder([
      "tokenizer.model": Fixture.bytes.model(), name: Array(text.utf8),
    ])
    do {
      _ = try TokenizerLoader.load(folder: folder.path)
      Issue.record("loaded")
    } catch .wrongType(let file, let found, _) {
      #expect(file == folder.path + "/" + name)
      #expect(found == key)
    }
  }

  @Test("refuses what is not JSON, with the place")
  func malformedJSON() throws {
    let folder = try TemporaryFolder([
      "tokenizer.model": Fixture.bytes.model(), "tokenizer_config.json": Array("{\n  'a': 1}".utf8),
    ])
    do {
      _ = try TokenizerLoader.load(folder: folder.path)
      Issue.record("loaded")
    } catch .malformedJSON(let file, let error) {
      #expect(file == folder.path + "/tokenizer_config.json")
      #expect(error.line == 2)
      #expect(error.column == 3)
    }
  }

  @Test("refuses a special token that is nowhere")
  func unknownSpecialToken() throws {
    let folder = try TemporaryFolder([
      "tokenizer.model": Fixture.bytes.model(),
      "tokenizer_config.json": Array(#"{"eos_token":"<|end|>"}"#.utf8),
    ])
    #expect(
      throws: TokenizationError.unknownSpecialToken(
        file: folder.path + "/tokenizer_config.json", key: "eos_token", token: "<|end|>")
    ) { try TokenizerLoader.load(folder: folder.path) }
  }

  @Test("says what is missing, and names the tokenizer files that are not read")
  func missing() throws {
    let empty = try TemporaryFolder([:])
    #expect(throws: TokenizationError.missingModel(folder: empty.path, unreadable: [])) {
      try TokenizerLoader.load(folder: empty.path)
    }
    let other = try TemporaryFolder(["vocab.txt": Array("a".utf8)])
    #expect(
      throws: TokenizationError.missingModel(folder: other.path, unreadable: ["vocab.txt"])
    ) {
      try TokenizerLoader.load(folder: other.path)
    }
    let nowhere = empty.path + "/nowhere"
    #expect(throws: TokenizationError.missingModel(folder: nowhere, unreadable: [])) {
      try TokenizerLoader.load(folder: nowhere)
    }
  }

  @Test("refuses what is not a file, without waiting for a pipe", arguments: ["directory", "pipe"])
  func notARegularFile(kind: String) throws {
    let folder = try TemporaryFolder([:])
    let file = folder.path + "/tokenizer.model"
    #expect((kind == "pipe" ? mkfifo(file, 0o600) : mkdir(file, 0o700)) == 0)
    #expect(throws: TokenizationError.notARegularFile(file: file)) {
      try TokenizerLoader.load(folder: folder.path)
    }
  }

  @Test("refuses a file that is larger than any real one, unread")
  func tooLarge() throws {
    let folder = try TemporaryFolder(["tokenizer.model": []])
    let file = folder.path + "/tokenizer.model"
    // Sparse: the size is all there is of it.
    #expect(truncate(file, 1 << 40) == 0)
    #expect(
      throws: TokenizationError.fileTooLarge(file: file, byteCount: 1 << 40, limit: 64 << 20)
    ) { try TokenizerLoader.load(folder: folder.path) }
  }

  @Test("tells what the library says where it refuses")
  func libraryFailures() throws {
    #expect(throws: SentencePieceProcessor.Failure.self) { try SentencePieceProcessor(model: []) }
    do {
      _ = try SentencePieceProcessor(model: [0xFF, 0xFF])
      Issue.record("loaded")
    } catch {
      #expect(error.status == 2)
      #expect(!error.reason.isEmpty)
    }
    let processor = try SentencePieceProcessor(model: Fixture.bytes.model())
    #expect(try processor.pieceCount() == 400)
    #expect(throws: SentencePieceProcessor.Failure.self) { try processor.decode([400]) }
    #expect(throws: SentencePieceProcessor.Failure.self) { try processor.decode([-1]) }
    #expect(try processor.decode([]).isEmpty)
    #expect(try processor.encode("").isEmpty)
  }
}

/// A folder that goes with its owner.
private final class TemporaryFolder {
  let path: String

  init(_ files: [String: [UInt8]]) throws {
    var template = Array("/tmp/tokenizer-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, bytes) in files {
      guard let file = fopen(path + "/" + name, "wb") else { throw Failure() }
      defer { fclose(file) }
      guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
    }
  }

  deinit {
    for name in [
      "tokenizer.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
      "added_tokens.json",
    ] {
      remove(path + "/" + name)
    }
    rmdir(path)
  }

  struct Failure: Error {}
}
