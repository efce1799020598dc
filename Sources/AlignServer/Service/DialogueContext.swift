import Alignment
import Generation

/// Dialogues as the texts that aligners, and policies without a form of their own, were trained on.
enum DialogueContext {
  /// The context that an answer ends.
  ///
  /// What the system says is left out: no family's models have seen it.
  static func text(of messages: [ChatMessage], family: PromptFamily) -> String {
    let turns = messages.filter { $0.role != .system }
    // The questions of the others stand alone.
    if family != .hhRLHF, turns.count == 1, let question = turns.first { return question.content }
    return continued(turns)
  }

  /// The text that a model continues with its answer.
  static func continued(_ messages: [ChatMessage]) -> String {
    var text = ""
    for message in messages {
      switch message.role {
      case .system: text += message.content
      case .user: text += "\n\n\(Conversation.Speaker.human.rawValue): \(message.content)"
      case .assistant: text += "\n\n\(Conversation.Speaker.assistant.rawValue): \(message.content)"
      }
    }
    return text + "\n\n\(Conversation.Speaker.assistant.rawValue):"
  }

  /// What a model would write after its answer, were it not stopped.
  static let stopStrings = Conversation.Speaker.allCases.map { "\n\n\($0.rawValue):" }

  /// Without white space at the ends.
  static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
