public import ArgumentParser
import Tensors
public import Training

extension LearningRateSchedule.Shape: ExpressibleByArgument {}
extension OptimizerSettings.Matrices: ExpressibleByArgument {}

/// The optimizer and what a step takes.
struct TrainingStepOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Rows up to so many tokens together, prompts included, make a step. (default: 8192)",
      valueName: "tokens"))
  var batchTokens: Int?

  @Option(
    help: ArgumentHelp("So many rows make a step, instead of --batch-tokens.", valueName: "rows"))
  var batchRows: Int?

  @Option(
    help: ArgumentHelp(
      "The most tokens that go through the model together, up to 2048; fewer take less memory. A longer row goes alone.",
      valueName: "tokens"))
  var microBatchTokens = 2_048

  @Option(
    help: ArgumentHelp(
      "adamw, or muon: Muon for the matrices between embedding and head, AdamW for the rest. It needs fewer tokens from scratch."
    ))
  var optimizer = OptimizerSettings.Matrices.adamw

  @Option(help: ArgumentHelp("How fast an average of gradients moves: β1.", valueName: "number"))
  var beta1 = 0.9

  @Option(
    help: ArgumentHelp("How fast the average of their squares moves: β2.", valueName: "number"))
  var beta2 = 0.999

  @Option(
    help: ArgumentHelp("What is added to the root of that average.", valueName: "number"))
  var epsilon = 1e-8

  @Option(
    help: ArgumentHelp(
      "How much of a matrix decays at a step, times the rate; norms and biases do not.",
      valueName: "number"))
  var weightDecay = 1e-5

  @Option(
    help: ArgumentHelp(
      "The largest norm of the gradients; larger ones are scaled down. 0 for none.",
      valueName: "number"))
  var clipNorm = 1.0

  @Option(
    help: ArgumentHelp(
      "exact: products of 32-bit floats. fast: their operands are rounded to bfloat16 where the processor gains by it.",
      valueName: "how"))
  var arithmetic = Arithmetic.exact

  @Option(
    help: ArgumentHelp("What the rate does after the warm-up: cosine, linear or constant."))
  var schedule = LearningRateSchedule.Shape.cosine

  @Option(
    help: ArgumentHelp("The share of all steps in which the rate rises.", valueName: "share"))
  var warmUpRatio = 0.05

  @Option(
    help: ArgumentHelp("Steps in which the rate rises, instead of a share.", valueName: "steps"))
  var warmUpSteps: Int?

  @Option(
    help: ArgumentHelp("The rate at the end, as a share of the highest.", valueName: "share"))
  var finalRate = 0.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Decides the order of rows, random weights and dropout.", valueName: "number"))
  var seed: UInt64 = 1

  func validate() throws {
    if batchTokens != nil, batchRows != nil {
      throw ValidationError("Give --batch-tokens or --batch-rows, not both.")
    }
    for (name, value) in [
      ("batch-tokens", batchTokens ?? 1), ("batch-rows", batchRows ?? 1),
      ("micro-batch-tokens", microBatchTokens),
    ] where value < 1 {
      throw ValidationError("--\(name) must be at least 1.")
    }
    for (name, value) in [("beta1", beta1), ("beta2", beta2)]
    where !(value >= 0 && value < 1) {
      throw ValidationError("--\(name) must be at least 0 and less than 1.")
    }
    for (name, value) in [("warm-up-ratio", warmUpRatio), ("final-rate", finalRate)]
    where !(0...1).contains(value) {
      throw ValidationError("--\(name) must be from 0 to 1.")
    }
    for (name, value) in [
      ("weight-decay", weightDecay), ("clip-norm", clipNorm),
    ] where !(value >= 0 && value.isFinite) {
      throw ValidationError("--\(name) must be at least 0.")
    }
    // With none a gradient of 0 would divide 0 by 0.
    guard epsilon.isFinite, Float(epsilon) > 0 else {
      throw ValidationError("--epsilon must be more than 0.")
    }
    if let warmUpSteps, warmUpSteps < 0 {
      throw ValidationError("--warm-up-steps must be at least 0.")
    }
  }

  /// What of the settings these options decide.
  func apply(to settings: inout TrainingSettings, rate: Double) {
    settings.batchSize = batchRows.map(BatchSize.rows) ?? .tokens(batchTokens ?? 8_192)
    settings.microBatchTokens = microBatchTokens
    settings.arithmetic = arithmetic
    settings.optimizer.matrices = optimizer
    settings.optimizer.beta1 = beta1
    settings.optimizer.beta2 = beta2
    settings.optimizer.epsilon = epsilon
    settings.optimizer.weightDecay = weightDecay
    settings.optimizer.clipNorm = clipNorm > 0 ? clipNorm : nil
    settings.schedule = LearningRateSchedule(
      peak: rate, shape: schedule,
      warmUp: warmUpSteps.map(LearningRateSchedule.WarmUp.steps) ?? .ratio(warmUpRatio),
      finalShare: finalRate)
    settings.seed = seed
  }
}
