import Checkpoints
import StrictJSON
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite(
  "Twenty steps of AdamW",
  .enabled(if: SharedFolder.isPresent, "the shared reference folder is not here"))
struct AdamWReferenceTests {
  @Test("have torch's losses, gradient norms and rates")
  func losses() throws {
    let reference = try #require(SharedFolder.path) + "/reference/"
    let expected = try JSONParser.parse(
      try fileBytes(reference + "training/sft_adamw.json"))
    let workers = WorkerPool(threadCount: 2)
    let model = try TrainableModel.load(
      try Checkpoint.open(reference + "llama-gqa"), workers: workers)
    let computation = GradientComputation(model: model, workers: workers)
    var settings = OptimizerSettings()
    settings.weightDecay = 0.01
    settings.decaysEverything = true
    let optimizer = Optimizer(model: model, settings: settings, workers: workers)
    let schedule = LearningRateSchedule(peak: 1e-3, warmUp: .steps(3))
    let batches = try #require(expected["batches"]?.arrayValue)
    let steps = try #require(expected["steps"]?.arrayValue)
    #expect(steps.count == 20)
    for (index, step) in steps.enumerated() {
      let batch = try #require(batches[index % batches.count].arrayValue).map { row in
        TrainingSequence(
          tokens: (row["input_ids"]?.arrayValue ?? []).map { Int32($0.intValue ?? 0) },
          targetStart: row["prompt_length"]?.intValue ?? 0)
      }
      let count = batch.reduce(0) { $0 + $1.lossTokenCount }
      computation.zeroGradients()
      let loss = computation.accumulate(batch, scale: 1 / Float(count))
      let norm = optimizer.gradientNorm()
      let rate = schedule.rate(step: index, of: 20)
      optimizer.step(index, rate: rate, gradientNorm: norm)
      let expectedLoss = try #require(step["loss"]?.doubleValue)
      let expectedNorm = try #require(step["gradient_norm"]?.doubleValue)
      #expect(abs(loss.mean - expectedLoss) < 1e-4 * expectedLoss, "step \(index)")
      #expect(abs(norm - expectedNorm) < 1e-3 * expectedNorm, "step \(index)")
      #expect(abs(rate - (step["learning_rate"]?.doubleValue ?? -1)) < 1e-12)
    }
  }
}
