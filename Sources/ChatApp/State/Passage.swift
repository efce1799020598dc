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

  init(_ raw: String) {
    self.raw = raw
    let sanitized = TerminalSanitizer.sanitize(raw)
    shown = sanitized.text
    hiddenCount = sanitized.hiddenCount
  }
}

/// Which of the user's two texts.
enum PassageKind: Equatable {
  case context, answer

  var name: String {
    switch self {
    case .context: "context"
    case .answer: "answer"
    }
  }

  var other: PassageKind { self == .context ? .answer : .context }
}
