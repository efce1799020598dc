import Alignment
import Generation

/// The work beside the loop: loads the engine, then runs one generation at a time, and reports to the mailbox.
///
/// Owned by the loop's thread; only the tasks themselves run elsewhere.
final class EngineTask {
  let mailbox: Mailbox
  let describeError: @Sendable (any Error) -> String
  let loading: Task<(any Engine)?, Never>
  private(set) var generation: Task<Void, Never>?
  private var prefetching: Task<Void, Never>?
  /// Edits beside the one on the screen, by their ids.
  var besides: [Int: (model: ModelChoice, task: Task<Void, Never>)] = [:]
  /// The model that edits are compared with; nil until somebody asks for it.
  var loadingSecond: Task<(any Engine)?, Never>?
  let loadSecondModel: (@Sendable () async throws -> any Engine)?
  /// The scoring of an edit.
  var scoring: Task<Void, Never>?

  init(
    mailbox: Mailbox, loadEngine: @escaping @Sendable () async throws -> any Engine,
    loadSecondModel: (@Sendable () async throws -> any Engine)? = nil,
    describeError: @escaping @Sendable (any Error) -> String
  ) {
    self.mailbox = mailbox
    self.loadSecondModel = loadSecondModel
    self.describeError = describeError
    loading = Task.detached {
      do {
        let engine = try await loadEngine()
        await mailbox.send(.loaded(engine.description))
        return engine
      } catch {
        await mailbox.send(.loadingFailed(describeError(error)))
        return nil
      }
    }
  }

  /// Starts a generation; the one before it is cancelled, and is over before this one asks the engine for anything.
  func start(_ generation: Effect.Generation) {
    let previous = self.generation
    previous?.cancel()
    prefetching?.cancel()
    let job = job(generation)
    self.generation = Task.detached {
      await previous?.value
      await job.run()
    }
  }

  func job(_ generation: Effect.Generation, by model: ModelChoice = .main) -> GenerationJob {
    GenerationJob(
      generation: generation, mailbox: mailbox,
      loading: model == .second ? loadingSecond ?? loading : loading, describeError: describeError)
  }

  /// Works on what may be asked for next, until something is.
  ///
  /// What stands in the way of one of them is told when somebody asks for it.
  func prefetch(_ generations: [Effect.Generation], generating: Bool) {
    prefetching?.cancel()
    let jobs = generations.map { job($0) }
    prefetching = Task.detached { [loading] in
      guard let engine = await loading.value else { return }
      var requests: [GenerationRequest] = []
      for job in jobs {
        if Task.isCancelled { return }
        if generating {
          await job.prepare(with: engine)
        } else if let request = try? await job.engineRequest(for: engine) {
          requests.append(request)
        }
      }
      // An empty list ends what was asked for before.
      if !Task.isCancelled { engine.prefetch(requests, generating: false) }
    }
  }

  /// Ends the generation within a token.
  func cancel() { generation?.cancel() }

  /// Ends everything.
  func close() {
    loading.cancel()
    loadingSecond?.cancel()
    generation?.cancel()
    prefetching?.cancel()
    scoring?.cancel()
    for beside in besides.values { beside.task.cancel() }
    mailbox.close()
  }
}
