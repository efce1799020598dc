import Alignment

/// What appended lines go by: the first word of what the person said last.
enum DemoCue: String, CaseIterable {
  case how, what, why, `where`, who, when, can, `is`, i, other

  init(context: String) {
    let turns = Conversation.turns(of: context)
    let said = turns.last { $0.speaker == .human }?.text ?? context
    let bytes = Array(said.utf8)
    let word = TextToken.tokens(of: bytes).first { $0.kind == .word }
    let first = word.map { String(decoding: bytes[$0.range], as: UTF8.self).lowercased() } ?? ""
    self =
      switch first {
      case "can", "could": .can
      case "is", "are", "do", "does": .is
      case "i", "i'm", "i\u{2019}m", "my": .i
      default: DemoCue(rawValue: first) ?? .other
      }
  }
}
