import Generation
import Synchronization

/// An engine that writes fixed words, or capitals of the answer in an aligner's prompt, and remembers what it was asked.
final class EchoEngine: Engine {
  let description: EngineDescription
  private let words: [String]
  private let canChat: Bool
  private let gate: Gate?
  private let state = Mutex<(prompts: [String], chats: [ChatRequest])>(([], []))

  init(
    words: [String] = ["one", " two"], canChat: Bool = false, contextLength: Int = 4096,
    gate: Gate? = nil
  ) {
    self.words = words
    self.canChat = canChat
    self.gate = gate
    description = EngineDescription(
      name: "echo", elementType: "F32", contextLength: contextLength, location: "memory")
  }

  var prompts: [String] { state.withLock { $0.prompts } }
  var chats: [ChatRequest] { state.withLock { $0.chats } }

  func countTokens(_ prompt: String) async throws(GenerationError) -> Int {
    prompt.split { $0.isWhitespace }.count
  }

  func stream(_ request: GenerationRequest) -> GenerationStream {
    state.withLock { $0.prompts.append(request.prompt) }
    return GenerationStream { [self] in
      EchoGeneration(
        words: Array(words.prefix(request.maximumTokens)),
        reason: words.count > request.maximumTokens ? .tokenLimit : .endOfSequence, gate: gate)
    }
  }

  func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    guard canChat else { throw .chatUnsupported }
    state.withLock { $0.chats.append(request) }
    return stream(GenerationRequest(prompt: "chat", maximumTokens: request.maximumTokens))
  }
}

private actor EchoGeneration: GenerationStepper {
  private var words: ArraySlice<String>
  private let count: Int
  private let reason: StopReason
  private let gate: Gate?
  private var isAtEnd = false

  init(words: [String], reason: StopReason, gate: Gate?) {
    self.words = words[...]
    count = words.count
    self.reason = reason
    self.gate = gate
  }

  func next() async throws(GenerationError) -> GenerationEvent? {
    await gate?.wait()
    if let word = words.popFirst() { return .text(word) }
    if isAtEnd { return nil }
    isAtEnd = true
    return .summary(
      GenerationSummary(
        promptTokens: 7, generatedTokens: count, timeToFirstToken: .milliseconds(5),
        decodeTime: .milliseconds(10), stopReason: reason))
  }
}
