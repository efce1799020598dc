import Alignment
import Checkpoints
import Generation
import Glibc
import Storage
import Synchronization
import Tensors
import Tokenization
import Training

/// A training as the command line runs it: model, rows, stages one after the other, the result.
final class TrainingSession {
  let options: TrainingModelOptions
  let runOptions: TrainingRunOptions
  let trainable: TrainableModel
  let base: Checkpoint?
  let tokenizerSource: TokenizerSource
  let format: PromptFormat
  let workers: WorkerPool
  private let seed: UInt64
  private let preparation: DataPreparation
  private let display: TrainingDisplay
  private let origin: RunRecord
  /// What has been done, for the result's recipe.
  private var summary: [String] = []

  private static let recomputationThreshold = 300_000_000

  /// Loads or makes the model.
  init(
    model: TrainingModelOptions, rows: TrainingDataOptions, adapter: TrainingAdapterOptions,
    run: TrainingRunOptions, seed: UInt64
  ) throws {
    options = model
    self.seed = seed
    runOptions = run
    try run.kernels.choose()
    workers = WorkerPool(threadCount: run.threadOption.threads ?? WorkerPool.defaultThreadCount)
    base = try model.base.map { path throws(CheckpointError) in try Checkpoint.open(path) }
    tokenizerSource =
      model.tokenizer.map(TokenizerSource.folder) ?? base?.tokenizerSource
      ?? .absent(file: model.output)
    let tokenizer = try TokenizerLoader.load(tokenizerSource)
    var record = RunRecord()
    if let base {
      if adapter.configuration == nil { try Self.checkMemory(base.configuration) }
      trainable = try TrainableModel.load(
        base, adapter: adapter.configuration, seed: seed, workers: workers)
      if let adapter = adapter.configuration {
        record.append("base weights", try base.weightChecksum())
        record.append("adapter rank", adapter.rank)
        record.append("adapter alpha", adapter.alpha)
        record.append("adapter dropout", adapter.dropout)
        record.append("adapter modules", adapter.targetModules.joined(separator: ","))
      }
    } else {
      var configuration = try ModelConfiguration.read(configFile: model.initial ?? "")
      guard tokenizer.vocabularySize <= configuration.vocabularySize else {
        throw CommandError.vocabularyTooSmall(
          tokenizer: tokenizer.vocabularySize, model: configuration.vocabularySize)
      }
      configuration.beginningOfSequence = tokenizer.beginningOfSequence
      configuration.endOfSequence = [tokenizer.endOfSequence].compactMap(\.self)
      try Self.checkMemory(configuration)
      trainable = try TrainableModel.random(configuration, seed: seed, workers: workers)
    }
    format = try Self.format(rows.promptFormat, base: base)
    guard
      let end = tokenizer.endOfSequence ?? trainable.configuration.endOfSequence.first
    else { throw TrainingError.run(.noEndOfSequence) }
    preparation = DataPreparation(
      tokenizer: tokenizer, endOfSequence: end,
      vocabularySize: trainable.configuration.vocabularySize, format: format,
      maximumLength: min(
        rows.maxLength ?? .max, trainable.configuration.contextLength))
    record.append("prompt format", format.rawValue)
    record.append("most tokens of a row", preparation.maximumLength)
    // Levels sum in different orders.
    record.append("kernels", Kernels.chosen.name)
    origin = record
    display = TrainingDisplay(
      isQuiet: run.quiet, hasCurve: !run.noCurve, logInterval: run.logEvery)
  }

  /// Refuses what the system would have to kill something for: value, gradient and two moments a parameter.
  private static func checkMemory(_ configuration: ModelConfiguration) throws(CommandError) {
    let needed = 16 * configuration.tensors.reduce(0) { $0 + $1.shape.reduce(1, *) }
    guard let available = AvailableMemory.bytes(), needed > available else { return }
    throw .notEnoughMemoryToTrain(neededBytes: needed, availableBytes: available)
  }

  private static func format(
    _ chosen: PromptFormat?, base: Checkpoint?
  ) throws(CommandError) -> PromptFormat {
    if let chosen { return chosen }
    guard let base, let name = base.metadata?.promptFormat else { return .raw }
    guard let format = PromptFormat(rawValue: name) else {
      throw .unknownPromptFormat(name: name, folder: base.path)
    }
    return format
  }

  /// Runs the stages, each from what the one before it gave, and writes the result.
  func run(_ stages: [TrainingStage]) throws {
    // Looked at now: the last stage's would be missed after hours, or after --restart deleted the former run.
    for path in stages.flatMap({ [$0.files.training, $0.files.validation].compactMap(\.self) })
    where access(path, R_OK) != 0 {
      throw TrainingError.fileAccess(path: path, errorNumber: errno)
    }
    let folder = try RunFolder(options.output, restarting: runOptions.restart)
    let metrics = MetricsLog(path: folder.metricsPath, stages: stages.map(\.name))
    let isCancelled = Mutex(false)
    let signals = InterruptSignals { isCancelled.withLock { $0 = true } }
    defer { signals.stop() }
    let isStopped = { isCancelled.withLock { $0 } }
    defer { display.finish() }
    do {
      for stage in stages {
        guard let data = try prepare(stage, isStopped: isStopped) else {
          throw TrainingError.run(.stopped(step: 0))
        }
        try run(stage, data, folder: folder, metrics: metrics, isStopped: isStopped)
      }
    } catch TrainingError.run(.stopped(let step)) {
      writeChart(metrics, to: folder)
      display.showStop(step: step)
      throw CommandError.interrupted(signal: signals.received ?? SIGINT)
    }
    writeChart(metrics, to: folder)
    try writeResult(folder)
  }

  private func run(
    _ stage: TrainingStage, _ data: (StageData, RunRecord), folder: RunFolder,
    metrics: MetricsLog, isStopped: () -> Bool
  ) throws {
    let count = trainable.configuration.tensors.reduce(0) { $0 + $1.shape.reduce(1, *) }
    let run = TrainingRun(
      stage: stage.name, model: trainable, data: data.0, settings: stage.settings,
      origin: RunRecord(origin.settings + data.1.settings),
      folder: folder.checkpoints(of: stage.name), metrics: metrics,
      recomputation: runOptions.recompute
        ?? (count > Self.recomputationThreshold ? .layers : .none),
      workers: workers)
    try run.run(isStopped: isStopped) { [display] in display.show($0, metrics.points) }
    summary.append("\(stage.name) \(run.stepCount) steps")
  }

  /// Tokenizes a stage's rows; nil where it was stopped.
  private func prepare(
    _ stage: TrainingStage, isStopped: () -> Bool
  ) throws -> (StageData, RunRecord)? {
    let label = "\(stage.name): reading"
    let training = try preparation.read(
      stage.files.training, target: stage.target, limit: stage.rowLimit,
      seed: stage.settings.seed, workers: workers
    ) { share in
      display.showReading(label, share)
      return !isStopped()
    }
    guard let training else { return nil }
    display.showRows(stage.name, stage.files.training, training)
    var record = RunRecord()
    record.append("data", training.checksum)
    record.append("rows", training.rows.count)
    record.append("tokens", training.rows.checksum)
    var data = StageData(training: training.rows)
    if let path = stage.files.validation {
      let validation = try preparation.read(
        path, target: stage.target, limit: runOptions.validationRows, seed: stage.settings.seed,
        workers: workers
      ) { share in
        display.showReading(label, share)
        return !isStopped()
      }
      guard let validation else { return nil }
      display.showRows("\(stage.name) validation", path, validation)
      record.append("validation data", validation.checksum)
      record.append("validation tokens", validation.rows.checksum)
      data.validation = validation.rows
    }
    return (data, record)
  }

  /// Writes the model, or the adapter.
  private func writeResult(_ folder: RunFolder) throws {
    if trainable.adapter != nil {
      // First: the adapter's settings are what says that the folder is one.
      try AtomicFile.write(metadata.file, to: folder.output + "/metaaligner.json")
      try trainable.writeAdapter(
        to: folder.output, base: options.base ?? "", isReplacing: true)
    } else {
      try TrainedModelFolder.write(
        model: trainable, configuration: trainable.configuration, tokenizer: tokenizerSource,
        metadata: metadata, elementType: options.dtype.elementType, to: folder.output,
        isReplacing: true)
    }
    display.showResult(folder.output, isAdapter: trainable.adapter != nil)
  }

  private var metadata: ModelMetadata {
    let former = base?.metadata
    return ModelMetadata(
      name: options.name ?? Self.lastPart(of: options.output),
      family: options.family ?? former?.family,
      promptFormat: format.rawValue,
      objectives: options.objectives.map {
        $0.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map(String.init)
      }
        ?? former?.objectives ?? [],
      base: former?.name ?? options.base.flatMap(Self.lastPart),
      recipe: options.recipe
        ?? "metaaligner train, seed \(seed): \(summary.joined(separator: ", "))")
  }

  private static func lastPart(of path: String) -> String? {
    path.split(separator: "/").last.map(String.init)
  }

  /// A curve that cannot be written is told, and no reason to lose the result.
  private func writeChart(_ metrics: MetricsLog, to folder: RunFolder) {
    do throws(StorageError) {
      try AtomicFile.write(LossChart.svg(of: metrics.points), to: folder.chartPath)
    } catch {
      display.notice(ErrorReporter.explain(error).message)
    }
  }
}
