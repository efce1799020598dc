import Datasets
import Generation
public import StrictJSON
import Synchronization

/// Works through a job's rows, several at a time, and writes the result when all are done.
///
/// Whatever ends it, also the loss of power, the rows that were reported as saved are not done again by the next run of the
/// same job, and the result is the one that an undisturbed run would have made.
public final class BatchRun: Sendable {
  private let job: BatchJob
  private let task: any RowTask
  private let options: BatchOptions
  /// Opens when the job shall stop.
  private let stopping = Gate()

  /// Prepares a run; nothing is read or written yet.
  ///
  /// - Parameters:
  ///   - job: What is made of what.
  ///   - task: What is done with each row.
  ///   - options: How.
  public init(_ job: BatchJob, task: any RowTask, options: BatchOptions = BatchOptions()) {
    self.job = job
    self.task = task
    self.options = options
  }

  /// What a job that has been begun was begun with; nil where there is none.
  ///
  /// - Parameter output: The job's result.
  /// - Returns: Its settings.
  /// - Throws: `BatchError`.
  public static func recordedSettings(
    of output: String
  ) throws(BatchError) -> JSONObject? {
    let path = JobFolder.path(of: output) + "/manifest.json"
    return try BatchManifest(path: path)?.object["settings"]?.objectValue
  }

  /// Lets rows that are being worked on come to their end, for a while, and begins no other.
  public func stop() { stopping.open() }

  /// Runs the job to its end, or until it is stopped.
  ///
  /// - Parameter report: Called now and then, at least once a second, and at the end.
  /// - Returns: How it ended.
  /// - Throws: `BatchError`; what is saved stays so.
  public func run(
    _ report: (BatchProgress) -> Void = { _ in }
  ) async throws(BatchError) -> BatchReport {
    _ = try BatchError.wrapping { () throws(DatasetError) in try DataFormat(path: job.output) }
    let pass = try BatchPass(job, options)
    try pass.checkRoom()
    let isComplete = try await work(through: pass, report).get()
    report(pass.progressNow())
    let failure = isComplete ? try pass.writeOutput() : nil
    return BatchReport(
      progress: pass.progressNow(), isComplete: isComplete, firstFailure: failure)
  }

  private enum Event: Sendable {
    case ended(DataRow, Result<RowResult, RowTaskError>)
    case second, stopRequested, drained
  }

  /// - Returns: Whether every row was worked on.
  private func work(
    through pass: BatchPass, _ report: (BatchProgress) -> Void
  ) async -> Result<Bool, BatchError> {
    await withTaskGroup(of: Event.self) { group in
      do throws(BatchError) {
        let isComplete = try await work(through: pass, in: &group, report)
        group.cancelAll()
        try pass.save()
        return .success(isComplete)
      } catch {
        group.cancelAll()
        return .failure(error)
      }
    }
  }

  private func work(
    through pass: BatchPass, in group: inout TaskGroup<Event>, _ report: (BatchProgress) -> Void
  ) async throws(BatchError) -> Bool {
    var queue = RowQueue(concurrency: options.concurrency, failureLimit: options.failureLimit)
    group.addTask { await Self.second() }
    group.addTask { [stopping] in
      await stopping.wait()
      return .stopRequested
    }
    while true {
      while queue.takesMore, let row = try queue.next(from: pass) {
        group.addTask { [task] in await Self.work(on: row, with: task) }
      }
      guard queue.isWorking, let event = await group.next() else { return queue.isComplete }
      switch event {
      case .second:
        try pass.save()
        _ = group.addTaskUnlessCancelled { await Self.second() }
      case .stopRequested:
        queue.stop()
        _ = group.addTaskUnlessCancelled { [options] in
          try? await Task.sleep(for: options.drainTime)
          return .drained
        }
      case .drained: group.cancelAll()
      case .ended(let row, let result): try queue.end(row, result, in: pass)
      }
      report(pass.progressNow())
    }
  }

  private static func work(on row: DataRow, with task: any RowTask) async -> Event {
    do throws(RowTaskError) {
      return .ended(row, .success(try await task.result(for: row)))
    } catch {
      return .ended(row, .failure(error))
    }
  }

  private static func second() async -> Event {
    try? await Task.sleep(for: .seconds(1))
    return .second
  }
}
