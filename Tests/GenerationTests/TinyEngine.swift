import Checkpoints
import TestSupport
import Tensors
import Testing
import Tokenization
import Transformer

@testable import Generation

/// A model of 2 layers of 32 with random weights, whose tokens are the characters of ASCII.
///
/// It writes nonsense, but fast, and no two prompts the same.
enum TinyEngine {
  static func folder(_ name: String) -> String {
    SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/" + name
  }

  static func make(
    _ name: String = "llama-bf16", options: LocalEngineOptions = LocalEngineOptions(threads: 1),
    availableMemory: @escaping @Sendable () -> Int? = { nil }
  ) throws -> LocalEngine {
    let workers = WorkerPool(threadCount: options.threads ?? 1)
    let model = try LanguageModelLoader.load(Checkpoint.open(folder(name)), workers: workers)
    return try LocalEngine(
      model: model, tokenizer: CharacterTokenizer(),
      description: EngineDescription(
        name: name, elementType: "BF16", contextLength: model.configuration.contextLength,
        location: name),
      generationDefaults: nil, options: options, workers: workers, costs: .assumed,
      availableMemory: availableMemory)
  }

  /// The options without what a request might find of earlier ones.
  static func plain(arithmetic: Arithmetic = .fast) -> LocalEngineOptions {
    LocalEngineOptions(
      threads: 1, arithmetic: arithmetic, speculation: false, prefixCacheBytes: 0)
  }

  /// A prompt of printable characters.
  static func prompt(
    length: Int, using generator: inout some RandomNumberGenerator
  ) -> String {
    String(
      String.UnicodeScalarView(
        (0..<length).map { _ in Unicode.Scalar(UInt8.random(in: 32..<127, using: &generator)) }))
  }

  /// What a generation gave.
  struct Outcome: Equatable {
    var text = ""
    var tokens = 0
    var reason: StopReason?
  }

  static func run(
    _ request: GenerationRequest, on engine: LocalEngine
  ) async throws -> (outcome: Outcome, summary: GenerationSummary) {
    var outcome = Outcome()
    var last: GenerationSummary?
    for try await event in engine.stream(request) {
      switch event {
      case .prefill: break
      case .text(let text): outcome.text += text
      case .summary(let summary):
        outcome.tokens = summary.generatedTokens
        outcome.reason = summary.stopReason
        last = summary
      }
    }
    return (outcome, try #require(last))
  }
}

/// The characters of ASCII as tokens, 1 and 2 as beginning and end.
struct CharacterTokenizer: Tokenizer {
  let vocabularySize = 128
  let beginningOfSequence: Int? = 1
  let endOfSequence: Int? = 2

  func encode(_ text: String) -> [Int] { text.utf8.map { Int($0 & 127) } }
  func encodePrompt(_ text: String) -> [Int] { [1] + encode(text) }
  func decode(_ ids: [Int]) -> String {
    String(decoding: ids.filter { $0 > 2 }.map { UInt8($0 & 127) }, as: UTF8.self)
  }
  func makeDetokenizer() -> any IncrementalDetokenizer { Detokenizer() }

  struct Detokenizer: IncrementalDetokenizer {
    mutating func append(_ id: Int) -> String { CharacterTokenizer().decode([id]) }
    mutating func finish() -> String { "" }
  }
}
