import StrictJSON
import Tensors
import TestSupport
import Testing
import Training

@Suite("Gradients against torch")
struct GradientReferenceTests {
  static let fixtures = (try? GradientReference.fixtures()) ?? []

  @Test("the fixtures are there")
  func fixturesAreThere() { #expect(Self.fixtures.count == 4) }

  @Test(
    "loss and every gradient are torch's", arguments: fixtures,
    ActivationRecomputation.allCases)
  func gradientsAreTorchs(
    reference: GradientReference, recomputation: ActivationRecomputation
  ) throws {
    let workers = WorkerPool(threadCount: 2)
    let model = try reference.model(workers: workers)
    let computation = GradientComputation(
      model: model, workers: workers, recomputation: recomputation)
    let loss = computation.accumulate(reference.sequences, scale: reference.scale)
    #expect(abs(loss.mean - reference.loss) < 2e-6 * reference.loss)
    #expect(model.parameters.count == reference.gradients.members.count)
    for parameter in model.parameters {
      let expected = try #require(reference.gradients[parameter.name], "\(parameter.name)")
      let norm = try #require(expected["norm"]?.doubleValue)
      let pattern = try #require(expected["pattern"]?.doubleValue)
      #expect(
        abs(parameter.gradientNorm - norm) <= 1e-5 * norm + 1e-9, "\(parameter.name)")
      #expect(abs(gradientPattern(parameter) - pattern) <= 1e-4 * norm, "\(parameter.name)")
      let first = (expected["first"]?.arrayValue ?? []).compactMap(\.doubleValue)
      let last = (expected["last"]?.arrayValue ?? []).compactMap(\.doubleValue)
      #expect(first.count == 3 && last.count == 3)
      for index in first.indices {
        let ours = Double(parameter.gradient[index])
        #expect(abs(ours - first[index]) <= 1e-5 * norm, "\(parameter.name)")
        let end = Double(parameter.gradient[parameter.count - 3 + index])
        #expect(abs(end - last[index]) <= 1e-5 * norm, "\(parameter.name)")
      }
    }
  }

  @Test("evaluation gives the same loss as the pass with gradients", arguments: fixtures)
  func evaluationAgrees(reference: GradientReference) throws {
    let workers = WorkerPool(threadCount: 2)
    let computation = GradientComputation(
      model: try reference.model(workers: workers), workers: workers)
    let trained = computation.accumulate(reference.sequences, scale: reference.scale)
    #expect(computation.evaluate(reference.sequences) == trained)
  }

  @Test(
    "the shared reference agrees",
    // Only where the folder of reference values stands beside the checkout.
    .enabled(if: SharedFolder.isPresent))
  func sharedReferenceAgrees() throws {
    let folder = try #require(SharedFolder.path) + "/reference/"
    let reference = GradientReference(
      try JSONParser.parse(fileBytes(folder + "training/sft_gradient.json")), name: "shared",
      folder: folder + "llama-gqa")
    let workers = WorkerPool(threadCount: 2)
    let model = try reference.model(workers: workers)
    let computation = GradientComputation(model: model, workers: workers)
    let loss = computation.accumulate(reference.sequences, scale: reference.scale)
    #expect(abs(loss.mean - reference.loss) < 1e-5 * reference.loss)
    #expect(!model.parameters.isEmpty)
    for parameter in model.parameters {
      let expected = try #require(reference.gradients[parameter.name]?["norm"]?.doubleValue)
      #expect(abs(parameter.gradientNorm - expected) < 1e-5 * expected, "\(parameter.name)")
    }
  }
}

extension GradientReference: CustomTestStringConvertible {
  var testDescription: String { name }
}
