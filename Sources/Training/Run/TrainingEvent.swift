/// What happens in a run, for whoever shows it.
public enum TrainingEvent: Sendable, Equatable {
  /// A stage begins, or goes on after `step` of its steps.
  case began(stage: String, step: Int, stepCount: Int)
  /// A checkpoint is damaged and was passed over.
  case checkpointDamaged(path: String)
  /// The run began with another number of threads.
  case threadsChanged(from: String, to: String)
  /// A step was done.
  case step(StepReport)
  /// Validation is under way; the share that is done.
  case evaluating(Double)
  /// Validation was done.
  case evaluated(EvaluationReport)
  /// A checkpoint was written.
  case saved(step: Int, path: String)
  /// A checkpoint could not be written; the run goes on with what is in memory.
  case notSaved(step: Int, path: String, errorNumber: Int32)
  /// The record of the metrics could not be written.
  case metricsNotWritten(path: String, errorNumber: Int32)
  /// A stage is done; `result` is the step whose weights it gives.
  case finished(stage: String, stepCount: Int, result: Int)
}

/// One step of the optimizer.
public struct StepReport: Sendable, Equatable {
  /// The stage that the step belongs to.
  public var stage: String
  /// Steps done, this one included.
  public var step: Int
  /// The steps of the stage.
  public var stepCount: Int
  /// How often all rows have been seen.
  public var epochs: Double
  /// The mean loss of the step's tokens before the step, in nats.
  public var loss: Double
  /// The share of targets that the model thought the most likely.
  public var accuracy: Double
  /// The norm of all gradients before clipping.
  public var gradientNorm: Double
  /// The learning rate of the step.
  public var learningRate: Double
  /// Tokens of all steps so far, prompts included.
  public var tokenCount: Int
  /// Tokens a second over the last steps.
  public var tokensPerSecond: Double
  /// Seconds of training so far, those before an interruption included.
  public var seconds: Double
  /// Seconds that are left at this speed, validation aside.
  public var secondsLeft: Double
}

/// One validation.
public struct EvaluationReport: Sendable, Equatable {
  /// The stage that the validation belongs to.
  public var stage: String
  /// Steps done.
  public var step: Int
  /// The mean loss of a target, in nats.
  public var loss: Double
  /// The share of targets that the model thinks the most likely.
  public var accuracy: Double
  /// Whether it is the lowest loss so far.
  public var isBest: Bool
}
