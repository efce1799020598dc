import Checkpoints
import StrictJSON
import TestSupport
import Tensors
import Testing
import Transformer

@Suite("An adapter added to a model computes what PEFT computes")
struct AdapterTests {
  @Test(
    "whatever it changes and however it is scaled",
    arguments: [
      ("adapter-qwen2-f32", ReferenceModel.tolerance),
      ("adapter-stabilized-qwen2-f32", ReferenceModel.tolerance),
      // The sum is rounded to the type of the weights, which PEFT's unmerged change is not.
      ("adapter-llama-bf16", 0.1),
    ])
  func logits(name: String, tolerance: Float) throws {
    let folder = Fixtures.folder + name
    let expected = try JSONParser.parse(try fileBytes(folder + "/expected.json"))
    let base = Fixtures.folder + (try #require(expected["base"]?.stringValue))
    let workers = WorkerPool(threadCount: 2)
    let checkpoint = try Checkpoint.open(base, adapter: folder, workers: workers)
    let reference = try ReferenceModel(
      folder: folder, model: LanguageModelLoader.load(checkpoint, workers: workers))
    #expect(reference.inputIDs.count == 41)
    let logits = reference.makeSession().forward(reference.inputIDs, logits: .all)
    let last = Array(logits.row(logits.rowCount - 1))
    #expect(largestDifference(last, reference.lastLogits) < tolerance)
    if tolerance == ReferenceModel.tolerance {
      #expect((0..<logits.rowCount).map { logits.argmax(row: $0) } == reference.argmax)
    }
    let plain = try LanguageModelLoader.load(Checkpoint.open(base), workers: workers)
    let unchanged = plain.makeSession(capacity: 64, workers: workers)
      .forward(reference.inputIDs, logits: .last)
    #expect(largestDifference(Array(unchanged.row(0)), reference.lastLogits) > 0.5)
  }
}
