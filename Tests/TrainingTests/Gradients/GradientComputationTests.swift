import Checkpoints
import Tensors
import Testing
import Training

@Suite("Computations of gradients")
struct GradientComputationTests {
  private let workers = WorkerPool(threadCount: 2)

  private func model() throws -> TrainableModel {
    try .random(
      TinyModel.configuration(["initializer_range": "0.2"]), seed: 2, workers: workers)
  }

  /// Enough rows for several batches.
  private static let many = (0..<20).flatMap { _ in TinyModel.sequences(vocabularySize: 61) }

  private func gradients(
    _ sequences: [TrainingSequence], recomputation: ActivationRecomputation = .none,
    workers: WorkerPool
  ) throws -> (LossSum, [Float]) {
    let model = try model()
    let computation = GradientComputation(
      model: model, workers: workers, recomputation: recomputation)
    let loss = computation.accumulate(sequences, scale: 0.01)
    return (loss, Array(model.allGradients))
  }

  @Test("the same sequences give the same bits, activations kept or computed again")
  func sameBits() throws {
    let first = try gradients(Self.many, workers: workers)
    let second = try gradients(Self.many, workers: workers)
    let again = try gradients(Self.many, recomputation: .layers, workers: workers)
    #expect(first.0 == second.0 && first.1 == second.1)
    #expect(first.0 == again.0 && first.1 == again.1)
    #expect(first.1.contains { $0 != 0 })
  }

  @Test("any number of threads gives the same bits", arguments: [1, 3])
  func otherThreadCounts(count: Int) throws {
    let two = try gradients(Self.many, workers: workers)
    let other = try gradients(Self.many, workers: WorkerPool(threadCount: count))
    #expect(two.0 == other.0)
    #expect(two.1 == other.1)
  }

  @Test("parts of a batch add up")
  func partsAddUp() throws {
    let model = try model()
    let computation = GradientComputation(model: model, workers: workers)
    let whole = computation.accumulate(Self.many, scale: 0.01)
    let gradients = Array(model.allGradients)
    computation.zeroGradients()
    #expect(model.allGradients.allSatisfy { $0 == 0 })
    var sum = LossSum()
    for part in [Self.many[..<7], Self.many[7..<60], Self.many[60...]] {
      sum += computation.accumulate(Array(part), scale: 0.01)
    }
    #expect(sum.targetCount == whole.targetCount && sum.correctCount == whole.correctCount)
    #expect(abs(sum.sum - whole.sum) < 1e-6 * whole.sum)
    let largest = gradients.reduce(0) { max($0, abs($1)) }
    #expect(zip(gradients, model.allGradients).allSatisfy { abs($0 - $1) < 1e-5 * largest })
  }

  @Test("what carries no loss costs nothing and changes nothing")
  func nothingToLearn() throws {
    let model = try model()
    let computation = GradientComputation(model: model, workers: workers)
    let sequences = [
      TrainingSequence(tokens: [], targetStart: 0), TrainingSequence(tokens: [5], targetStart: 0),
      TrainingSequence(tokens: [5, 6, 7], targetStart: 3),
    ]
    #expect(computation.accumulate(sequences, scale: 1) == LossSum())
    #expect(computation.evaluate(sequences) == LossSum())
    #expect(computation.evaluate([]).mean == 0)
    #expect(model.allGradients.allSatisfy { $0 == 0 })
  }
}
