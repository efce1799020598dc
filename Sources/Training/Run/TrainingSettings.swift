public import Tensors

/// How a run trains.
public struct TrainingSettings: Sendable, Equatable {
  /// What one step of the optimizer takes.
  public var batchSize = BatchSize.tokens(8_192)
  /// The most tokens that go through the model together; a batch is cut into such parts, whose gradients are summed.
  public var microBatchTokens = 2_048
  /// How long the run is.
  public var length = RunLength.epochs(2)
  /// How far the operands of products may be rounded; fast is faster where there are instructions for bfloat16.
  public var arithmetic = Arithmetic.exact
  /// The learning rate over the run.
  public var schedule = LearningRateSchedule(peak: 1e-5)
  /// The optimizer.
  public var optimizer = OptimizerSettings()
  /// How much a token of the prompt counts beside one of the target.
  public var promptLossWeight: Float = 0
  /// Decides the order of the rows and the noise of dropout.
  public var seed: UInt64 = 1
  /// Steps between validations; the last step is always followed by one.
  public var evaluationInterval = 250
  /// Steps between checkpoints; nil for none but those that time asks for.
  public var saveInterval: Int?
  /// Seconds between checkpoints; nil for none but those that steps ask for.
  ///
  /// When one is written changes no weight.
  public var saveSeconds: Double? = 600
  /// How many checkpoints are kept beside the best.
  public var keptCheckpoints = 3
  /// Whether the result is what validated best, where there is validation; else the last.
  public var takesBest = true

  /// The settings of the published training, but for the size of a batch.
  public init() {}

  /// What of the settings decides the bits of the result.
  var record: RunRecord {
    var record = RunRecord()
    switch batchSize {
    case .tokens(let count): record.append("batch tokens", count)
    case .rows(let count): record.append("batch rows", count)
    }
    record.append("micro-batch tokens", microBatchTokens)
    switch length {
    case .epochs(let count): record.append("epochs", count)
    case .steps(let count): record.append("steps", count)
    }
    record.append("arithmetic", arithmetic.rawValue)
    record.append("learning rate", schedule.peak)
    record.append("schedule", schedule.shape.rawValue)
    switch schedule.warmUp {
    case .steps(let count): record.append("warm-up steps", count)
    case .ratio(let share): record.append("warm-up ratio", share)
    }
    record.append("final rate share", schedule.finalShare)
    record.append("matrices", optimizer.matrices.rawValue)
    record.append("beta1", optimizer.beta1)
    record.append("beta2", optimizer.beta2)
    record.append("epsilon", optimizer.epsilon)
    record.append("weight decay", optimizer.weightDecay)
    record.append("decays everything", optimizer.decaysEverything)
    record.append("clip norm", optimizer.clipNorm.map(\.description) ?? "none")
    record.append("prompt loss weight", promptLossWeight)
    record.append("seed", seed)
    record.append("evaluation interval", evaluationInterval)
    record.append("result", takesBest ? "best" : "last")
    return record
  }
}
