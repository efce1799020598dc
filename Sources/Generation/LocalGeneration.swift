import Tokenization
import Transformer

/// One generation of a `LocalEngine`: token steps turned into events, on the engine's thread.
actor LocalGeneration: GenerationStepper {
  private let engine: LocalEngine
  private let request: GenerationRequest
  private let clock = ContinuousClock()
  private var state = State.new
  private var stopStrings: StopStringFilter
  private var start: ContinuousClock.Instant?
  private var firstToken: ContinuousClock.Instant?
  private var promptTokens = 0

  private enum State {
    case new
    case running(TokenIterator, any IncrementalDetokenizer)
    /// The text is complete, its last piece has been reported.
    case ending(GenerationSummary)
    case ended
  }

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    engine.thread.asUnownedSerialExecutor()
  }

  init(engine: LocalEngine, request: GenerationRequest) {
    self.engine = engine
    self.request = request
    stopStrings = StopStringFilter(request.stopStrings)
  }

  func next() throws(GenerationError) -> GenerationEvent? {
    do {
      return try step()
    } catch {
      state = .ended
      throw error
    }
  }

  private func step() throws(GenerationError) -> GenerationEvent? {
    switch state {
    case .new:
      start = clock.now
      if Task.isCancelled { return end(.cancelled, generatedTokens: 0) }
      return try begin()
    case .running(var iterator, var detokenizer):
      // The state keeps no second reference while the copies change, so nothing is copied.
      state = .ended
      return try run(&iterator, &detokenizer)
    case .ending(let summary):
      state = .ended
      return .summary(summary)
    case .ended:
      return nil
    }
  }

  private func begin() throws(GenerationError) -> GenerationEvent {
    guard request.maximumTokens >= 1 else { throw .invalidTokenLimit(request.maximumTokens) }
    let contextLength = engine.description.contextLength
    let bytes = request.prompt.utf8.count
    // The longest pieces of known tokenizers have about a hundred bytes; a file given by mistake is refused at once.
    guard bytes / 256 <= contextLength else {
      throw .promptTooLarge(bytes: bytes, contextLength: contextLength)
    }
    let prompt = engine.tokenizer.encodePrompt(request.prompt)
    promptTokens = prompt.count
    guard !prompt.isEmpty, prompt.count < contextLength else {
      throw .promptTooLong(promptTokens: prompt.count, contextLength: contextLength)
    }
    let room = contextLength - prompt.count
    try checkMemory(positions: prompt.count + min(room, request.maximumTokens))
    let session = engine.model.makeSession(capacity: contextLength, workers: engine.workers)
    let iterator = TokenIterator(
      session: session, prompt: prompt, sampling: request.sampling,
      endOfSequence: engine.endOfSequence, maximumTokens: request.maximumTokens,
      chunkLength: engine.promptChunkLength)
    state = .running(iterator, engine.tokenizer.makeDetokenizer())
    return .prefill(PrefillProgress(processedTokens: 0, promptTokens: prompt.count))
  }

  /// Refuses what the system would end by killing a process: memory is only taken as it is used.
  private func checkMemory(positions: Int) throws(GenerationError) {
    let needed = engine.model.sessionByteCount(positions: positions, workers: engine.workers)
    if let available = engine.availableMemory(), needed > available {
      throw .notEnoughMemory(neededBytes: needed, availableBytes: available)
    }
  }

  private func run(
    _ iterator: inout TokenIterator, _ detokenizer: inout any IncrementalDetokenizer
  ) throws(GenerationError) -> GenerationEvent {
    while true {
      if Task.isCancelled {
        return finish(.cancelled, iterator, &detokenizer)
      }
      guard iterator.hasReadPrompt else {
        let progress = try iterator.readPrompt()
        state = .running(iterator, detokenizer)
        return .prefill(progress)
      }
      switch try iterator.next() {
      case .stopped(let reason):
        return finish(reason, iterator, &detokenizer)
      case .token(let token):
        if firstToken == nil { firstToken = clock.now }
        let text = stopStrings.append(detokenizer.append(token))
        if stopStrings.hasStopped {
          return end(.stopString, generatedTokens: iterator.generatedTokens, text: text)
        }
        if !text.isEmpty {
          state = .running(iterator, detokenizer)
          return .text(text)
        }
      }
    }
  }

  /// Ends with what the detokenizer and the stop strings still hold back.
  private func finish(
    _ reason: StopReason, _ iterator: TokenIterator,
    _ detokenizer: inout any IncrementalDetokenizer
  ) -> GenerationEvent {
    let text = stopStrings.append(detokenizer.finish()) + stopStrings.finish()
    let stopReason = stopStrings.hasStopped ? .stopString : reason
    return end(stopReason, generatedTokens: iterator.generatedTokens, text: text)
  }

  private func end(
    _ reason: StopReason, generatedTokens: Int, text: String = ""
  ) -> GenerationEvent {
    let now = clock.now
    let summary = GenerationSummary(
      promptTokens: promptTokens, generatedTokens: generatedTokens,
      timeToFirstToken: start.flatMap { start in firstToken.map { $0 - start } },
      decodeTime: firstToken.map { now - $0 } ?? .zero, stopReason: reason)
    guard !text.isEmpty else {
      state = .ended
      return .summary(summary)
    }
    state = .ending(summary)
    return .text(text)
  }
}
