import Alignment
import Generation

/// One answer in the making, a step at a time as it is asked for: nothing runs ahead of a slow client.
final class Answer {
  private enum Phase {
    case begin
    case answering(GenerationStream.AsyncIterator)
    case aligning(GenerationStream.AsyncIterator)
    case end
  }

  private let request: CompletionRequest
  private let configuration: AlignServiceConfiguration
  /// What to edit for; nil where the policy's answer is given as it is.
  private let objectives: [Objective]?
  private let sampling: Sampling
  private let started = ContinuousClock.now
  private var lastEvent = ContinuousClock.now
  private var phase = Phase.begin
  private var original = ""
  private var report = AnswerReport()

  /// A client hears something at least about this often.
  private static let waitingInterval = Duration.seconds(1)

  init(
    request: CompletionRequest, configuration: AlignServiceConfiguration,
    objectives: [Objective]?, sampling: Sampling
  ) {
    self.request = request
    self.configuration = configuration
    self.objectives = objectives
    self.sampling = sampling
  }

  /// The next event; nil after the report.
  func next() async throws(GenerationError) -> AnswerEvent? {
    while true {
      switch phase {
      case .begin: try await begin()
      case .answering(var iterator):
        let event = try await iterator.next()
        phase = .answering(iterator)
        if let event = try await answered(event) { return event }
      case .aligning(var iterator):
        let event = try await iterator.next()
        phase = .aligning(iterator)
        if let event = try aligned(event) { return event }
      case .end: return nil
      }
    }
  }

  private func begin() async throws(GenerationError) {
    if let answer = request.alignment.answer, let objectives {
      original = answer
      try await align(for: objectives)
    } else {
      phase = .answering(try await policyStream().makeAsyncIterator())
    }
  }

  private var maximumTokens: Int {
    min(request.maximumTokens ?? .max, configuration.maximumTokens)
  }

  private func policyStream() async throws(GenerationError) -> GenerationStream {
    guard let policy = configuration.policy else { throw .engineStopped("there is no policy") }
    switch request.question {
    case .text(let prompt):
      return policy.stream(
        GenerationRequest(
          prompt: prompt, sampling: sampling, maximumTokens: maximumTokens,
          stopStrings: request.stopStrings))
    case .chat(let messages):
      do throws(GenerationError) {
        return try await policy.chat(
          ChatRequest(
            messages: messages, sampling: sampling, maximumTokens: maximumTokens,
            stopStrings: request.stopStrings))
      } catch .chatUnsupported {
        // A model that knows no form of dialogues can still continue one.
        return policy.stream(
          GenerationRequest(
            prompt: DialogueContext.continued(messages), sampling: sampling,
            maximumTokens: maximumTokens,
            stopStrings: request.stopStrings + DialogueContext.stopStrings))
      }
    }
  }

  private func answered(
    _ event: GenerationEvent?
  ) async throws(GenerationError) -> AnswerEvent? {
    switch event {
    case .prefill: return waiting()
    case .text(let piece):
      guard objectives == nil else {
        original += piece
        return waiting()
      }
      return .text(piece)
    case .summary(let summary):
      if summary.stopReason == .cancelled { throw .cancelled }
      report.policy = summary
      guard let objectives else { return finish() }
      try await align(for: objectives)
      return nil
    case nil: throw .engineStopped("its text ended without a summary")
    }
  }

  /// Now and then, so that a client that went away is noticed.
  private func waiting() -> AnswerEvent? {
    let now = ContinuousClock.now
    guard now - lastEvent >= Self.waitingInterval else { return nil }
    lastEvent = now
    return .waiting
  }

  private func align(for objectives: [Objective]) async throws(GenerationError) {
    let context =
      switch request.question {
      case .text(let prompt): prompt
      case .chat(let messages): DialogueContext.text(of: messages, family: configuration.family)
      }
    let answer = DialogueContext.trimmed(original)
    let wanted = AlignmentRequest(
      context: context, answer: answer, objectives: objectives, family: configuration.family,
      direction: configuration.direction, format: configuration.format)
    let aligner = configuration.aligner
    let limit = aligner.description.contextLength
    // An edit is about as long as its answer; what is left of the context beyond that is the dialogue's.
    let room = min(maximumTokens, limit / 2)
    let fitted = try await wanted.fitted(toPromptTokens: limit - room) {
      (prompt) async throws(GenerationError) in try await aligner.countTokens(prompt)
    }
    guard fitted.promptTokens < limit else {
      throw .promptTooLong(promptTokens: fitted.promptTokens, contextLength: limit)
    }
    report.original = original
    report.objectives = objectives
    report.droppedTurns = fitted.droppedTurns
    let stream = aligner.stream(
      GenerationRequest(
        prompt: fitted.request.prompt, maximumTokens: maximumTokens, draftSources: [answer]))
    phase = .aligning(stream.makeAsyncIterator())
  }

  private func aligned(_ event: GenerationEvent?) throws(GenerationError) -> AnswerEvent? {
    switch event {
    case .prefill: return waiting()
    case .text(let piece): return .text(piece)
    case .summary(let summary):
      if summary.stopReason == .cancelled { throw .cancelled }
      report.aligner = summary
      return finish()
    case nil: throw .engineStopped("its text ended without a summary")
    }
  }

  private func finish() -> AnswerEvent {
    phase = .end
    report.total = started.duration(to: .now)
    return .finished(report)
  }
}
