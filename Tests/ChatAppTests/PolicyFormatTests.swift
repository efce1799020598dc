import Generation
import Testing

@testable import ChatApp

/// Says how it was asked: the roles and texts of a dialogue, or the plain text.
private struct EchoingEngine: Engine {
  var answersDialogues = true
  let description = EngineDescription(
    name: "echo", elementType: "F32", contextLength: 40, location: "memory")
  private let plain = ScriptedEngine { [.event(.text("raw:" + $0.prompt))] }

  func countTokens(_ prompt: String) async throws(GenerationError) -> Int { 1 }

  func stream(_ request: GenerationRequest) -> GenerationStream { plain.stream(request) }

  func countTokens(of messages: [ChatMessage]) async throws(GenerationError) -> Int? {
    guard answersDialogues else { throw .chatUnsupported }
    return messages.reduce(0) { $0 + $1.content.count }
  }

  func chat(_ request: ChatRequest) async throws(GenerationError) -> GenerationStream {
    guard answersDialogues else { throw .chatUnsupported }
    let text = request.messages.map { "\($0.role.rawValue)=\($0.content)" }
    return ScriptedEngine { _ in [.event(.text(text.joined(separator: "|")))] }
      .stream(GenerationRequest(prompt: ""))
  }
}

@Suite("How a policy is asked")
struct PolicyFormatTests {
  private static let dialogue =
    "\n\nHuman: one two\n\nHuman: three\n\nAssistant: four\n\nHuman: five\n\nAssistant:"

  private static func answer(
    _ format: PolicyFormat, answersDialogues: Bool = true, maximumTokens: Int = 8
  ) async throws -> (text: String, dropped: Int) {
    let policy = EnginePolicy(
      engine: EchoingEngine(answersDialogues: answersDialogues), format: format)
    let reply = try await policy.reply(
      to: PolicyRequest(dialogue: dialogue, sampling: .greedy, maximumTokens: maximumTokens))
    var text = ""
    for try await event in reply.events {
      if case .text(let more) = event { text += more }
    }
    return (text, reply.droppedTurns)
  }

  @Test("In its own form where it has one, unless plain text is wished for")
  func formats() async throws {
    let messages = "user=one two\n\nthree|assistant=four|user=five"
    #expect(try await Self.answer(.auto).text == messages)
    #expect(try await Self.answer(.chat).text == messages)
    #expect(try await Self.answer(.raw).text == "raw:" + Self.dialogue)
  }

  @Test("As plain text where it has no form, unless the form is insisted on")
  func withoutForm() async throws {
    #expect(try await Self.answer(.auto, answersDialogues: false).text == "raw:" + Self.dialogue)
    await #expect(throws: GenerationError.chatUnsupported) {
      _ = try await Self.answer(.chat, answersDialogues: false)
    }
  }

  @Test("Without the oldest turns where they do not fit, beginning with a question")
  func trims() async throws {
    let reply = try await Self.answer(.chat, maximumTokens: 30)
    #expect(reply.text == "user=three|assistant=four|user=five")
    #expect(reply.dropped == 1)
  }
}
