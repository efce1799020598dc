import Alignment
public import ArgumentParser
import Checkpoints
import Glibc
import StrictJSON
import Synchronization
import Tensors
import Tokenization
public import Training

extension ExportTarget: ExpressibleByArgument {}
extension ExportDevice: ExpressibleByArgument {}

/// `metaaligner train export`: a training for more than one machine.
struct TrainExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write down a training for FastChat or TRL, to run on many devices.",
    discussion: """
      Writes data, settings and launch.sh, which runs the steps with torchrun or accelerate and FSDP. What they make loads here.

      trl gets token ids, exactly those that inference makes. fastchat gets conversations; it puts the Vicuna conversation \
      around every row, which the result's metaaligner.json says to inference.

      EXAMPLES:
        metaaligner train export --to trl --data HH-RLHF-aligner-data \\
          --base Llama-2-7b-chat-hf --output training
        metaaligner train export --to fastchat --data rows.json --base TinyLlama-1.1B \\
          --processes 8 --epochs 2 --output training
      """)

  @Option(help: "fastchat or trl.") var to: ExportTarget

  @Option(
    help: ArgumentHelp(
      "A folder with all_equal/train.json and no_equal/train.json, for the three steps; or rows for one.",
      valueName: "path"))
  var data: String

  @Option(
    help: ArgumentHelp(
      "The model to train: a folder in the layout of Hugging Face.", valueName: "folder"))
  var base: String

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The folder to write.", valueName: "folder"))
  var output: String

  @Option(help: "gpu: FSDP in bfloat16. cpu: copies of the model over gloo, to try trl out.")
  var device = ExportDevice.gpu

  @Option(help: ArgumentHelp("Processes, one a device.", valueName: "count")) var processes = 4

  @Option(help: ArgumentHelp("Rows that a process takes at once.", valueName: "count"))
  var rowsPerDevice = 2

  @Option(help: ArgumentHelp("How many such batches make a step.", valueName: "count"))
  var accumulation = 64

  @Option(
    help: ArgumentHelp(
      "How often every row of a step is seen: one number, or three. (default: 1,2,2; 2 for one step)",
      valueName: "counts"))
  var epochs: String?

  @Option(
    help: ArgumentHelp("The highest learning rate: one, or three.", valueName: "rates"))
  var learningRate = "1e-5"

  @Option(
    help: ArgumentHelp(
      "Rows of the equal set that the warm-up takes; the seed chooses.", valueName: "count"))
  var warmUpRows = 5_000

  @Option(
    help: ArgumentHelp("The share of all steps in which the rate rises.", valueName: "share"))
  var warmUpRatio = 0.05

  @Option(
    help: ArgumentHelp(
      "How much of a matrix decays at a step, times the rate.", valueName: "number"))
  var weightDecay = 1e-5

  @Option(
    help: ArgumentHelp(
      "What surrounds prompts for trl: raw or vicuna. (default: what the base says, else raw; vicuna for fastchat)",
      valueName: "format"))
  var promptFormat: PromptFormat?

  @Option(
    help: ArgumentHelp(
      "The most tokens of a row; longer rows are left out and counted. (default: the model's context, at most 4096)",
      valueName: "tokens"))
  var maxLength: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Decides the rows of the warm-up and the order of all.", valueName: "number")
  )
  var seed: UInt64 = 1

  @Option(help: ArgumentHelp("The result's name. (default: the folder's)", valueName: "text"))
  var name: String?

  @Flag(help: "Replaces an export that is there.") var force = false
  @Flag(name: .shortAndLong, help: "Says nothing on standard error but errors.") var quiet = false
  @OptionGroup private var threadOption: ThreadOption

  func validate() throws {
    if let lengths = TrainAlignCommand.values(epochs ?? "1"), lengths.allSatisfy({ $0 == 0 }) {
      throw ValidationError("Every step is left out.")
    }
    for (name, value) in [
      ("processes", processes), ("rows-per-device", rowsPerDevice), ("accumulation", accumulation),
      ("warm-up-rows", warmUpRows),
    ] where !(1...1 << 20).contains(value) {
      throw ValidationError("--\(name) must be from 1 to \(1 << 20).")
    }
    guard (0...1).contains(warmUpRatio) else {
      throw ValidationError("--warm-up-ratio must be from 0 to 1.")
    }
    guard weightDecay >= 0, weightDecay.isFinite else {
      throw ValidationError("--weight-decay must be at least 0.")
    }
    if let maxLength, maxLength < 2 { throw ValidationError("--max-length must be at least 2.") }
    if to == .fastchat, device == .cpu {
      throw ValidationError(
        "FastChat saves no model that is not sharded over GPUs; use trl for cpu.")
    }
    if to == .fastchat, promptFormat == .raw {
      throw ValidationError(
        "FastChat puts the Vicuna conversation around every row; use trl for raw prompts.")
    }
    for (name, text) in [("epochs", epochs ?? "1"), ("learning-rate", learningRate)]
    where TrainAlignCommand.values(text) == nil {
      throw ValidationError("--\(name) must be one number, or three separated by commas.")
    }
  }

  func run() throws {
    let checkpoint = try Checkpoint.open(base)
    _ = try checkpoint.checkTensors()
    guard checkpoint.configuration.rotaryPairing == .halves else {
      throw TrainingError.untrainablePairing
    }
    let workers = WorkerPool(threadCount: threadOption.threads ?? WorkerPool.defaultThreadCount)
    let export = try TrainingExport(
      settings: settings, stages: stages, base: Self.resolved(base),
      configuration: checkpoint.configuration, tokenizer: checkpoint.tokenizerSource,
      preparation: preparation(checkpoint), metadata: metadata(checkpoint), workers: workers)
    let counts = try write(export)
    let notices = Notices(isQuiet: quiet, isVerbose: false)
    for count in counts {
      let kind = count.isValidation ? "validation" : "training"
      notices.notice(
        "\(count.stage), \(kind): \(count.rows) rows; left out: \(count.tooLong) too long, \(count.unusable) unusable"
      )
    }
    notices.notice("\(output)/README.md says how to run it")
  }

  private func write(_ export: TrainingExport) throws -> [TrainingExport.Count] {
    let isCancelled = Mutex(false)
    let signals = InterruptSignals { isCancelled.withLock { $0 = true } }
    defer { signals.stop() }
    var meter = ProgressMeter(
      label: "reading rows", isShown: !quiet && StandardError.isTerminal)
    defer { meter.clear() }
    let counts = try export.write(to: output, isReplacing: force) { _, share in
      meter.show(Int(share * 1000), of: 1000)
      return !isCancelled.withLock { $0 }
    }
    guard let counts else {
      throw CommandError.interrupted(signal: signals.received ?? SIGINT)
    }
    return counts
  }

  private var settings: ExportSettings {
    var settings = ExportSettings(target: to)
    settings.device = device
    settings.processes = processes
    settings.rowsPerDevice = rowsPerDevice
    settings.accumulation = accumulation
    settings.warmUpRatio = warmUpRatio
    settings.weightDecay = weightDecay
    settings.seed = seed
    return settings
  }

  private var stages: [ExportStage] {
    let rates = TrainAlignCommand.values(learningRate) ?? []
    let equal = TrainingFiles(data + "/all_equal", validation: nil)
    let contrastive = TrainingFiles(data + "/no_equal", validation: nil)
    guard access(contrastive.training, F_OK) == 0 || access(equal.training, F_OK) == 0 else {
      let files = TrainingFiles(data, validation: nil)
      let lengths = TrainAlignCommand.values(epochs ?? "2") ?? []
      return [
        ExportStage(
          name: "sft", training: files.training, validation: files.validation, target: .asWritten,
          rowLimit: nil, epochs: lengths[0], learningRate: rates[0])
      ]
    }
    let lengths = TrainAlignCommand.values(epochs ?? "1,2,2") ?? []
    let plan: [(name: String, files: TrainingFiles, isWarmUp: Bool)] = [
      ("warm-up", equal, true), ("equal", equal, false), ("contrastive", contrastive, false),
    ]
    return zip(plan, zip(lengths, rates)).filter { $1.0 > 0 }.map { step, numbers in
      ExportStage(
        name: step.name, training: step.files.training, validation: step.files.validation,
        target: step.isWarmUp ? .identity : .asWritten,
        rowLimit: step.isWarmUp ? warmUpRows : nil, epochs: numbers.0, learningRate: numbers.1)
    }
  }

  private func preparation(_ checkpoint: Checkpoint) throws -> DataPreparation {
    let tokenizer = try TokenizerLoader.load(checkpoint.tokenizerSource)
    guard let end = tokenizer.endOfSequence else { throw TrainingError.run(.noEndOfSequence) }
    let context = checkpoint.configuration.contextLength
    return DataPreparation(
      tokenizer: tokenizer, endOfSequence: end,
      vocabularySize: checkpoint.configuration.vocabularySize, format: format(checkpoint),
      maximumLength: min(maxLength ?? 4096, context))
  }

  private func format(_ checkpoint: Checkpoint) -> PromptFormat {
    if to == .fastchat { return .vicuna }
    let stated = checkpoint.metadata?.promptFormat.flatMap(PromptFormat.init(rawValue:))
    return promptFormat ?? stated ?? .raw
  }

  private func metadata(_ checkpoint: Checkpoint) -> ModelMetadata {
    let former = checkpoint.metadata
    let folder = output.split(separator: "/").last.map(String.init) ?? output
    let baseName = base.split(separator: "/").last.map(String.init) ?? base
    return ModelMetadata(
      name: name ?? folder, family: former?.family, promptFormat: format(checkpoint).rawValue,
      objectives: former?.objectives ?? [], base: former?.name ?? baseName,
      recipe: "\(stages.map(\.name).joined(separator: ", ")) by \(to.rawValue)")
  }

  /// The path as commands in another folder can name it.
  private static func resolved(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
