import Checkpoints
import Generation
import Storage
import StrictJSON
import Tensors
import Transformer

/// The model that is measured, loaded or made.
struct BenchSubject {
  let model: any LanguageModel
  let workers: WorkerPool
  let loadSeconds: Double
  private let path: String?
  private let format: String

  /// Loads or makes it.
  ///
  /// - Throws: `BenchError`, `CommandError.noModel`, or what is wrong with the model.
  init(_ options: BenchModelOptions, progress: @escaping (String) -> Void) throws {
    workers = WorkerPool(threadCount: options.threads)
    let start = ContinuousClock.now
    if let shape = options.shape {
      let type = (options.format ?? .bf16).elementType
      let configuration = try shape.configuration()
      try Self.checkMemory(configuration.matrixByteCount(type))
      model = try LanguageModelLoader.random(
        configuration: configuration, format: type, seed: 1, workers: workers
      ) { progress("making weights, \($0.done) of \($0.total)") }
      path = nil
      format = type.name
    } else {
      let places = Places.current(flags: Places.Flags(model: options.model))
      guard let found = places.defaultModel() else {
        throw CommandError.noModel(searched: places.modelCandidates)
      }
      let checkpoint = try Checkpoint.open(
        found, allowsPickle: options.pickle, adapter: options.adapter, workers: workers)
      let stored = checkpoint.dominantElementType.name
      if let asked = options.format?.elementType, options.loadFormat == nil, asked.name != stored {
        throw BenchError.formatNotStored(asked: asked.name, stored: stored)
      }
      try Self.checkMemory(
        LanguageModelLoader.packedByteCount(checkpoint, format: options.loadFormat))
      model = try LanguageModelLoader.load(
        checkpoint, format: options.loadFormat, workers: workers
      ) { progress("loading, \($0.done) of \($0.total)") }
      path = found
      format = options.loadFormat?.name ?? stored
    }
    loadSeconds = (.now - start) / .seconds(1)
  }

  /// What was measured, by the names in the document.
  func facts(_ options: BenchModelOptions) -> [(String, JSONValue)] {
    [
      ("model", path.map(JSONValue.string) ?? .null),
      ("shape", options.shape.map { .string($0.rawValue) } ?? .null),
      ("format", .string(format)),
      ("arithmetic", .string(options.arithmetic.rawValue)),
      ("kv_cache", .string(options.cacheType.elementType.name)),
      ("kernel_level", .string(Kernels.chosen.name)),
      ("threads", .integer(Int64(workers.threadCount))),
    ]
  }

  /// Throws where the system would have to kill something to make room.
  private static func checkMemory(_ needed: Int) throws(BenchError) {
    guard let available = AvailableMemory.bytes(), needed > available else { return }
    throw .notEnoughMemory(neededBytes: needed, availableBytes: available)
  }
}

/// Says on a terminal's standard error what is being measured, in one line that is written over.
final class BenchProgress {
  private let isShown: Bool
  private var hasLine = false

  init(isShown: Bool) {
    self.isShown = isShown
  }

  func show(_ text: String) {
    guard isShown else { return }
    hasLine = true
    StandardError.overwrite("measuring: " + text)
  }

  /// Clears the line.
  func finish() {
    if hasLine { StandardError.overwrite("") }
    hasLine = false
  }
}
