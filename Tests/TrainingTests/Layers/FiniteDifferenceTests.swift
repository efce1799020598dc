import Checkpoints
import Tensors
import Testing
import Training

@Suite("Gradients against finite differences")
struct FiniteDifferenceTests {
  @Test(
    "every parameter's gradient is the slope of the loss",
    arguments: [
      [:], ["tie_word_embeddings": "true", "num_key_value_heads": "4"],
      ["attention_bias": "true", "mlp_bias": "true", "head_dim": "10"],
      ["model_type": #""mistral""#, "sliding_window": "9", "num_key_value_heads": "1"],
      ["model_type": #""qwen2""#, "rope_theta": "500"],
    ])
  func slopes(keys: [String: String]) throws {
    let workers = WorkerPool(threadCount: 2)
    let configuration = try TinyModel.configuration(
      keys.merging(["initializer_range": "0.2"]) { $1 })
    let model = try TrainableModel.random(
      configuration, seed: 9, workers: workers)
    // Biases and norms that are neither zeros nor ones.
    for parameter in model.parameters where parameter.shape.count == 1 {
      for index in 0..<parameter.count {
        parameter.values[index] += Float((index * 29) % 11 - 5) * 0.05
      }
    }
    var sequences = TinyModel.sequences(vocabularySize: configuration.vocabularySize)
    sequences[0].promptLossWeight = 0.5
    let computation = GradientComputation(model: model, workers: workers)
    let loss = computation.accumulate(sequences, scale: 1)
    // 13 and 5 of the prompt, 1, 40, none, 45.
    #expect(loss.targetCount == 104)
    #expect(loss.weightSum == 101.5)
    try FiniteDifferences.check(model) { computation.evaluate(sequences).sum }
  }
}
