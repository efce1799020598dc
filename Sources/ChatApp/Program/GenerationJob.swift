import Alignment
import Generation

/// One generation, from the fitting of its prompt to its last event.
struct GenerationJob: Sendable {
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

  func engineRequest(prompt: String) -> GenerationRequest {
    GenerationRequest(
      prompt: prompt, sampling: generation.sampling, maximumTokens: generation.maximumTokens,
      stopStrings: generation.stopStrings,
      draftSources: [generation.request.answer] + generation.earlierEdits)
  }

  /// Leaves out the oldest turns until there is room for an edit a quarter longer than the answer.
  func fittedRequest(
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
