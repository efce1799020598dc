import StrictJSON
import TestSupport

@testable import Tokenization

/// The two committed models and what the Python package made with them; see `Tests/Scripts/make_tokenizer_fixtures.py`.
enum Fixture: String, CaseIterable, Sendable {
  /// Byte-pair encoding with byte fallback, like LLaMA's.
  case bytes
  /// Unigram, no byte fallback, extra spaces removed, characters normalised.
  case unigram

  static let folder = SharedFolder.packageRoot + "/Tests/TokenizationTests/Fixtures"

  var file: String { "\(Self.folder)/\(rawValue).model" }

  func model() throws -> [UInt8] { try fileBytes(file) }

  func tokenizer() throws -> SentencePieceTokenizer {
    try TokenizerLoader.makeTokenizer(model: model(), settings: TokenizerSettings(), file: file)
  }

  func expected() throws -> [ExpectedTokens] {
    let all = try JSONParser.parse(fileBytes(Self.folder + "/expected.json"))
    return ExpectedTokens.read(all[rawValue]?["encode"])
  }

  /// Random ids, without control pieces, and their text.
  func expectedDecoding() throws -> [ExpectedTokens] {
    let all = try JSONParser.parse(fileBytes(Self.folder + "/expected.json"))
    return ExpectedTokens.read(all[rawValue]?["decode"])
  }
}

/// The models of the reference folder.
enum Reference: String, CaseIterable, Sendable {
  case llama2 = "reference/tokenizers/llama2"
  case stories260K = "reference/stories260K"
  case prototypeAligner = "models/prototype-aligner"

  var folder: String { (SharedFolder.path ?? "") + "/" + rawValue }

  static func expected() throws -> [ExpectedTokens] {
    ExpectedTokens.read(try JSONParser.parse(fileBytes(Self.llama2.folder + "/expected.json")))
  }
}

/// One text or sequence with what an independent program made of it.
struct ExpectedTokens: Sendable {
  var text = ""
  let ids: [Int]
  let decoded: String

  static func read(_ value: JSONValue?) -> [ExpectedTokens] {
    (value?.arrayValue ?? []).map {
      ExpectedTokens(
        text: $0["text"]?.stringValue ?? "",
        ids: $0["ids"]?.arrayValue?.compactMap(\.intValue) ?? [],
        decoded: $0["decoded"]?.stringValue ?? "")
    }
  }
}

/// SplitMix64: the same sequences on every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Bytes, so that no comparison goes by canonical equivalence.
func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
