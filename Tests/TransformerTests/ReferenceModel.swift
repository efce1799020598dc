import Checkpoints
import StrictJSON
import TestSupport
import Tensors
import Transformer

/// A model folder and what Hugging Face transformers computes with it in float32.
struct ReferenceModel {
  let model: any LanguageModel
  /// The prompt.
  let inputIDs: [Int]
  /// The likeliest next token after each token of the prompt.
  let argmax: [Int]
  /// The logits after the whole prompt, `[V]`.
  let lastLogits: [Float]
  /// The greedy continuation of the prompt.
  let greedyIDs: [Int]

  /// Float32 sums in another order, through all layers.
  static let tolerance: Float = 2e-4

  init(folder: String) throws {
    try self.init(folder: folder, model: LanguageModelLoader.load(try Checkpoint.open(folder)))
  }

  init(folder: String, model: any LanguageModel) throws {
    self.model = model
    let expected = try JSONParser.parse(try fileBytes(folder + "/expected.json"))
    inputIDs = Self.integers(expected["input_ids"])
    argmax = Self.integers(expected["argmax"])
    greedyIDs = Self.integers(expected["greedy_ids"])
    lastLogits = (expected["last_logits"]?.arrayValue ?? []).map { Float($0.doubleValue ?? .nan) }
  }

  /// The integers of an array, none where it is not one.
  static func integers(_ value: JSONValue?) -> [Int] {
    (value?.arrayValue ?? []).compactMap(\.intValue)
  }

  func makeSession(capacity: Int = 512, threads: Int = 2) -> any InferenceSession {
    model.makeSession(capacity: capacity, workers: WorkerPool(threadCount: threads))
  }
}

/// The likeliest `count` next tokens, each appended in its turn.
func greedyContinuation(
  of ids: [Int], count: Int, _ session: any InferenceSession
) -> [Int] {
  var logits = session.forward(ids, logits: .last)
  var continuation: [Int] = []
  while continuation.count < count {
    continuation.append(logits.argmax(row: 0))
    if continuation.count < count {
      logits = session.forward([continuation[continuation.count - 1]], logits: .last)
    }
  }
  return continuation
}

/// The largest absolute difference; infinite where the lengths differ or something is not a number.
func largestDifference(_ one: some Collection<Float>, _ other: some Collection<Float>) -> Float {
  guard one.count == other.count else { return .infinity }
  return zip(one, other).reduce(0) { worst, pair in
    let difference = abs(pair.0 - pair.1)
    return difference.isNaN ? .infinity : max(worst, difference)
  }
}

/// The folders of committed fixtures.
enum Fixtures {
  static let folder = SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/"
  static let models = [
    "llama-bf16", "llama3-rope-tied-f16", "mistral-window-f16", "qwen2-f32", "gemma-bf16",
  ]
}
