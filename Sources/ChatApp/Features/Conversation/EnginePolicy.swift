import Alignment
public import Generation

/// A model that answers dialogues: in its own form of them, or as plain text, `Human: … Assistant: …`, which it continues.
public struct EnginePolicy: PolicySource {
  private let engine: any Engine
  private let format: PolicyFormat

  /// Makes a policy of a model.
  ///
  /// - Parameters:
  ///   - engine: What answers.
  ///   - format: How it is asked; in its own form where it has one unless said otherwise.
  public init(engine: any Engine, format: PolicyFormat = .auto) {
    self.engine = engine
    self.format = format
  }

  /// The model's name.
  public var name: String { engine.description.name }

  /// What the model would write after its answer, were it not stopped.
  private static let stopStrings = ["\n\nHuman:", "\n\nAssistant:"]

  /// Begins an answer to as many of the last turns as the model's context holds.
  public func reply(to request: PolicyRequest) async throws(GenerationError) -> PolicyReply {
    let turns = DialogueText.turns(of: request.dialogue)
    guard format != .raw else { return try await continuation(of: turns, request) }
    do {
      return try await answer(to: turns, request)
    } catch {
      guard format == .auto, error == .chatUnsupported else { throw error }
      return try await continuation(of: turns, request)
    }
  }

  /// What the model writes behind the dialogue as plain text.
  private func continuation(
    of turns: [DialogueText.Turn], _ request: PolicyRequest
  ) async throws(GenerationError) -> PolicyReply {
    let limit = engine.description.contextLength
    let room = min(request.maximumTokens, limit / 2)
    var dropped = 0
    while true {
      let prompt = DialogueText.prompt(for: turns.dropFirst(dropped))
      let tokens = try await engine.countTokens(prompt)
      // The last turn is the question: without it there is nothing to answer.
      let isShortest = dropped >= turns.count - 1
      if tokens <= limit - room || isShortest && tokens < limit {
        let events = engine.stream(
          GenerationRequest(
            prompt: prompt, sampling: request.sampling, maximumTokens: request.maximumTokens,
            stopStrings: Self.stopStrings))
        return PolicyReply(events: events, droppedTurns: dropped)
      }
      guard !isShortest else {
        throw .promptTooLong(promptTokens: tokens, contextLength: limit)
      }
      dropped = Self.dropping(dropped + 1, of: turns)
    }
  }

  /// What the model answers in its own form of dialogues.
  private func answer(
    to turns: [DialogueText.Turn], _ request: PolicyRequest
  ) async throws(GenerationError) -> PolicyReply {
    let limit = engine.description.contextLength
    let room = min(request.maximumTokens, limit / 2)
    var dropped = 0
    while true {
      let messages = DialogueText.messages(of: turns.dropFirst(dropped))
      let isShortest = dropped >= turns.count - 1
      var tokens = try await engine.countTokens(of: messages)
      if tokens == nil {
        // About as many, where the engine cannot tell.
        tokens = try await engine.countTokens(
          DialogueText.prompt(for: turns.dropFirst(dropped)))
      }
      if isShortest || (tokens ?? 0) <= limit - room {
        let events = try await engine.chat(
          ChatRequest(
            messages: messages, sampling: request.sampling, maximumTokens: request.maximumTokens))
        return PolicyReply(events: events, droppedTurns: dropped)
      }
      dropped = Self.dropping(dropped + 1, of: turns)
    }
  }

  /// As many turns, or a few more, so that what is left begins with a question, as dialogues do.
  private static func dropping(_ count: Int, of turns: [DialogueText.Turn]) -> Int {
    turns.indices.dropFirst(count).first { turns[$0].speaker == .human }
      .map { min($0, turns.count - 1) } ?? min(count, turns.count - 1)
  }
}
