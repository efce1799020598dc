import TerminalUI

extension Layer {
  /// Whether one thing is asked for, so that there is nothing else to do before it is answered.
  var isQuestion: Bool {
    switch self {
    case .wording, .path, .paste, .presetName, .sessionField, .rowSearch, .dataFile, .search: true
    default: false
    }
  }

  /// Whether keys write.
  var takesText: Bool {
    switch self {
    case .editing, .wording, .path, .presetName, .palette: true
    case .command, .help, .examples, .objectives, .paste, .presets, .themes, .models: false
    case .rowSearch, .dataFile: true
    case .rows: false
    case .sessionField: true
    case .sessions, .staging, .history, .historyComparison: false
    case .search: true
    case .matches, .selection: false
    case .tokens, .contest, .iteration: false
    case .question: true
    }
  }

  /// Joins keys that write, as many as wait: a long text is then wrapped once, not once a key.
  ///
  /// - Parameters:
  ///   - first: What happened first.
  ///   - rest: What happened after it; what is joined is taken from it.
  /// - Returns: The text of two keys or more; nil where `first` stands alone, and nothing was taken.
  func typedText(_ first: InputEvent, _ rest: inout ArraySlice<InputEvent>) -> String? {
    guard let character = typedCharacter(first), nextCharacter(in: rest) != nil else { return nil }
    var text = String(character)
    while let character = nextCharacter(in: rest) {
      text.append(character)
      rest.removeFirst()
    }
    return text
  }

  private func nextCharacter(in events: ArraySlice<InputEvent>) -> Character? {
    guard let next = events.first else { return nil }
    // Enter sends a question, but not in the middle of what comes in one go.
    if self == .question, next == .key(.enter), let later = events.dropFirst().first,
      later == next || typedCharacter(later) != nil
    {
      return "\n"
    }
    return typedCharacter(next)
  }

  private func typedCharacter(_ event: InputEvent) -> Character? {
    guard takesText, case .key(let press) = event else { return nil }
    return self == .editing && press == .enter ? "\n" : press.typedCharacter
  }
}
