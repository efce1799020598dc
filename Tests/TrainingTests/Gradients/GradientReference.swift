import Checkpoints
import StrictJSON
import Tensors
import TestSupport
import Training

/// What torch computed for a model: rows, the loss, and something of each gradient.
struct GradientReference {
  let name: String
  let folder: String
  let sequences: [TrainingSequence]
  let loss: Double
  let gradients: JSONObject

  /// The cases of `Tests/Scripts/make_training_fixtures.py`.
  static func fixtures() throws -> [GradientReference] {
    let path = SharedFolder.packageRoot + "/Tests/TrainingTests/Fixtures/gradients.json"
    let cases = try JSONParser.parse(fileBytes(path))["cases"]?.arrayValue ?? []
    return cases.map { value in
      let name = value["model"]?.stringValue ?? ""
      return GradientReference(
        value, name: name,
        folder: SharedFolder.packageRoot + "/Tests/TransformerTests/Fixtures/" + name)
    }
  }

  init(_ value: JSONValue, name: String, folder: String) {
    self.name = name
    self.folder = folder
    let weight = Float(value["prompt_weight"]?.doubleValue ?? 0)
    sequences = (value["rows"]?.arrayValue ?? []).map { row in
      TrainingSequence(
        tokens: (row["input_ids"]?.arrayValue ?? []).map { Int32($0.intValue ?? 0) },
        targetStart: row["prompt_length"]?.intValue ?? 0, promptLossWeight: weight)
    }
    loss = value["loss"]?.doubleValue ?? .nan
    gradients = value["gradients"]?.objectValue ?? JSONObject([])
  }

  func model(workers: WorkerPool) throws -> TrainableModel {
    try TrainableModel.load(Checkpoint.open(folder), workers: workers)
  }

  /// One over the weights of all targets.
  var scale: Float {
    var weights: Float = 0
    for sequence in sequences {
      let targets = sequence.tokens.count - max(1, sequence.targetStart)
      weights += Float(targets)
      weights += sequence.promptLossWeight * Float(sequence.tokens.count - 1 - targets)
    }
    return 1 / weights
  }
}

/// A parameter's gradient times -3...3 over and over.
func gradientPattern(_ parameter: Parameter) -> Double {
  (0..<parameter.count).reduce(0) {
    $0 + Double(parameter.gradient[$1]) * Double($1 % 7 - 3)
  }
}
