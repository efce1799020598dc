import Checkpoints
import StrictJSON
import TestSupport
import Tensors
import Testing

@testable import Transformer

@Suite("The decoder computes what transformers computes")
struct ReferenceTests {
  @Test("on the committed tiny models", arguments: Fixtures.models)
  func committedModels(name: String) throws {
    try check(ReferenceModel(folder: Fixtures.folder + name))
  }

  @Test(
    "on the reference folder's models",
    .enabled(if: SharedFolder.isPresent, "the shared reference folder is not here"),
    arguments: [
      "llama-gqa", "llama-gqa-sharded", "llama-mha-linear-rope", "llama3-rope", "mistral-window",
      "qwen2", "gemma",
    ])
  func sharedModels(name: String) throws {
    let folder = try #require(SharedFolder.path) + "/reference/" + name
    try check(ReferenceModel(folder: folder))
  }

  /// These folders' values were made by converting a whole float32 model to 16 bits and back.
  ///
  /// That rounds the rotary frequencies too. Transformers does not do that when it *loads* such a checkpoint (its own
  /// logits for these folders differ from the expected ones by 2e-2 and 6e-3), and neither do we; so the frequencies are
  /// rounded here, and "llama-bf16" and its kin above hold what loading gives.
  @Test(
    "on the reference folder's 16-bit models, given the frequencies that its values were made with",
    .enabled(if: SharedFolder.isPresent, "the shared reference folder is not here"),
    arguments: ["llama-gqa-bf16", "llama-gqa-f16"])
  func sharedHalfPrecisionModels(name: String) throws {
    let folder = try #require(SharedFolder.path) + "/reference/" + name
    let checkpoint = try Checkpoint.open(folder)
    let rounded = RotaryEmbedding(checkpoint.configuration).frequencies.map { frequency in
      name.hasSuffix("bf16") ? roundedToBFloat16(frequency) : roundedToFloat16(frequency)
    }
    let weights = WeightBinder(checkpoint, workers: WorkerPool(threadCount: 1))
    let model = try Llama(weights, rotary: RotaryEmbedding(frequencies: rounded))
    try check(ReferenceModel(folder: folder, model: model))
  }

  @Test(
    "stories260K tells its story",
    .enabled(if: SharedFolder.isPresent, "the shared reference folder is not here"))
  func story() throws {
    let folder = try #require(SharedFolder.path) + "/reference/stories260K"
    let model = try LanguageModelLoader.load(try Checkpoint.open(folder))
    let expected = try JSONParser.parse(try fileBytes(Fixtures.folder + "stories260K.json"))
    let ids = ReferenceModel.integers(expected["ids"])
    #expect(ids.count == 199)
    let session = model.makeSession(capacity: 200, workers: WorkerPool(threadCount: 2))
    #expect(greedyContinuation(of: [1], count: ids.count, session) == ids)
  }

  private func check(_ reference: ReferenceModel) throws {
    let vocabularySize = reference.model.configuration.vocabularySize
    try #require(reference.lastLogits.count == vocabularySize)
    try #require(!reference.argmax.isEmpty && !reference.greedyIDs.isEmpty)

    let session = reference.makeSession()
    let all = session.forward(reference.inputIDs, logits: .all)
    #expect((0..<all.rowCount).map { all.argmax(row: $0) } == reference.argmax)
    let last = all.row(all.rowCount - 1)
    #expect(largestDifference(last, reference.lastLogits) < ReferenceModel.tolerance)

    session.truncate(to: 0)
    let count = reference.greedyIDs.count
    #expect(
      greedyContinuation(of: reference.inputIDs, count: count, session) == reference.greedyIDs)
  }
}

/// The nearest number with bfloat16's 8 significant bits; ties to even.
private func roundedToBFloat16(_ value: Float) -> Float {
  let bits = value.bitPattern
  return Float(bitPattern: (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff_0000)
}

/// The nearest binary16 number, for normal and subnormal magnitudes; ties to even.
private func roundedToFloat16(_ value: Float) -> Float {
  let exponent = max(Int(value.exponent), -14)
  let unit = Float(sign: .plus, exponent: exponent - 10, significand: 1)
  return (value / unit).rounded(.toNearestOrEven) * unit
}
