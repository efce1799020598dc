import Checkpoints
import Tensors
import TestSupport
import Testing
import Training

@Suite("Models that can be trained")
struct TrainableModelTests {
  @Test("random weights depend on the seed and not on the threads")
  func randomWeights() throws {
    let configuration = try TinyModel.configuration(["initializer_range": "0.1"])
    let one = try TrainableModel.random(
      configuration, seed: 5, workers: WorkerPool(threadCount: 1))
    let same = try TrainableModel.random(
      configuration, seed: 5, workers: WorkerPool(threadCount: 3))
    let other = try TrainableModel.random(
      configuration, seed: 6, workers: WorkerPool(threadCount: 1))
    #expect(one.allValues.elementsEqual(same.allValues))
    #expect(!one.allValues.elementsEqual(other.allValues))
    for parameter in one.parameters {
      let numbers = UnsafeBufferPointer(start: parameter.values, count: parameter.count)
      guard parameter.shape.count > 1 else {
        let value: Float = parameter.name.hasSuffix("norm.weight") ? 1 : 0
        #expect(numbers.allSatisfy { $0 == value })
        #expect(!parameter.decays)
        continue
      }
      #expect(parameter.decays)
      let count = Double(parameter.count)
      var (mean, square) = (0.0, 0.0)
      for number in numbers {
        mean += Double(number) / count
        square += Double(number) * Double(number) / count
      }
      // Five standard errors.
      #expect(abs(mean) < 0.5 / count.squareRoot(), "\(parameter.name)")
      #expect(abs(square / 0.01 - 1) < 5 * (2 / count).squareRoot(), "\(parameter.name)")
    }
  }

  @Test("tensors come out as they went in", arguments: ["qwen2-f32", "llama3-rope-tied-f16"])
  func tensorsComeOut(name: String) throws {
    let checkpoint = try Checkpoint.open(
      SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/" + name)
    let workers = WorkerPool(threadCount: 2)
    var names: [String] = []
    try TrainableModel.load(checkpoint, workers: workers).forEachTensor { name, shape, elements in
      names.append(name)
      let expected = try checkpoint.tensor(name, shape: shape).widened()
      #expect(
        expected.elementsEqual(UnsafeBufferPointer(start: elements, count: expected.count)))
    }
    #expect(names.sorted() == checkpoint.tensorNames)
  }

  @Test("an architecture that we run and do not train is refused")
  func untrainableArchitecture() throws {
    let checkpoint = try Checkpoint.open(
      SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/gemma-bf16")
    #expect(throws: TrainingError.untrainableArchitecture(.gemma)) {
      try TrainableModel.load(checkpoint, workers: WorkerPool(threadCount: 1))
    }
  }

  @Test("another activation is refused")
  func untrainableActivation() throws {
    var configuration = try TinyModel.configuration()
    configuration.activation = .gelu
    #expect(throws: TrainingError.untrainableActivation) {
      try TrainableModel.random(configuration, seed: 0, workers: WorkerPool(threadCount: 1))
    }
  }
}
