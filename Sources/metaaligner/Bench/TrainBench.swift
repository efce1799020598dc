import Checkpoints
import StrictJSON
import Tensors
import Training

/// Measures training steps of a random model on random tokens.
struct TrainBench {
  /// How much a step computes, and how often it is measured.
  struct Work {
    let sequences: Int
    let length: Int
    let steps: Int
    let recomputation: ActivationRecomputation
    let arithmetic: Arithmetic
  }

  private let model: TrainableModel
  private let computation: GradientComputation
  private let optimizer: Optimizer
  private let batch: [TrainingSequence]
  private let workers: WorkerPool
  private let work: Work

  init(
    _ configuration: ModelConfiguration, work: Work, workers: WorkerPool
  ) throws(TrainingError) {
    self.work = work
    self.workers = workers
    model = try .random(configuration, seed: 1, workers: workers)
    computation = GradientComputation(
      model: model, workers: workers, recomputation: work.recomputation,
      arithmetic: work.arithmetic)
    optimizer = Optimizer(model: model, settings: OptimizerSettings(), workers: workers)
    // One token more than is read: the last one is only predicted.
    batch = (0..<work.sequences).map { sequence in
      let tokens = (0...work.length).map { position in
        Int32((position * 7_919 + sequence * 104_729 + 11) % configuration.vocabularySize)
      }
      return TrainingSequence(tokens: tokens, targetStart: 1)
    }
  }

  /// Measures steps, then how fast matrices are multiplied.
  func run(_ budget: BenchBudget, progress: (String) -> Void) -> TrainFigures {
    var figures = TrainFigures()
    progress("warming up")
    figures.loss = step(0)
    progress("steps")
    let tokens = Double(work.sequences * work.length)
    var index = 0
    figures.tokensPerSecond = BenchSamples(
      budget.collect(atMost: work.steps) {
        index += 1
        return tokens / seconds { figures.loss = step(index) }
      })
    // Before the memory of the measurement below.
    figures.peakBytes = ProcessMemory.peakByteCount
    progress("products")
    figures.gemmRate = gemmRate()
    figures.parameterCount = model.parameterCount
    // Two for each weight in a product forward, twice that backward; the embedding is read once more as the head.
    let matrices = model.parameters.filter { $0.shape.count == 2 }
    figures.flopsPerToken = 6 * matrices.reduce(0) { $0 + Double($1.count) }
    return figures
  }

  private func step(_ index: Int) -> Double {
    computation.zeroGradients()
    let loss = computation.accumulate(
      batch, scale: 1 / Float(work.sequences * work.length), noiseSeed: UInt64(index))
    optimizer.step(index, rate: 1e-4, gradientNorm: optimizer.gradientNorm())
    return loss.mean
  }

  /// Floating-point operations a second in a large product of float32 matrices.
  private func gemmRate() -> Double {
    let size = 1_536
    let products = TrainingProducts(workers: workers, arithmetic: work.arithmetic)
    let buffers = (0..<3).map { _ in FloatBuffer(capacity: size * size) }
    for buffer in buffers {
      for index in 0..<size * size { buffer.pointer[index] = Float(index % 17) * 0.01 }
    }
    let times = (0..<7).map { _ in
      seconds {
        products.multiply(
          MatrixOperand(buffers[0].pointer, rows: size, columns: size),
          MatrixOperand(buffers[1].pointer, rows: size, columns: size, transposed: true),
          into: MatrixResult(buffers[2].pointer, rows: size, columns: size))
      }
    }
    let operations = 2 * Double(size) * Double(size) * Double(size)
    return operations / (times.min() ?? .infinity)
  }
}

/// What was measured of training.
struct TrainFigures {
  var tokensPerSecond = BenchSamples([])
  var parameterCount = 0
  /// In products of matrices, forward and backward.
  var flopsPerToken = 0.0
  var gemmRate = 0.0
  /// After the last step.
  var loss = 0.0
  var peakBytes: Int?

  /// How near the step comes to nothing but products.
  var gemmFraction: Double? {
    tokensPerSecond.median.map { $0 * flopsPerToken / gemmRate }
  }

  /// The figures by their names in the document.
  var members: [(String, JSONValue)] {
    [
      ("parameters", .integer(Int64(parameterCount))),
      ("step_tokens_per_second", .figure(tokensPerSecond.median)),
      ("step_flops_per_token", .figure(flopsPerToken)),
      ("gemm_flops_per_second", .figure(gemmRate)),
      ("gemm_fraction", .figure(gemmFraction)),
      ("loss", .figure(loss)),
      ("peak_rss_bytes", peakBytes.map { .integer(Int64($0)) } ?? .null),
    ]
  }

  /// How far the measurements lie apart.
  var spreads: [(String, JSONValue)] { [("step_tokens_per_second", tokensPerSecond.spread)] }
}
