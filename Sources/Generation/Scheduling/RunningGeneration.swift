import Tokenization
import Transformer

/// A generation that has begun: its tokens turned into events.
///
/// Belongs to the scheduler; `LocalGeneration` is what the consumer holds.
final class RunningGeneration {
  let decoder: TokenDecoder
  /// Whether somebody waits for it.
  let priority: GenerationRequest.Priority
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private let cachedPromptTokens: Int
  private var detokenizer: any IncrementalDetokenizer
  private var stopStrings: StopStringFilter
  private var firstToken: ContinuousClock.Instant?
  /// Prompt tokens whose reading was reported.
  private var reportedTokens: Int?
  private var summary: GenerationSummary?
  /// Whether the last event has been given.
  private(set) var hasEnded = false

  /// - Parameters:
  ///   - decoder: Chooses the tokens.
  ///   - start: When the request came.
  ///   - detokenizer: At the start of a sequence.
  ///   - stopStrings: Texts that end the generation.
  ///   - priority: Whether somebody waits for it.
  init(
    decoder: TokenDecoder, start: ContinuousClock.Instant,
    detokenizer: any IncrementalDetokenizer, stopStrings: [String],
    priority: GenerationRequest.Priority = .interactive
  ) {
    self.priority = priority
    self.decoder = decoder
    self.start = start
    self.detokenizer = detokenizer
    self.stopStrings = StopStringFilter(stopStrings)
    cachedPromptTokens = decoder.sequence.count
  }

  /// The next event; nil where the model has to be run first.
  ///
  /// - Parameter isCancelled: Whether the consumer has lost interest.
  /// - Returns: What has happened since the last one.
  /// - Throws: `GenerationError.notFiniteLogits`.
  func nextEvent(isCancelled: Bool) throws(GenerationError) -> GenerationEvent? {
    if let summary {
      hasEnded = true
      return .summary(summary)
    }
    if isCancelled { return finish(.cancelled) }
    let read = min(decoder.sequence.count, decoder.prompt.count)
    if reportedTokens ?? -1 < read {
      reportedTokens = read
      return .prefill(PrefillProgress(processedTokens: read, promptTokens: decoder.prompt.count))
    }
    guard decoder.unreadPromptTokens == 0 else { return nil }
    return try nextText()
  }

  /// The text of all tokens that have been chosen.
  private func nextText() throws(GenerationError) -> GenerationEvent? {
    var text = ""
    while true {
      let step: TokenDecoder.Step?
      do {
        step = try decoder.take()
      } catch {
        // What came before the failure is shown first.
        if text.isEmpty { throw error }
        return .text(text)
      }
      switch step {
      case nil:
        return text.isEmpty ? nil : .text(text)
      case .stopped(let reason):
        return finish(reason, after: text)
      case .token(let token):
        if firstToken == nil { firstToken = clock.now }
        text += stopStrings.append(detokenizer.append(token))
        if stopStrings.hasStopped { return end(.stopString, text) }
      }
    }
  }

  /// Ends with what the detokenizer and the stop strings still hold back.
  private func finish(_ reason: StopReason, after text: String = "") -> GenerationEvent {
    let rest = stopStrings.append(detokenizer.finish()) + stopStrings.finish()
    return end(stopStrings.hasStopped ? .stopString : reason, text + rest)
  }

  private func end(_ reason: StopReason, _ text: String) -> GenerationEvent {
    let now = clock.now
    let summary = GenerationSummary(
      promptTokens: decoder.prompt.count, generatedTokens: decoder.generatedTokens,
      timeToFirstToken: firstToken.map { $0 - start },
      decodeTime: firstToken.map { now - $0 } ?? .zero, stopReason: reason,
      forwardPasses: decoder.forwardPasses, cachedPromptTokens: cachedPromptTokens,
      draftedTokens: decoder.draftedTokens, acceptedTokens: decoder.acceptedTokens)
    self.summary = summary
    guard text.isEmpty else { return .text(text) }
    hasEnded = true
    return .summary(summary)
  }
}
