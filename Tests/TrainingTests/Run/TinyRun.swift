import Checkpoints
import Glibc
import Tensors
import TestSupport

@testable import Training

/// A model of a few thousand weights and rows to train it on.
enum TinyRun {
  static let vocabulary = 40
  static let workers = WorkerPool(threadCount: 2)

  private static let config = """
    {"model_type": "llama", "vocab_size": 40, "hidden_size": 16, "intermediate_size": 24, "num_hidden_layers": 2,
     "num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 64, "rms_norm_eps": 1e-5,
     "rope_theta": 10000.0, "tie_word_embeddings": true, "hidden_act": "silu", "bos_token_id": 1, "eos_token_id": 2}
    """

  static func model(seed: UInt64 = 5) throws -> TrainableModel {
    try TrainableModel.random(
      try ModelConfiguration.parse(Array(config.utf8), file: "config.json"), seed: seed,
      workers: workers)
  }

  /// Rows of tokens that a generator makes.
  static func rows(_ count: Int, seed: UInt64) -> TokenizedRows {
    var generator = SplitMix(seed: seed)
    var rows = TokenizedRows(vocabularySize: vocabulary)
    for _ in 0..<count {
      let length = 6 + generator.next(below: 14)
      let tokens = (0..<length).map { _ in Int32(generator.next(below: vocabulary)) }
      rows.append(tokens, targetStart: 1 + generator.next(below: 4))
    }
    return rows
  }

  static func settings(steps: Int = 8) -> TrainingSettings {
    var settings = TrainingSettings()
    settings.batchSize = .tokens(60)
    settings.microBatchTokens = 30
    settings.length = .steps(steps)
    settings.schedule = LearningRateSchedule(peak: 1e-2, warmUp: .steps(2))
    settings.evaluationInterval = 4
    settings.saveInterval = 3
    settings.saveSeconds = nil
    return settings
  }

  static func run(
    _ model: TrainableModel, in folder: String, settings: TrainingSettings = settings(),
    origin: RunRecord = RunRecord(), metrics: MetricsLog? = nil, calls: DiskCalls = .system,
    workers: WorkerPool = workers
  ) -> TrainingRun {
    TrainingRun(
      stage: "tiny", model: model,
      data: StageData(training: rows(30, seed: 1), validation: rows(6, seed: 2)),
      settings: settings, origin: origin, folder: folder, metrics: metrics, workers: workers,
      calls: calls)
  }

  static func values(_ model: TrainableModel) -> [UInt32] { model.allValues.map(\.bitPattern) }
}

/// A folder that is deleted with everything in it.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/training-test.XXXXXX".utf8CString)
    guard let path = mkdtemp(&template) else {
      throw TrainingError.fileAccess(path: "/tmp", errorNumber: errno)
    }
    self.path = String(cString: path)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    for name in DiskPath.entries(of: path) {
      let entry = DiskPath.joining(path, name)
      if unlink(entry) != 0 { remove(entry) }
    }
    rmdir(path)
  }

  /// Writes a file into it.
  func write(_ text: String, to name: String) throws -> String {
    let file = DiskPath.joining(path, name)
    unlink(file)
    _ = try DurableFile.write(file, calls: .system) { file throws(TrainingError) in
      try file.append(Array(text.utf8))
    }
    return file
  }
}
