import Checkpoints
import Tensors
import TestSupport
import Testing
import Training

@Suite("Low-rank adapters")
struct AdapterTests {
  static let models = ["llama-bf16", "mistral-window-f16", "qwen2-f32"]
  static let configuration = AdapterConfiguration(rank: 3, alpha: 6)

  private let workers = WorkerPool(threadCount: 2)

  private func checkpoint(_ name: String) throws -> Checkpoint {
    try .open(SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/" + name)
  }

  /// Gives B numbers, which begin as zeros.
  private func fill(_ model: TrainableModel) {
    for (index, parameter) in model.parameters.enumerated() where !index.isMultiple(of: 2) {
      for element in 0..<parameter.count {
        parameter.values[element] = Float((element * 37 + index) % 19 - 9) * 0.01
      }
    }
  }

  @Test("an adapter that is new changes nothing", arguments: models)
  func newAdapterChangesNothing(name: String) throws {
    let checkpoint = try checkpoint(name)
    let plain = try TrainableModel.load(checkpoint, workers: workers)
    let adapted = try TrainableModel.load(
      checkpoint, adapter: Self.configuration, seed: 3, workers: workers)
    let sequences = TinyModel.sequences(vocabularySize: checkpoint.configuration.vocabularySize)
    let expected = GradientComputation(model: plain, workers: workers).evaluate(sequences)
    let loss = GradientComputation(model: adapted, workers: workers).evaluate(sequences)
    #expect(abs(loss.mean - expected.mean) < 1e-6)
  }

  @Test("its gradients follow from those of the merged weights", arguments: models)
  func gradientsFollow(name: String) throws {
    let checkpoint = try checkpoint(name)
    let adapted = try TrainableModel.load(
      checkpoint, adapter: Self.configuration, seed: 3, workers: workers)
    fill(adapted)
    let merged = try TrainableModel.load(checkpoint, workers: workers)
    let byName = Dictionary(uniqueKeysWithValues: merged.parameters.map { ($0.name, $0) })
    try adapted.forEachTensor { name, shape, elements in
      let parameter = try #require(byName[name])
      #expect(parameter.shape == shape)
      parameter.values.update(from: elements, count: parameter.count)
    }
    let sequences = TinyModel.sequences(vocabularySize: checkpoint.configuration.vocabularySize)
    let one = GradientComputation(model: merged, workers: workers)
      .accumulate(sequences, scale: 0.01)
    let other = GradientComputation(model: adapted, workers: workers, recomputation: .layers)
      .accumulate(sequences, scale: 0.01)
    #expect(abs(one.mean - other.mean) < 1e-5)

    #expect(adapted.parameters.count == 2 * 7 * checkpoint.configuration.layerCount)
    let scale = Double(Self.configuration.scale)
    for index in stride(from: 0, to: adapted.parameters.count, by: 2) {
      let (down, up) = (adapted.parameters[index], adapted.parameters[index + 1])
      let matrix = down.name.replacing(".lora_A.weight", with: ".weight")
      let weight = try #require(byName[matrix])
      let (rank, width, rows) = (down.shape[0], down.shape[1], up.shape[0])
      #expect(weight.shape == [rows, width] && up.shape == [rows, rank])
      var worst = 0.0
      for place in 0..<rank * width {
        let (r, column) = place.quotientAndRemainder(dividingBy: width)
        var expected = 0.0
        for row in 0..<rows {
          let factor = Double(up.values[row * rank + r])
          expected += factor * Double(weight.gradient[row * width + column])
        }
        worst = max(worst, abs(scale * expected - Double(down.gradient[place])))
      }
      #expect(worst < 1e-5 * max(1e-2, down.gradientNorm), "\(down.name)")
      worst = 0
      for place in 0..<rows * rank {
        let (row, r) = place.quotientAndRemainder(dividingBy: rank)
        var expected = 0.0
        for column in 0..<width {
          let factor = Double(down.values[r * width + column])
          expected += factor * Double(weight.gradient[row * width + column])
        }
        worst = max(worst, abs(scale * expected - Double(up.gradient[place])))
      }
      #expect(worst < 1e-5 * max(1e-2, up.gradientNorm), "\(up.name)")
    }
  }

  @Test("with dropout the gradient is that of the loss with the same noise")
  func dropoutGradient() throws {
    var configuration = Self.configuration
    configuration.dropout = 0.3
    let checkpoint = try checkpoint("qwen2-f32")
    let model = try TrainableModel.load(
      checkpoint, adapter: configuration, seed: 3, workers: workers)
    fill(model)
    let sequences = TinyModel.sequences(vocabularySize: checkpoint.configuration.vocabularySize)
    let computation = GradientComputation(model: model, workers: workers)
    let dropped = computation.accumulate(sequences, scale: 1, noiseSeed: 5)
    #expect(dropped != computation.evaluate(sequences))
    try FiniteDifferences.check(model) {
      computation.accumulate(sequences, scale: 0, noiseSeed: 5).sum
    }
    #expect(computation.accumulate(sequences, scale: 0, noiseSeed: 6) != dropped)
  }

  @Test(
    "only the modules that are named get one",
    arguments: [(["q_proj", "v_proj"], 4), (["down_proj"], 2)])
  func namedModules(modules: [String], pairs: Int) throws {
    let adapter = AdapterConfiguration(rank: 2, alpha: 2, targetModules: modules)
    let model = try TrainableModel.load(
      checkpoint("llama-bf16"), adapter: adapter, seed: 0, workers: workers)
    #expect(model.parameters.count == 2 * pairs)
    #expect(
      model.parameters.allSatisfy { parameter in modules.contains { parameter.name.contains($0) } })
  }

  @Test(
    "an adapter that cannot be trained is refused",
    arguments: [
      (
        AdapterConfiguration(rank: 0, alpha: 1), TrainingError.adapterValue(key: "rank", value: 0)
      ),
      (
        AdapterConfiguration(rank: 1, alpha: -1),
        TrainingError.adapterValue(key: "alpha", value: -1)
      ),
      (
        AdapterConfiguration(rank: 1, alpha: 1, dropout: 1),
        TrainingError.adapterValue(key: "dropout", value: 1)
      ),
      (
        AdapterConfiguration(rank: 1, alpha: 1, targetModules: ["lm_head"]),
        TrainingError.unknownModule(name: "lm_head", known: AdapterConfiguration.modules)
      ),
    ])
  func refusedAdapter(adapter: AdapterConfiguration, error: TrainingError) throws {
    let checkpoint = try checkpoint("llama-bf16")
    #expect(throws: error) {
      try TrainableModel.load(checkpoint, adapter: adapter, seed: 0, workers: workers)
    }
  }
}
