import ArgumentParser
import Checkpoints
import Generation
import Hub
import StrictJSON
import Tensors
import Tokenization

/// `metaaligner models info`: what is in a model.
struct ModelInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "Check a model and print what is in it.",
    discussion: """
      Reads the configuration, the tokenizer and the header of every weight file, and checks that they belong together.

      EXAMPLES:
        metaaligner models info models/default
        metaaligner models info tinyllama-q8_0.gguf --json
      """)

  @Argument(
    help: ArgumentHelp("A model folder, a GGUF file, or a model in the cache.", valueName: "model"))
  var name: String
  @Flag(help: "Prints one JSON document.") var json = false

  func run() throws {
    let path = try ModelName.resolve(name).path
    let checkpoint = try Checkpoint.open(path)
    let warnings = try checkpoint.checkTensors()
    let tokenizer = try Self.loadTokenizer(checkpoint.tokenizerSource)
    let facts = Self.facts(of: checkpoint, tokenizer: tokenizer)
    if json {
      return try StandardOutput.write(
        .object(
          JSONObject(
            [
              ("schema", 1), ("folder", .string(path)),
            ] + facts + [
              ("warnings", .array(warnings.map { .string(ErrorReporter.describe($0)) }))
            ])))
    }
    let width = facts.map(\.0.count).max() ?? 0
    for (name, value) in facts {
      let label = name.replacing("_", with: " ")
      let padding = String(repeating: " ", count: width - label.count)
      try StandardOutput.write("\(label)\(padding)  \(value.inWords)\n")
    }
    for warning in warnings {
      StandardError.write("warning: \(ErrorReporter.describe(warning))")
    }
  }

  /// The tokenizer; nil where the model has none, which the bare core does not need.
  private static func loadTokenizer(
    _ source: TokenizerSource
  ) throws(TokenizationError) -> (any Tokenizer)? {
    do {
      return try TokenizerLoader.load(source)
    } catch {
      switch error {
      case .missingModel(_, unreadable: []), .noTokenizer, .unsupportedTokenizer: return nil
      default: throw error
      }
    }
  }

  /// The types of each kind of tensors.
  private static func formats(of checkpoint: Checkpoint) -> JSONValue {
    .object(
      JSONObject(
        checkpoint.parts.map { part in
          (part.part.rawValue, .array(part.types.map(JSONValue.string)))
        }))
  }

  private static func facts(
    of checkpoint: Checkpoint, tokenizer: (any Tokenizer)?
  ) -> [(String, JSONValue)] {
    let configuration = checkpoint.configuration
    let metadata = checkpoint.metadata
    func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    func number(_ value: Int) -> JSONValue { .integer(Int64(value)) }
    return [
      ("name", text(metadata?.name)),
      ("architecture", .string(configuration.family.rawValue)),
      ("parameters", number(checkpoint.parameterCount)),
      ("weights", .string(checkpoint.dominantElementType.name)),
      ("formats", formats(of: checkpoint)),
      ("context_length", number(configuration.contextLength)),
      ("vocabulary", number(configuration.vocabularySize)),
      ("layers", number(configuration.layerCount)),
      ("width", number(configuration.width)),
      ("heads", number(configuration.headCount)),
      ("key_value_heads", number(configuration.keyValueHeadCount)),
      ("head_width", number(configuration.headWidth)),
      ("feed_forward_width", number(configuration.feedForwardWidth)),
      ("sliding_window", configuration.slidingWindow.map(number) ?? .null),
      ("tied_embeddings", .bool(configuration.tiesEmbeddings)),
      ("tokenizer_vocabulary", tokenizer.map { number($0.vocabularySize) } ?? .null),
      ("family", text(metadata?.family)),
      ("prompt_format", text(metadata?.promptFormat)),
      ("objectives", .array((metadata?.objectives ?? []).map(JSONValue.string))),
      ("base", text(metadata?.base)),
      ("recipe", text(metadata?.recipe)),
      ("weight_bytes", number(checkpoint.parts.reduce(0) { $0 + $1.byteCount })),
      ("cache_bytes_per_token", number(checkpoint.cacheByteCount(.float16))),
      ("kernels", .string(Kernels.chosen.name)),
      ("arithmetic", .string(LocalEngineOptions().arithmetic.rawValue)),
      ("files", .array(checkpoint.files.map(JSONValue.string))),
    ]
  }
}

extension JSONValue {
  /// The value as people write it.
  fileprivate var inWords: String {
    switch self {
    case .null: "–"
    case .bool(let value): value ? "yes" : "no"
    case .string(let text): text
    case .array(let elements):
      elements.isEmpty ? "–" : elements.map(\.inWords).joined(separator: ", ")
    case .object(let object):
      object.members.map { "\($0.key.replacing("_", with: " ")) \($0.value.inWords)" }
        .joined(separator: "; ")
    default: String(decoding: JSONWriter.write(self, pretty: false), as: UTF8.self)
    }
  }
}
