import Checkpoints
import Tensors
import Testing
import TestSupport

@Suite("Real folders", .enabled(if: SharedFolder.isPresent, "needs the reference folder"))
struct ReferenceFolderTests {
  private static func open(_ name: String) throws -> Checkpoint {
    try Checkpoint.open(try #require(SharedFolder.path) + "/" + name)
  }

  @Test(
    "open without a warning",
    arguments: [
      "reference/llama-gqa", "reference/llama-gqa-sharded", "reference/llama-gqa-bf16",
      "reference/llama-gqa-f16", "reference/mistral-window", "reference/qwen2", "reference/gemma",
      "reference/llama3-rope", "reference/llama-mha-linear-rope", "reference/stories260K",
      "models/prototype-aligner",
    ])
  func open(_ name: String) throws {
    let checkpoint = try Self.open(name)
    #expect(checkpoint.warnings.isEmpty)
    let configuration = checkpoint.configuration
    let embedding = try checkpoint.tensor(
      "model.embed_tokens.weight", shape: [configuration.vocabularySize, configuration.width])
    #expect(embedding.elementType == checkpoint.dominantElementType)
    #expect(
      checkpoint.contains("lm_head.weight") != configuration.tiesEmbeddings)
    #expect(throws: CheckpointError.self) {
      try checkpoint.tensor("model.embed_tokens.weight", shape: [1, 2])
    }
  }

  @Test("have the configuration that transformers reads")
  func configurations() throws {
    let linear = try Self.open("reference/llama-mha-linear-rope").configuration
    #expect(linear.rotaryScaling == .linear(factor: 2))
    let scaled = try Self.open("reference/llama3-rope").configuration
    #expect(
      scaled.rotaryScaling
        == .llama3(
          factor: 8, lowFrequencyFactor: 1, highFrequencyFactor: 4, originalContextLength: 64))
    #expect(scaled.rotaryTheta == 500_000)
    #expect(try Self.open("reference/mistral-window").configuration.slidingWindow == 16)
    let qwen = try Self.open("reference/qwen2").configuration
    #expect(qwen.attentionBias && !qwen.attentionOutputBias && qwen.slidingWindow == nil)
    let gemma = try Self.open("reference/gemma").configuration
    #expect(gemma.headWidth == 32 && gemma.activation == .geluTanh && gemma.endOfSequence == [1])
    #expect(try Self.open("models/prototype-aligner").metadata?.objectives.count == 9)
  }

  @Test(
    "with pickled weights only say so where these are not to be read",
    arguments: ["llama-gqa-bin", "llama-gqa-bin-sharded"])
  func pickled(_ name: String) throws {
    let folder = try #require(SharedFolder.path) + "/reference/" + name
    let file = folder + "/pytorch_model.bin" + (name.hasSuffix("sharded") ? ".index.json" : "")
    #expect(throws: CheckpointError.pickledWeightsOnly(folder: folder, file: file)) {
      try Checkpoint.open(folder, allowsPickle: false)
    }
    #expect(try Checkpoint.configurationOnly(folder).keyValueHeadCount == 2)
  }
}
