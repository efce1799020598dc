import Alignment
import Generation

/// What can be said about an edit, in lines.
enum PlainChanges {
  /// More are only counted.
  private static let most = 40

  /// How the edit differs from the answer.
  static func lines(of state: State) -> [String] {
    if state.edit.shown.characterCount == 0 { return ["changes: there is no edit yet"] }
    let changes = state.comparison.changes
    guard let counts = state.comparison.counts, !changes.isEmpty else {
      return ["changes: none, the edit has the words of the answer"]
    }
    let kept = counts.keptPercent.map { "kept \($0) percent of the words, " } ?? ""
    var lines = [
      "changes: \(kept)added \(counts.added), removed \(counts.removed), "
        + "in \(Format.count(changes.count, "place"))"
    ]
    for (index, change) in changes.prefix(most).enumerated() {
      let old = piece(of: state.answer.shown, change.answer)
      let new = piece(of: state.edit.shown.text, change.edit)
      lines.append("change \(index + 1): \(words(old, new))")
    }
    if changes.count > most { lines.append("and \(changes.count - most) more changes") }
    return lines
  }

  /// What became of a stretch of the answer.
  static func words(_ old: String, _ new: String) -> String {
    switch (old.isEmpty, new.isEmpty) {
    // A line break, say.
    case (true, true): "other blanks"
    case (true, false): "added \"\(new)\""
    case (false, true): "removed \"\(old)\""
    case (false, false): "\"\(old)\" became \"\(new)\""
    }
  }

  /// How the edit ended, and what it took.
  static func status(of edit: EditRun) -> String {
    var facts = [StatisticsView.phase(of: edit)]
    if edit.summary != nil || edit.pieces > 0 {
      facts.append(Format.count(edit.summary?.generatedTokens ?? edit.pieces, "token"))
    }
    if let rate = edit.tokensPerSecond { facts.append("\(Format.rate(rate)) tokens a second") }
    return facts.joined(separator: ", ")
  }

  /// A stretch of a text on one line.
  private static func piece(of text: String, _ range: Range<Int>) -> String {
    text.dropFirst(range.lowerBound).prefix(range.count).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
