public import Checkpoints
internal import Tensors

/// A decoder of the Llama family whose weights can be changed: all of them, or a low-rank adapter beside them.
///
/// It belongs to one owner.
public final class TrainableModel {
  /// What `config.json` says.
  public let configuration: ModelConfiguration
  /// What is trained, in the order of the computation: the checkpoint's tensors, or each adapter's A and B.
  public let parameters: [Parameter]
  /// The adapter that is trained, nil where everything is.
  public let adapter: AdapterConfiguration?
  let weights: ModelWeights
  let workers: WorkerPool
  private let storage: ParameterStorage
  /// Where frozen tensors are.
  let base: Checkpoint?
  /// Frozen vectors, widened, and whatever else the weights point into.
  private let owned: [FloatBuffer]

  init(
    _ configuration: ModelConfiguration, parameters: [Parameter], storage: ParameterStorage,
    weights: ModelWeights, workers: WorkerPool, adapter: AdapterConfiguration? = nil,
    base: Checkpoint? = nil, owned: [FloatBuffer] = []
  ) {
    self.configuration = configuration
    self.parameters = parameters
    self.storage = storage
    self.weights = weights
    self.workers = workers
    self.adapter = adapter
    self.base = base
    self.owned = owned
  }

  /// The values of all parameters as one block, with a few zeros between some of them.
  public var allValues: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: storage.values, count: storage.count)
  }

  /// The gradients of all parameters as one block, laid out as the values.
  public var allGradients: UnsafeMutableBufferPointer<Float> {
    UnsafeMutableBufferPointer(start: storage.gradients, count: storage.count)
  }

  /// The number of elements that are trained.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }
}
