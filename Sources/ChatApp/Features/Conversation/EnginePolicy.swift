import Alignment
public import Generation

/// A model that answers dialogues: in its own form of them where one is known, else as plain text that it continues,
/// `Human: … Assistant: …`.
public struct EnginePolicy: PolicySource {
  private let engine: any Engine

  /// Makes a policy of a model.
  ///
  /// - Parameter engine: What answers.
  public init(engine: any Engine) {
    self.engine = engine
  }

  /// The model's name.
  public var name: String { engine.description.name }

  /// What a model would write after its answer, were it not stopped.
  private static let stopStrings = ["\n\nHuman:", "\n\nAssistant:"]

  /// Begins an answer to as many of the last turns as the model's context holds.
  public func reply(to request: PolicyRequest) async throws(GenerationError) -> PolicyReply {
    let turns = DialogueText.turns(of: request.dialogue)
    let limit = engine.description.contextLength
    let room = min(request.maximumTokens, limit / 2)
    var dropped = 0
    while true {
      let prompt = DialogueText.prompt(for: turns.dropFirst(dropped))
      let tokens = try await engine.countTokens(prompt)
      // The last turn is the question: without it there is nothing to answer.
      let isShortest = dropped >= turns.count - 1
      if tokens <= limit - room || isShortest && tokens < limit {
        let events = try await answer(turns.dropFirst(dropped), prompt: prompt, request)
        return PolicyReply(events: events, droppedTurns: dropped)
      }
      guard !isShortest else {
        throw .promptTooLong(promptTokens: tokens, contextLength: limit)
      }
      dropped += 1
    }
  }

  private func answer(
    _ turns: ArraySlice<DialogueText.Turn>, prompt: String, _ request: PolicyRequest
  ) async throws(GenerationError) -> GenerationStream {
    let messages = turns.map { turn in
      ChatMessage(role: turn.speaker == .human ? .user : .assistant, content: turn.text)
    }
    do throws(GenerationError) {
      return try await engine.chat(
        ChatRequest(
          messages: messages, sampling: request.sampling, maximumTokens: request.maximumTokens,
          stopStrings: Self.stopStrings))
    } catch .chatUnsupported {
      return engine.stream(
        GenerationRequest(
          prompt: prompt, sampling: request.sampling, maximumTokens: request.maximumTokens,
          stopStrings: Self.stopStrings))
    }
  }
}
