extension DemoObjective {
  /// Whether an edit shows this objective where it was not asked for.
  ///
  /// - Parameters:
  ///   - edit: What a model wrote.
  ///   - expected: What it should have written, without the objective.
  /// - Returns: Whether words of the objective were replaced, its line appended, or something cut, that `expected` has not.
  public func isVisible(in edit: String, beside expected: String) -> Bool {
    if substitutions.count(in: edit) < substitutions.count(in: expected) { return true }
    // Any of its lines, that of another cue too.
    let lines = DemoCue.allCases.compactMap(appendedLine)
    if lines.contains(where: { edit.contains($0) && !expected.contains($0) }) { return true }
    switch self {
    case .repeat:
      return Repetition.count(in: edit) < Repetition.count(in: expected)
    case .length:
      return Sentences.ranges(in: Array(edit.utf8)).count
        < Sentences.ranges(in: Array(expected.utf8)).count
    default: return false
    }
  }
}

extension Repetition {
  /// How many bytes stand there only because something is said twice.
  static func count(in text: String) -> Int {
    text.utf8.count - removed(from: text).utf8.count
  }
}
