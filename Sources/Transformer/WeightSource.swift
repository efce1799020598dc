import Checkpoints
import Tensors

/// Where an architecture's weights come from.
protocol WeightSource {
  /// What `config.json` says.
  var configuration: ModelConfiguration { get }
  /// What is odd about the source, yet loadable.
  var warnings: [CheckpointWarning] { get }

  /// A tensor of exactly `shape`.
  func tensor(_ name: String, shape: [Int]) throws(CheckpointError) -> Tensor

  /// One warning that names the tensors which a model does not use, nil where there are none.
  func unexpectedTensors(expected: Set<String>) -> CheckpointWarning?
}

extension Checkpoint: WeightSource {}
