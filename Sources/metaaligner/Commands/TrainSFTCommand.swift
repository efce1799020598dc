import ArgumentParser
import Training

/// `metaaligner train sft`: plain fine-tuning on conversations.
struct TrainSFTCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sft",
    abstract: "Train on conversations: plain supervised fine-tuning.",
    discussion: """
      Into --output come the model, loss.svg with the curve, metrics.jsonl with a line a step (stage, step, epoch, loss, accuracy, \
      gradient_norm, learning_rate, tokens, tokens_per_second, seconds) and one a validation (validation_loss, \
      validation_accuracy, best), and run with the checkpoints, which can be deleted at the end.

      EXAMPLES:
        metaaligner train sft --data rows.json --base TinyLlama-1.1B --lora-rank 16 \\
          --learning-rate 2e-4 --output tuned
        metaaligner train sft --data demo/no_equal --init config.json --tokenizer tok \\
          --learning-rate 1e-3 --batch-tokens 16384 --epochs 3 --output small
      """)

  @OptionGroup(title: "Model") var model: TrainingModelOptions

  @Option(
    help: ArgumentHelp(
      "The rows: a file, or a folder with train.json and, where there is one, val.json.",
      valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp(
      "Rows to validate with. (default: val.json of a --data folder, else none)",
      valueName: "file"))
  var validation: String?

  @Option(
    help: ArgumentHelp("How often every row is seen; may be a fraction. (default: 2)",
      valueName: "count"))
  var epochs: Double?

  @Option(help: ArgumentHelp("The steps of the run, instead of --epochs.", valueName: "count"))
  var steps: Int?

  @Option(help: ArgumentHelp("The highest learning rate.", valueName: "rate"))
  var learningRate = 1e-5

  @OptionGroup(title: "Rows") var rows: TrainingDataOptions
  @OptionGroup(title: "Steps") var step: TrainingStepOptions
  @OptionGroup(title: "Adapter") var adapter: TrainingAdapterOptions
  @OptionGroup(title: "Run") var runOptions: TrainingRunOptions

  func validate() throws {
    if epochs != nil, steps != nil { throw ValidationError("Give --epochs or --steps, not both.") }
    if let epochs, !(epochs > 0 && epochs < 1e6) {
      throw ValidationError("--epochs must be more than 0.")
    }
    if let steps, steps < 1 { throw ValidationError("--steps must be at least 1.") }
    guard learningRate > 0, learningRate.isFinite else {
      throw ValidationError("--learning-rate must be more than 0.")
    }
  }

  func run() throws {
    var settings = TrainingSettings()
    step.apply(to: &settings, rate: learningRate)
    runOptions.apply(to: &settings)
    settings.length = steps.map(RunLength.steps) ?? .epochs(epochs ?? 2)
    settings.promptLossWeight = rows.promptLossWeight
    let files = TrainingFiles(data, validation: validation)
    let session = try TrainingSession(
      model: model, rows: rows, adapter: adapter, run: runOptions, seed: step.seed)
    try session.run([
      TrainingStage(name: "sft", files: files, target: .asWritten, rowLimit: nil, settings: settings)
    ])
  }
}
