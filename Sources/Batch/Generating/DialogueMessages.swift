import Alignment
public import Generation

/// Turns the questions of data sets into dialogues.
public enum DialogueMessages {
  /// The messages of a question.
  ///
  /// A text that begins with `Human:` or `Assistant:`, as those of HH-RLHF do, is a dialogue, whose last turn, where it is
  /// the assistant's and empty, is the one to be written. Any other text is one message of the user.
  ///
  /// - Parameters:
  ///   - prompt: The question.
  ///   - system: What comes before it.
  /// - Returns: Messages, oldest first, no two of one role one after another.
  public static func make(of prompt: String, system: String?) -> [ChatMessage] {
    var messages = system.map { [ChatMessage(role: .system, content: $0)] } ?? []
    let turns = Conversation.turns(of: prompt)
    let isDialogue = turns.first { $0.speaker != nil || !$0.isBlank }?.speaker != nil
    guard isDialogue else { return messages + [ChatMessage(role: .user, content: prompt)] }
    for turn in turns {
      guard let speaker = turn.speaker, !turn.isBlank else { continue }
      let role: ChatMessage.Role = speaker == .human ? .user : .assistant
      let text = trimmed(turn.text)
      if messages.last?.role == role {
        messages[messages.count - 1].content += "\n\n" + text
      } else {
        messages.append(ChatMessage(role: role, content: text))
      }
    }
    return messages
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }
}
