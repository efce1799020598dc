import Alignment
public import Generation

/// A model that continues dialogues written as plain text: `Human: … Assistant: …`.
public struct EnginePolicy: PolicySource {
  private let engine: any Engine

  /// Makes a policy of a model.
  ///
  /// - Parameter engine: What continues the dialogue.
  public init(engine: any Engine) {
    self.engine = engine
  }

  /// The model's name.
  public var name: String { engine.description.name }

  /// What the model would write after its answer, were it not stopped.
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
        let events = engine.stream(
          GenerationRequest(
            prompt: prompt, sampling: request.sampling, maximumTokens: request.maximumTokens,
            stopStrings: Self.stopStrings))
        return PolicyReply(events: events, droppedTurns: dropped)
      }
      guard !isShortest else {
        throw .promptTooLong(promptTokens: tokens, contextLength: limit)
      }
      dropped += 1
    }
  }
}
