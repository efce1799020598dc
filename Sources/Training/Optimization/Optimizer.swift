internal import CKernels
import Glibc
public import Tensors

/// How parameters follow their gradients: by AdamW (Loshchilov and Hutter, 2019), some by Muon where it is asked for.
public struct OptimizerSettings: Sendable, Equatable {
  /// What changes the matrices between embedding and head; the rest is always AdamW's.
  public enum Matrices: String, Sendable, CaseIterable {
    /// AdamW like all the rest.
    case adamw
    /// Muon, which needs fewer tokens to the same loss and a little more time a step.
    case muon
  }

  /// What changes the matrices between embedding and head.
  public var matrices = Matrices.adamw
  /// How much of the mean of gradients stays at a step.
  public var beta1 = 0.9
  /// How much of the mean of their squares stays.
  public var beta2 = 0.999
  /// What is added to the root of the squares' mean.
  public var epsilon = 1e-8
  /// How much of a weight is taken away at a step, times the learning rate.
  public var weightDecay = 0.0
  /// Whether norms and biases decay too, which they usually do not.
  public var decaysEverything = false
  /// The largest norm of all gradients together, beyond which they are scaled down; nil for none.
  public var clipNorm: Double? = 1

  /// The usual settings.
  public init() {}
}

/// AdamW, and Muon where it is asked for, over a model's parameters, with clipping.
///
/// Every element's arithmetic is the same for any number of threads.
public final class Optimizer {
  private let model: TrainableModel
  private let settings: OptimizerSettings
  private let workers: WorkerPool
  /// The running means of gradients and of their squares, laid out as the model's values.
  private let moments: (FloatBuffer, FloatBuffer)
  private let segments: [Segment]
  /// What changes the segments that AdamW does not.
  private let muon: Muon?
  private var squareSums: [Double]

  /// A part of one parameter, small enough to be shared among workers.
  private struct Segment {
    let offset: Int
    let count: Int
    let decays: Bool
    let isMuons: Bool
  }
  private static let segmentSize = 1 << 15

  /// An optimizer that has seen nothing.
  ///
  /// - Parameters:
  ///   - model: What is optimized.
  ///   - settings: How.
  ///   - workers: Who computes.
  public init(model: TrainableModel, settings: OptimizerSettings, workers: WorkerPool) {
    self.model = model
    self.settings = settings
    self.workers = workers
    let count = model.allValues.count
    moments = (FloatBuffer(capacity: count), FloatBuffer(capacity: count))
    var segments: [Segment] = []
    var matrices: [Parameter] = []
    for parameter in model.parameters {
      let isMuons = settings.matrices == .muon && Muon.suits(parameter)
      if isMuons { matrices.append(parameter) }
      guard let base = model.allValues.baseAddress else { break }
      let start = parameter.values - base
      for offset in stride(from: 0, to: parameter.count, by: Self.segmentSize) {
        segments.append(
          Segment(
            offset: start + offset, count: min(Self.segmentSize, parameter.count - offset),
            decays: parameter.decays || settings.decaysEverything, isMuons: isMuons))
      }
    }
    self.segments = segments
    if let base = model.allValues.baseAddress, !matrices.isEmpty {
      muon = Muon(matrices, base: base, means: moments.0.pointer, workers: workers)
    } else {
      muon = nil
    }
    squareSums = Array(repeating: 0, count: segments.count)
  }

  /// The optimizer's memory, for checkpoints.
  var momentMemory: (UnsafeMutableRawBufferPointer, UnsafeMutableRawBufferPointer) {
    let count = model.allValues.count
    return (
      UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(start: moments.0.pointer, count: count)),
      UnsafeMutableRawBufferPointer(
        UnsafeMutableBufferPointer(start: moments.1.pointer, count: count))
    )
  }

  /// The norm of all gradients together.
  public func gradientNorm() -> Double {
    guard let gradients = model.allGradients.baseAddress else { return 0 }
    let segments = segments
    squareSums.withUnsafeMutableBufferPointer { sums in
      workers.forEachRange(of: segments.count, grain: 4) { range, _ in
        for index in range {
          let segment = segments[index]
          sums[index] = ck_training_sum_of_squares(gradients + segment.offset, segment.count)
        }
      }
    }
    // Added up in one order, whoever computed the parts.
    return squareSums.reduce(0, +).squareRoot()
  }

  /// Changes the parameters by one step.
  ///
  /// - Parameters:
  ///   - step: The step, from 0.
  ///   - rate: The learning rate.
  ///   - gradientNorm: What `gradientNorm()` gave.
  public func step(_ step: Int, rate: Double, gradientNorm: Double) {
    guard let values = model.allValues.baseAddress, let gradients = model.allGradients.baseAddress
    else { return }
    // As PyTorch clips: a little less than the limit, so that a norm of 0 divides nothing.
    let clipping = settings.clipNorm.map { min(1, $0 / (gradientNorm + 1e-6)) } ?? 1
    let moments = moments
    let segments = segments
    var shared = ck_training_adamw_step()
    shared.learning_rate = Float(rate)
    shared.beta1 = Float(settings.beta1)
    shared.beta2 = Float(settings.beta2)
    shared.epsilon = Float(settings.epsilon)
    shared.bias_correction1 = Float(1 - pow(settings.beta1, Double(step + 1)))
    shared.bias_correction2 = Float(1 - pow(settings.beta2, Double(step + 1)))
    shared.gradient_scale = Float(clipping)
    let decay = Float(settings.weightDecay)
    workers.forEachRange(of: segments.count, grain: 4) { range, _ in
      for segment in segments[range] where !segment.isMuons {
        var own = shared
        own.weight_decay = segment.decays ? decay : 0
        ck_training_adamw(
          values + segment.offset, gradients + segment.offset, moments.0.pointer + segment.offset,
          moments.1.pointer + segment.offset, segment.count, &own)
      }
    }
    muon?.step(rate: Float(rate), decay: decay, gradientScale: Float(clipping))
  }
}
