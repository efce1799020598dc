import Checkpoints
import Glibc
import StrictJSON
import Tensors
import TestSupport
import Testing

@testable import Training

@Suite("Three steps of Muon") struct MuonTests {
  @Test("change matrices of every shape as the reference does", arguments: 0..<4)
  func reference(index: Int) throws {
    let fixture = try JSONParser.parse(
      fileBytes(SharedFolder.packageRoot + "/Tests/TrainingTests/Fixtures/muon.json"))
    let rate = try #require(fixture["learning_rate"]?.doubleValue)
    let decay = try #require(fixture["weight_decay"]?.doubleValue)
    let expected = try #require(fixture["cases"]?.arrayValue?[index])
    let rows = try #require(expected["rows"]?.intValue)
    let columns = try #require(expected["columns"]?.intValue)
    let values = try #require(expected["values"]?.arrayValue).compactMap(\.doubleValue)

    // 8 wide, with 4 rows of keys and 12 of the feed-forward: every shape of the fixture has its matrix.
    let keys = """
      {"model_type": "llama", "vocab_size": 61, "hidden_size": 8, "intermediate_size": 12,
       "num_hidden_layers": 1, "num_attention_heads": 4, "num_key_value_heads": 2,
       "max_position_embeddings": 64, "rms_norm_eps": 1e-5}
      """
    let model = try TrainableModel.random(
      ModelConfiguration.parse(Array(keys.utf8), file: "config.json"), seed: 1,
      workers: WorkerPool(threadCount: 2))
    var settings = OptimizerSettings()
    settings.matrices = .muon
    settings.weightDecay = decay
    settings.clipNorm = nil
    let optimizer = Optimizer(
      model: model, settings: settings, workers: WorkerPool(threadCount: 2))
    let matrix = try #require(model.parameters.first { $0.shape == [rows, columns] })
    for index in 0..<matrix.count { matrix.values[index] = Float(0.1 * sin(0.1 * Double(index))) }
    for step in 0..<3 {
      for index in 0..<matrix.count {
        let code = (index * index * 7 + index * 3 + step * 5) % 31
        matrix.gradient[index] = Float(Double(code) / 31 - 0.5)
      }
      optimizer.step(step, rate: rate, gradientNorm: 1)
    }
    #expect(values.count == matrix.count)
    for (index, value) in values.enumerated() {
      #expect(abs(Double(matrix.values[index]) - value) < 2e-5, "element \(index)")
    }
  }
}
