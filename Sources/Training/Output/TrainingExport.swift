internal import Alignment
public import Checkpoints
internal import Glibc
internal import StrictJSON
public import Tensors
public import Tokenization

/// Writes down a training for a program that runs on more than one machine: data, settings, and the commands that launch it.
public struct TrainingExport {
  /// What came of the rows of one file.
  public struct Count: Sendable, Equatable {
    /// The step.
    public let stage: String
    /// Whether these rows measure rather than teach.
    public let isValidation: Bool
    /// Rows that were written.
    public let rows: Int
    /// Rows that are longer than the limit, and so were left out.
    public let tooLong: Int
    /// Rows that the other program would not learn from, and so were left out.
    public let unusable: Int
  }

  let settings: ExportSettings
  let stages: [ExportStage]
  /// The path of the model that the training begins with.
  let base: String
  let configuration: ModelConfiguration
  let tokenizerFiles: [(name: String, contents: [UInt8])]
  let preparation: DataPreparation
  let metadata: ModelMetadata
  let workers: WorkerPool

  /// Sets up the export.
  ///
  /// - Parameters:
  ///   - settings: How to train.
  ///   - stages: The steps in their order; the first begins with the base, each other with what the one before it made.
  ///   - base: The model's folder, as the commands will name it.
  ///   - configuration: What its `config.json` says.
  ///   - tokenizer: Where its tokenizer is.
  ///   - preparation: How rows become tokens.
  ///   - metadata: What the result will say about itself.
  ///   - workers: Who computes.
  /// - Throws: `TokenizationError` where there is no tokenizer that can be written.
  public init(
    settings: ExportSettings, stages: [ExportStage], base: String,
    configuration: ModelConfiguration, tokenizer: TokenizerSource, preparation: DataPreparation,
    metadata: ModelMetadata, workers: WorkerPool
  ) throws(TokenizationError) {
    self.settings = settings
    self.stages = stages
    self.base = base
    self.configuration = configuration
    self.preparation = preparation
    self.metadata = metadata
    self.workers = workers
    tokenizerFiles = try tokenizer.files()
  }

  /// Writes the folder; `launch.sh` comes last.
  ///
  /// - Parameters:
  ///   - folder: The folder, which is made where it is not there.
  ///   - isReplacing: Whether files of an earlier export may be replaced.
  ///   - progress: Told each step's name and how much of its rows has been read; false ends it.
  /// - Returns: What came of the rows; nil where `progress` ended it.
  /// - Throws: `TrainingError` where rows cannot be used, a file cannot be written, or is there already.
  public func write(
    to folder: String, isReplacing: Bool, progress: (String, Double) -> Bool
  ) throws(TrainingError) -> [Count]? {
    let writer = ExportWriter(folder: folder, isReplacing: isReplacing)
    try writer.checkPlace()
    var counts: [Count] = []
    for (index, stage) in stages.enumerated() {
      for isValidation in [false, true] {
        guard let path = isValidation ? stage.validation : stage.training else { continue }
        let count = try writeRows(
          of: stage, path: path, isValidation: isValidation, writer: writer
        ) { progress(stage.name, $0) }
        guard let count else { return nil }
        counts.append(count)
      }
      let training = counts.last { $0.stage == stage.name && !$0.isValidation }
      let text = stageFile(stage, index: index, rows: training?.rows ?? 0)
      if let text { try writer.write("\(stage.name).yaml", Array(text.utf8)) }
    }
    for (name, contents) in tokenizerFiles { try writer.write("tokenizer/" + name, contents) }
    try writer.write("metaaligner.json", metadata.file)
    if settings.target == .trl, settings.device == .gpu {
      try writer.write("accelerate.yaml", Array(accelerateFile.utf8))
    }
    try writer.write("README.md", Array(readme.utf8))
    try writer.write("launch.sh", Array(launchScript.utf8), isExecutable: true)
    return counts
  }

  private func writeRows(
    of stage: ExportStage, path: String, isValidation: Bool, writer: ExportWriter,
    progress: (Double) -> Bool
  ) throws(TrainingError) -> Count? {
    let name = isValidation ? "validation" : "train"
    let target = stage.target
    // Validation measures all that there is of its file: no subset.
    let limit = isValidation ? nil : stage.rowLimit
    switch settings.target {
    case .trl:
      guard
        let data = try preparation.read(
          path, target: target, limit: limit, seed: settings.seed, workers: workers,
          progress: progress)
      else { return nil }
      try writer.write("data/\(stage.name)/\(name).jsonl", lines: data.rows)
      return Count(
        stage: stage.name, isValidation: isValidation, rows: data.rows.count,
        tooLong: data.tooLongCount, unusable: data.unreadableCount)
    case .fastchat:
      var rows = FastChatRows(preparation: preparation, target: target)
      let contents = try rows.read(path, limit: limit, seed: settings.seed, progress: progress)
      guard let contents else { return nil }
      try writer.write("data/\(stage.name)/\(name).json", contents)
      return Count(
        stage: stage.name, isValidation: isValidation, rows: rows.count,
        tooLong: rows.tooLongCount, unusable: rows.unusableCount)
    }
  }
}
