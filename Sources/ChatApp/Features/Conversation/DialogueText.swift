import Alignment
import Generation

/// Dialogues as texts: how a question and its answer are put behind what was said before.
enum DialogueText {
  /// A part of a dialogue, without marker and without blanks at its ends.
  struct Turn: Equatable {
    let speaker: Conversation.Speaker
    let text: String
  }

  /// A context that asks one question, as a family's models have seen it.
  static func opening(_ question: String, family: PromptFamily) -> String {
    switch family {
    case .hhRLHF: marked(.human, question) + assistant
    // Their questions stand alone.
    default: question
    }
  }

  /// A context to which an answer was given, and then another question asked.
  ///
  /// What is there already stays as it is, to the byte, where it is a dialogue with empty lines between its turns.
  static func continued(_ context: String, reply: String, question: String) -> String {
    let turns = Conversation.turns(of: context)
    // Other marks would not be recognised beside those of the turns to come.
    let isInForm =
      turns.contains { $0.speaker != nil }
      && turns.dropFirst().allSatisfy { $0.marker.hasPrefix("\n\n") }
    var text =
      isInForm
      ? context
      : Self.turns(of: context).reduce(into: "") { $0 += marked($1.speaker, $1.text) }
    if isInForm, let last = turns.last, last.speaker == .assistant, last.isBlank {
      while text.last?.isWhitespace == true { text.removeLast() }
      text += " " + trimmed(reply)
    } else {
      text += marked(.assistant, trimmed(reply))
    }
    return text + marked(.human, question) + assistant
  }

  /// Who said what; a text without markers is one question.
  static func turns(of context: String) -> [Turn] {
    Conversation.turns(of: context).filter { !$0.isBlank }.map { turn in
      Turn(speaker: turn.speaker ?? .human, text: trimmed(turn.text))
    }
  }

  /// The text that a policy continues with its answer.
  static func prompt(for turns: some Sequence<Turn>) -> String {
    turns.reduce(into: "") { $0 += marked($1.speaker, $1.text) } + assistant
  }

  /// The dialogue as messages of alternating speakers; turns of one speaker in a row become one.
  static func messages(of turns: some Sequence<Turn>) -> [ChatMessage] {
    var messages: [ChatMessage] = []
    for turn in turns {
      let role: ChatMessage.Role = turn.speaker == .human ? .user : .assistant
      if messages.last?.role == role {
        messages[messages.count - 1].content += "\n\n" + turn.text
      } else {
        messages.append(ChatMessage(role: role, content: turn.text))
      }
    }
    return messages
  }

  /// Without white space at the ends.
  static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  private static let assistant = "\n\n\(Conversation.Speaker.assistant.rawValue):"

  private static func marked(_ speaker: Conversation.Speaker, _ text: String) -> String {
    "\n\n\(speaker.rawValue): \(text)"
  }
}
