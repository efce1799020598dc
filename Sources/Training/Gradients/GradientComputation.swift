public import Tensors

/// Forward and backward passes over sequences of a model, packed without padding.
///
/// The same sequences give the same bits, whatever the number of threads. It belongs to one owner and keeps its memory.
public final class GradientComputation {
  let model: TrainableModel
  let workers: WorkerPool
  let recomputation: ActivationRecomputation

  /// A computation for one model.
  ///
  /// - Parameters:
  ///   - model: Whose gradients are computed.
  ///   - workers: Who computes.
  ///   - recomputation: What is kept between the passes.
  public init(
    model: TrainableModel, workers: WorkerPool, recomputation: ActivationRecomputation = .none
  ) {
    self.model = model
    self.workers = workers
    self.recomputation = recomputation
  }

  /// Adds `scale` times the gradient of the summed loss to the parameters' gradients.
  ///
  /// - Parameters:
  ///   - sequences: Tokens below the vocabulary's size.
  ///   - scale: Usually one over the weights of the whole batch's targets.
  ///   - noiseSeed: Decides what an adapter's dropout drops.
  /// - Returns: The loss, not scaled.
  public func accumulate(
    _ sequences: [TrainingSequence], scale: Float, noiseSeed: UInt64 = 0
  ) -> LossSum {
    LossSum()
  }

  /// The loss of sequences, without gradients and without dropout.
  public func evaluate(_ sequences: [TrainingSequence]) -> LossSum {
    LossSum()
  }

  /// Sets all gradients to zero.
  public func zeroGradients() {
    model.allGradients.update(repeating: 0)
  }
}
