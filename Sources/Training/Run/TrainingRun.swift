public import Tensors

/// One stage of training: from the model's present weights, or from where an interrupted run of the same settings stood,
/// to the last step.
///
/// A run that is killed at any point and begun again ends with the same bits, because every step is a function of the
/// weights, the optimizer's moments, the data, the settings and its number. It belongs to one owner.
public final class TrainingRun {
  /// The stage's name.
  public let stage: String
  let model: TrainableModel
  let data: StageData
  let settings: TrainingSettings
  private(set) var record: RunRecord
  let computation: GradientComputation
  let optimizer: Optimizer
  let store: CheckpointStore
  let metrics: MetricsLog?
  let threadCount: Int
  var plan: BatchPlan
  var state = RunState()
  /// The step of the newest checkpoint that is on the disk as memory has it.
  var savedStep: Int?
  /// Why the newest attempt to write one failed.
  var saveFailure: Int32?
  var sinceSaving = Stopwatch()
  var throughput = Throughput()

  /// Sets a run up; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - stage: The stage's name, for events and metrics.
  ///   - model: What is trained; keeps the result.
  ///   - data: What is learnt from.
  ///   - settings: How.
  ///   - origin: What beside the settings decides the result: the data's checksums, the base model.
  ///   - folder: Where checkpoints are kept.
  ///   - metrics: Where figures are written; nil for nowhere.
  ///   - recomputation: What is kept between the passes.
  ///   - workers: Who computes.
  public convenience init(
    stage: String, model: TrainableModel, data: StageData, settings: TrainingSettings,
    origin: RunRecord, folder: String, metrics: MetricsLog?,
    recomputation: ActivationRecomputation = .none, workers: WorkerPool
  ) {
    self.init(
      stage: stage, model: model, data: data, settings: settings, origin: origin, folder: folder,
      metrics: metrics, recomputation: recomputation, workers: workers, calls: .system)
  }

  init(
    stage: String, model: TrainableModel, data: StageData, settings: TrainingSettings,
    origin: RunRecord, folder: String, metrics: MetricsLog?,
    recomputation: ActivationRecomputation = .none, workers: WorkerPool, calls: DiskCalls
  ) {
    self.stage = stage
    self.model = model
    self.data = data
    self.settings = settings
    // What a person set goes first, so that a difference is named by its cause.
    record = RunRecord(settings.record.settings + origin.settings)
    self.metrics = metrics
    threadCount = workers.threadCount
    computation = GradientComputation(
      model: model, workers: workers, recomputation: recomputation, arithmetic: settings.arithmetic)
    optimizer = Optimizer(model: model, settings: settings.optimizer, workers: workers)
    store = CheckpointStore(folder: folder, calls: calls)
    plan = BatchPlan(
      lengths: data.training.lengths, size: settings.batchSize, length: settings.length,
      seed: settings.seed)
  }

  /// The steps of the run.
  public var stepCount: Int { plan.stepCount }

  /// Trains to the end; afterwards the model holds the result.
  ///
  /// - Parameters:
  ///   - isStopped: Asked between parts of a batch; at true what is done is saved and the run ends.
  ///   - report: Told what happens.
  /// - Throws: `TrainingError`; `.run(.stopped)` where `isStopped` ended it.
  public func run(
    isStopped: () -> Bool, report: (TrainingEvent) -> Void
  ) throws(TrainingError) {
    let lock = try store.open()
    defer { withExtendedLifetime(lock) {} }
    record.append("initial weights", model.valuesChecksum)
    try resume(report)
    try checkRoom()
    metrics?.begin(
      stage: stage, step: state.step, isDone: state.step >= stepCount, report: report)
    report(.began(stage: stage, step: state.step, stepCount: stepCount))
    while true {
      let isEvaluated = try evaluateIfDue(isStopped: isStopped, report)
      if isStopped() || !isEvaluated { break }
      saveIfDue(report)
      if state.step >= stepCount { return try finish(report) }
      guard try step(isStopped: isStopped, report) else { break }
    }
    if savedStep != state.step, state.step > 0 { save(report) }
    if let saveFailure, savedStep != state.step {
      throw .run(.checkpointNotSaved(folder: store.folder, errorNumber: saveFailure))
    }
    throw .run(.stopped(step: state.step))
  }

  /// Takes the result's weights.
  private func finish(_ report: (TrainingEvent) -> Void) throws(TrainingError) {
    if savedStep != state.step { save(report) }
    if let saveFailure, savedStep != state.step {
      throw .run(.checkpointNotSaved(folder: store.folder, errorNumber: saveFailure))
    }
    var result = state.step
    if settings.takesBest, let best = state.best, best.step != state.step {
      do throws(TrainingError) {
        _ = try store.load(step: best.step, into: [weightBlock])
        result = best.step
      } catch .run(.damaged(let path)) {
        report(.checkpointDamaged(path: path))
      }
    }
    report(.finished(stage: stage, stepCount: stepCount, result: result))
  }
}
