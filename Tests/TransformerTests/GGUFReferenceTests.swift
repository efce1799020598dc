import Checkpoints
import StrictJSON
import TestSupport
import Tensors
import Testing
import Transformer

@Suite(
  "The decoder computes what llama.cpp's blocks stand for",
  .enabled(if: SharedFolder.isPresent, "the shared reference folder is not here"))
struct GGUFReferenceTests {
  @Test(
    "in float32, from the reference folder's GGUF files",
    arguments: ["llama-q8_0", "llama-q4_0", "llama-q4_k_m"])
  func files(_ name: String) throws {
    let folder = try #require(SharedFolder.path) + "/reference/gguf/"
    let model = try LanguageModelLoader.load(try Checkpoint.open(folder + name + ".gguf"))
    #expect(model.warnings.isEmpty)
    let expected = try JSONParser.parse(try fileBytes(folder + name + ".expected.json"))
    let ids = ReferenceModel.integers(expected["input_ids"])
    let best = ReferenceModel.integers(expected["top32_ids"])
    let values = (expected["top32_logits"]?.arrayValue ?? []).map {
      Float($0.doubleValue ?? .nan)
    }
    #expect(best.count == 32)
    let workers = WorkerPool(threadCount: 2)
    let logits = model.makeSession(capacity: 64, workers: workers).forward(ids, logits: .last)
    let found = best.map { Array(logits.row(0))[$0] }
    #expect(largestDifference(found, values) < ReferenceModel.tolerance)
    let greedy = ReferenceModel.integers(expected["greedy_ids"])
    let session = model.makeSession(capacity: 64, workers: workers)
    #expect(greedyContinuation(of: ids, count: greedy.count, session) == greedy)
  }
}
