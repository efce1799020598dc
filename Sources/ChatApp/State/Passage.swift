import Alignment
import TerminalUI

/// A text that the user gave: as it is stored and prompted, and as it is shown.
struct Passage: Equatable {
  /// The text to the byte.
  let raw: String
  /// The text made harmless for the terminal.
  let shown: String
  /// Characters and sequences that are not shown as they are.
  let hiddenCount: Int
  /// The turns that say something, each on one line, the last ones only: they are what the answer answers.
  let turnLines: [String]
  /// How many turns say something.
  let turnCount: Int

  private static let turnLineLength = 400

  init(_ raw: String) {
    self.raw = raw
    let sanitized = TerminalSanitizer.sanitize(raw)
    shown = sanitized.text
    hiddenCount = sanitized.hiddenCount
    let turns = Conversation.turns(of: sanitized.text).filter { !$0.isBlank }
    turnCount = turns.count
    turnLines = turns.suffix(8).map { turn in
      let text = (turn.marker + turn.text).prefix(Self.turnLineLength)
      return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
  }
}

/// Which of the user's texts.
enum PassageKind: Equatable {
  case context, answer, question

  var name: String {
    switch self {
    case .context: "context"
    case .answer: "answer"
    case .question: "question"
    }
  }

  var other: PassageKind { self == .context ? .answer : .context }
}
