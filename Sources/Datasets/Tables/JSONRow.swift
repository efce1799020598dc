import Alignment
import StrictJSON

/// A line of a file of JSON lines as a row of a table: a column a member.
///
/// Dialogues are taken apart, so that their last answer has a column of its own: FastChat's `conversations`, and `chosen`
/// and `rejected` as HH-RLHF has them.
struct JSONRow {
  /// The columns in the order of the members.
  let fields: [(name: String, text: String)]

  /// - Parameter value: What stands in the line; nil is made of what is no object.
  init?(_ value: JSONValue) {
    guard let members = value.objectValue?.members else { return nil }
    fields = Self.dialogue(in: value) ?? members.map { ($0.key, Self.text(of: $0.value)) }
  }

  private static func text(of value: JSONValue) -> String {
    if let text = value.stringValue { return text }
    if value.isNull { return "" }
    return String(decoding: JSONWriter.write(value, pretty: false), as: UTF8.self)
  }

  private static func dialogue(in value: JSONValue) -> [(name: String, text: String)]? {
    if let turns = value["conversations"]?.arrayValue { return conversation(turns) }
    guard let chosen = value["chosen"]?.stringValue, let rejected = value["rejected"]?.stringValue,
      let better = lastAnswer(of: chosen), let worse = lastAnswer(of: rejected)
    else { return nil }
    return [
      ("query", worse.context), ("generated_text", worse.answer), ("goldens", better.answer),
    ]
  }

  /// The last answer, and all before it as one text.
  private static func conversation(_ turns: [JSONValue]) -> [(name: String, text: String)]? {
    guard let last = turns.lastIndex(where: { $0["from"]?.stringValue == "gpt" }),
      let answer = turns[last]["value"]?.stringValue
    else { return nil }
    let said = turns[..<last].compactMap { turn -> String? in
      guard let text = turn["value"]?.stringValue else { return nil }
      switch turn["from"]?.stringValue {
      case "human": return "\n\nHuman: " + text
      case "gpt": return "\n\nAssistant: " + text
      default: return text
      }
    }
    // A single prompt is shown as it is.
    let context =
      said.count == 1
      ? turns[0]["value"]?.stringValue ?? "" : said.joined() + "\n\nAssistant:"
    return [("query", context), ("generated_text", answer)]
  }

  private static func lastAnswer(of dialogue: String) -> (context: String, answer: String)? {
    let turns = Conversation.turns(of: dialogue)
    guard let last = turns.lastIndex(where: { $0.speaker == .assistant }) else { return nil }
    return (
      Conversation.joined(turns[..<last]) + turns[last].marker,
      String(turns[last].text.drop(while: \.isWhitespace))
    )
  }
}
