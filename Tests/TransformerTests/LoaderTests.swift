import Checkpoints
import Tensors
import Testing

@testable import Transformer

@Suite("Loading")
struct LoaderTests {
  @Test("tells how far it has come, and what is held where", arguments: [nil, ElementType.q8_0])
  func accounting(format: ElementType?) throws {
    let checkpoint = try Checkpoint.open(Fixtures.folder + "llama-bf16")
    let c = checkpoint.configuration
    var seen: [LoadingProgress] = []
    let model = try LanguageModelLoader.load(
      checkpoint, format: format, workers: WorkerPool(threadCount: 1)
    ) { seen.append($0) }
    #expect(seen.map(\.done) == Array(1...7 * c.layerCount + 1))
    #expect(seen.allSatisfy { $0.total == 7 * c.layerCount + 1 })
    let numbers = MatrixDescription.all(c).reduce(0) { $0 + $1.rows * $1.width }
    let packed = try LanguageModelLoader.packedByteCount(checkpoint, format: format)
    #expect(model.weightByteCount == packed)
    if format == nil {
      #expect(packed == 0 && model.weightBytesPerToken == 2 * numbers)
    } else {
      // What does not fill blocks stays as it is.
      #expect(packed > 0 && packed <= model.weightBytesPerToken)
    }
  }

  @Test(
    "makes random models that compute numbers, the same for a seed",
    arguments: [ElementType.float32, .float16, .bfloat16, .q8_0, .q4_0])
  func random(format: ElementType) throws {
    var configuration = try Checkpoint.open(Fixtures.folder + "llama-bf16").configuration
    configuration.width = 128
    configuration.feedForwardWidth = 256
    let workers = WorkerPool(threadCount: 2)
    let rows = try [UInt64(1), 1, 2].map { seed in
      let model = try LanguageModelLoader.random(
        configuration: configuration, format: format, seed: seed, workers: workers)
      #expect(model.weightByteCount > 0)
      return model.makeSession(capacity: 10, workers: workers)
        .forward([1, 2, 3], logits: .last).values
    }
    #expect(rows[0] == rows[1] && rows[0] != rows[2])
    #expect(rows[0].allSatisfy { $0.isFinite } && Set(rows[0]).count > rows[0].count / 2)
  }

  @Test("turns neighbouring components of rows in GGUF's order as it turns halves")
  func rotaryPairing() throws {
    let checkpoint = try Checkpoint.open(Fixtures.folder + "llama-bf16")
    let workers = WorkerPool(threadCount: 1)
    let ids = [1, 5, 9, 20, 7, 7, 3]
    let whole = try Llama(WeightBinder(checkpoint, workers: workers))
      .makeSession(capacity: 10, workers: workers).forward(ids, logits: .all)
    let other = try Llama(WeightBinder(NeighbouringWeights(checkpoint), workers: workers))
      .makeSession(capacity: 10, workers: workers).forward(ids, logits: .all)
    #expect(largestDifference(whole.values, other.values) < ReferenceModel.tolerance)
  }
}

/// A checkpoint's weights with the rows of queries and keys in the order that GGUF files have.
private struct NeighbouringWeights: WeightSource {
  let checkpoint: Checkpoint
  let configuration: ModelConfiguration
  let warnings: [CheckpointWarning] = []

  init(_ checkpoint: Checkpoint) {
    self.checkpoint = checkpoint
    var configuration = checkpoint.configuration
    configuration.rotaryPairing = .neighbours
    self.configuration = configuration
  }

  func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> Tensor {
    let tensor = try checkpoint.tensor(name, shape: shape)
    guard name.contains("q_proj.w") || name.contains("k_proj.w") else { return tensor }
    let half = configuration.headWidth / 2
    let numbers = tensor.widened()
    let rows = (0..<shape[0]).map { row in
      let (head, place) = row.quotientAndRemainder(dividingBy: 2 * half)
      let source = head * 2 * half + place % 2 * half + place / 2
      return numbers[source * shape[1]..<(source + 1) * shape[1]]
    }
    return .float32(rows.flatMap { $0 }, shape: shape)
  }

  func unexpectedTensors(expected: Set<String>) -> CheckpointWarning? { nil }
}
