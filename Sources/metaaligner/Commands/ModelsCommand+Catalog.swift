import Alignment
import ArgumentParser
import Checkpoints
import Hub
import StrictJSON
import Tensors

/// `metaaligner models catalog`: the aligners that the paper's authors released.
struct ModelCatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "List the released MetaAligner checkpoints and the memory that each needs.",
    discussion: """
      The memory is that of the weights in the format that --format turns them into, and of the keys and values of 2,048 tokens. \
      Nothing is asked of the network.

      --json prints one document: schema and models, each with repository, family, base, objectives, cached and memory_bytes \
      by format.

      EXAMPLES:
        metaaligner models catalog
        metaaligner models pull MetaAligner/MetaAligner-HH-RLHF-1.1B
      """)
  @Flag(help: "Prints one JSON document.") var json = false

  private static let formats: [ElementType] = [.bfloat16, .q8_0, .q4_0]

  func run() throws {
    // Without a home folder there is no cache, and nothing in it.
    let cache = try? HubCache.current()
    let models = try ReleasedModel.all.map { model in
      (model, try Self.formats.map(model.memoryByteCount), isCached(model, in: cache))
    }
    if json {
      return try StandardOutput.write([
        "schema": 1, "models": .array(models.map { Self.document($0, $1, isCached: $2) }),
      ])
    }
    for (model, bytes, isCached) in models {
      let memory = zip(Self.formats, bytes).map { "\($0.name) \(ByteWords.text($1))" }
      try StandardOutput.write(
        """
        \(model.repository)\(isCached ? "  (cached)" : "")
          base        \(model.base)
          objectives  \(model.objectives.joined(separator: ", "))
          memory      \(memory.joined(separator: "  "))

        """)
    }
  }

  private func isCached(_ model: ReleasedModel, in cache: HubCache?) -> Bool {
    guard let cache else { return false }
    return (try? ModelName.resolve(model.repository, cache: cache)) != nil
  }

  private static func document(
    _ model: ReleasedModel, _ bytes: [Int], isCached: Bool
  ) -> JSONValue {
    let memory = zip(formats, bytes).map { ($0.name, JSONValue.integer(Int64($1))) }
    return [
      "repository": .string(model.repository), "family": .string(model.family.rawValue),
      "base": .string(model.base), "objectives": .array(model.objectives.map(JSONValue.string)),
      "cached": .bool(isCached), "memory_bytes": .object(JSONObject(memory)),
    ]
  }
}

/// A checkpoint that the paper's authors released; the paper's Table 5 tells what it was made of.
private struct ReleasedModel {
  let family: PromptFamily
  let shape: BenchShape

  static let all: [ReleasedModel] = [PromptFamily.hhRLHF, .ultraFeedback, .imhi].flatMap { family in
    BenchShape.allCases.compactMap { shape in
      // Of the smallest there is none for IMHI.
      family == .imhi && shape == .tinyLlama ? nil : ReleasedModel(family: family, shape: shape)
    }
  }

  var repository: String { "MetaAligner/MetaAligner-\(family.rawValue)-\(size)" }

  private var size: String {
    switch shape {
    case .tinyLlama: "1.1B"
    case .llama2Small: "7B"
    case .llama2Medium: "13B"
    }
  }

  var base: String {
    shape == .tinyLlama ? "TinyLlama-1.1B-Chat-v1.0" : "LLaMA2-Chat-\(size)"
  }

  /// The labels of what it was trained on.
  var objectives: [String] {
    ObjectiveCatalog.builtIn.objectives.filter { $0.isTrained(in: family) }.map(\.label)
  }

  private static let tokens = 2048

  /// The weights in a format, and the keys and values of some tokens in 16 bits.
  func memoryByteCount(_ format: ElementType) throws(CheckpointError) -> Int {
    let configuration = try shape.configuration()
    let pair = 2 * configuration.keyValueHeadCount * configuration.headWidth
    return configuration.matrixByteCount(format)
      + Self.tokens * configuration.layerCount * pair * ElementType.float16.byteCount(of: 1)
  }
}
