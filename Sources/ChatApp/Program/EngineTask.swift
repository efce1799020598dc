import Alignment
import Generation

/// The work beside the loop: loads the engine, then runs one generation at a time, and reports to the mailbox.
///
/// Owned by the loop's thread; only the tasks themselves run elsewhere.
final class EngineTask {
  private let mailbox: Mailbox
  private let describeError: @Sendable (any Error) -> String
  private let loading: Task<(any Engine)?, Never>
  private var generation: Task<Void, Never>?
  private var prefetching: Task<Void, Never>?

  init(
    mailbox: Mailbox, loadEngine: @escaping @Sendable () async throws -> any Engine,
    describeError: @escaping @Sendable (any Error) -> String
  ) {
    self.mailbox = mailbox
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
    let job = Job(
      generation: generation, mailbox: mailbox, loading: loading, describeError: describeError)
    self.generation = Task.detached {
      await previous?.value
      await job.run()
    }
  }

  /// Works on what may be asked for next, until something is.
  ///
  /// What stands in the way of one of them is told when somebody asks for it.
  func prefetch(_ generations: [Effect.Generation], generating: Bool) {
    prefetching?.cancel()
    prefetching = Task.detached { [mailbox, loading, describeError] in
      guard let engine = await loading.value else { return }
      var requests: [GenerationRequest] = []
      for generation in generations {
        let job = Job(
          generation: generation, mailbox: mailbox, loading: loading, describeError: describeError)
        guard let request = try? await job.engineRequest(for: engine) else { continue }
        if Task.isCancelled { return }
        requests.append(request)
      }
      engine.prefetch(requests, generating: generating)
    }
  }

  /// Ends the generation within a token.
  func cancel() { generation?.cancel() }

  /// Ends everything.
  func close() {
    loading.cancel()
    generation?.cancel()
    prefetching?.cancel()
    mailbox.close()
  }
}

/// One generation, from the fitting of its prompt to its last event.
private struct Job: Sendable {
  let generation: Effect.Generation
  let mailbox: Mailbox
  let loading: Task<(any Engine)?, Never>
  let describeError: @Sendable (any Error) -> String

  func run() async {
    let loaded = await loading.value
    guard !Task.isCancelled, let engine = loaded else { return }
    do throws(GenerationError) {
      try await stream(from: engine)
    } catch {
      await mailbox.send(.failed(id: generation.id, describeError(error)))
    }
  }

  private func stream(from engine: any Engine) async throws(GenerationError) {
    let id = generation.id
    let fitted = try await fittedRequest(for: engine)
    let contextLength = engine.description.contextLength
    guard fitted.promptTokens < contextLength else {
      let report = EngineReport.tooLong(
        id: id, promptTokens: fitted.promptTokens, limit: contextLength)
      return await mailbox.send(report)
    }
    await mailbox.send(.fitted(id: id, droppedTurns: fitted.droppedTurns))
    let request = engineRequest(prompt: fitted.request.prompt)
    for try await event in engine.stream(request) {
      switch event {
      case .prefill(let progress): await mailbox.send(.progress(id: id, progress))
      case .text(let text): await mailbox.send(.text(id: id, text, pieces: 1))
      case .summary(let summary): await mailbox.send(.summary(id: id, summary))
      }
    }
  }

  /// The request as the engine would get it.
  func engineRequest(for engine: any Engine) async throws(GenerationError) -> GenerationRequest {
    engineRequest(prompt: try await fittedRequest(for: engine).request.prompt)
  }

  private func engineRequest(prompt: String) -> GenerationRequest {
    GenerationRequest(
      prompt: prompt, sampling: generation.sampling, maximumTokens: generation.maximumTokens,
      stopStrings: generation.stopStrings,
      draftSources: [generation.request.answer] + generation.earlierEdits)
  }

  /// Leaves out the oldest turns until there is room for an edit a quarter longer than the answer.
  private func fittedRequest(
    for engine: any Engine
  ) async throws(GenerationError) -> FittedRequest {
    let contextLength = engine.description.contextLength
    guard generation.trimsContext else {
      let whole = try await engine.countTokens(generation.request.prompt)
      guard whole < contextLength else {
        throw .promptTooLong(promptTokens: whole, contextLength: contextLength)
      }
      return try await fitted(to: contextLength - 1, engine)
    }
    let answer = try await engine.countTokens(generation.request.answer)
    let room = min(generation.maximumTokens, answer + answer / 4 + 16, contextLength / 2)
    let roomy = try await fitted(to: contextLength - room, engine)
    // Without room to spare, but whole: better an edit that is cut off than none.
    return roomy.fits ? roomy : try await fitted(to: contextLength - 1, engine)
  }

  private func fitted(
    to limit: Int, _ engine: any Engine
  ) async throws(GenerationError) -> FittedRequest {
    try await generation.request.fitted(toPromptTokens: limit) {
      (prompt: String) async throws(GenerationError) -> Int in
      try await engine.countTokens(prompt)
    }
  }
}
