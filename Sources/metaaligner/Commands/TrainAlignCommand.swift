import ArgumentParser
import Training

/// `metaaligner train align`: the three steps that make a MetaAligner.
struct TrainAlignCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "align",
    abstract: "Train a MetaAligner: warm-up, equal preference, contrastive preference.",
    discussion: """
      --data is a folder with all_equal/train.json and no_equal/train.json, and where there are any all_equal/val.json and \
      no_equal/val.json. Three stages follow each other: warm-up writes the answer as it stands, on some rows of the equal set; \
      equal learns the equal set; contrastive learns the other.

      --epochs, --steps and --learning-rate take one value for all stages, or three separated by commas. A stage of 0 is left \
      out. Every stage has checkpoints of its own in the output's folder run, and a schedule of its own.

      EXAMPLE:
        metaaligner train align --data HH-RLHF-aligner-data --base TinyLlama-1.1B \\
          --lora-rank 16 --epochs 1,2,2 --learning-rate 2e-4 --output aligner
      """)

  @OptionGroup(title: "Model") var model: TrainingModelOptions

  @Option(help: ArgumentHelp("The folder with the data.", valueName: "folder"))
  var data: String

  @Option(
    help: ArgumentHelp(
      "Rows of the equal set that the warm-up takes; the seed chooses.", valueName: "count"))
  var warmUpRows = 5_000

  @Option(
    help: ArgumentHelp(
      "How often every row of a stage is seen. (default: 1,2,2)", valueName: "counts"))
  var epochs: String?

  @Option(
    help: ArgumentHelp("The steps of the stages, instead of --epochs.", valueName: "counts"))
  var steps: String?

  @Option(
    help: ArgumentHelp("The highest learning rates of the stages.", valueName: "rates"))
  var learningRate = "1e-5"

  @OptionGroup(title: "Rows") var rows: TrainingDataOptions
  @OptionGroup(title: "Steps") var step: TrainingStepOptions
  @OptionGroup(title: "Adapter") var adapter: TrainingAdapterOptions
  @OptionGroup(title: "Run") var runOptions: TrainingRunOptions

  private static let stageCount = 3

  /// One value a stage; nil where the text is no such list.
  static func values(_ text: String) -> [Double]? {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Double($0) }
    guard numbers.count == parts.count, numbers.allSatisfy({ $0 >= 0 && $0 < 1e9 }) else {
      return nil
    }
    return numbers.count == 1
      ? Array(repeating: numbers[0], count: stageCount)
      : numbers.count == stageCount ? numbers : nil
  }

  func validate() throws {
    if let lengths = Self.values(steps ?? epochs ?? "1,2,2"), lengths.allSatisfy({ $0 == 0 }) {
      throw ValidationError("Every stage is left out.")
    }
    if epochs != nil, steps != nil { throw ValidationError("Give --epochs or --steps, not both.") }
    for (name, text) in [
      ("epochs", epochs ?? "1"), ("steps", steps ?? "1"), ("learning-rate", learningRate),
    ] where Self.values(text) == nil {
      throw ValidationError("--\(name) must be one number, or three separated by commas.")
    }
    guard warmUpRows >= 1 else { throw ValidationError("--warm-up-rows must be at least 1.") }
  }

  func run() throws {
    let lengths = Self.values(steps ?? epochs ?? "1,2,2") ?? []
    let rates = Self.values(learningRate) ?? []
    let equal = TrainingFiles(data + "/all_equal", validation: nil)
    let contrastive = TrainingFiles(data + "/no_equal", validation: nil)
    let plan: [(name: String, files: TrainingFiles, isWarmUp: Bool)] = [
      ("warm-up", equal, true), ("equal", equal, false), ("contrastive", contrastive, false),
    ]
    var stages: [TrainingStage] = []
    for (stage, (length, rate)) in zip(plan, zip(lengths, rates)) where length > 0 {
      var settings = TrainingSettings()
      step.apply(to: &settings, rate: rate)
      runOptions.apply(to: &settings)
      settings.length = steps == nil ? .epochs(length) : .steps(max(1, Int(length)))
      settings.promptLossWeight = rows.promptLossWeight
      stages.append(
        TrainingStage(
          name: stage.name, files: stage.files, target: stage.isWarmUp ? .identity : .asWritten,
          rowLimit: stage.isWarmUp ? warmUpRows : nil, settings: settings))
    }
    let session = try TrainingSession(
      model: model, rows: rows, adapter: adapter, run: runOptions, seed: step.seed)
    try session.run(stages)
  }
}
