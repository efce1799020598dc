import Alignment

extension SessionExport {
  /// A heading an edit; texts stand in fences, where nothing in them is read as Markdown.
  static func markdown(_ session: Session) -> String {
    var document = "# \(inline(session.summary.title))\n\n"
    document +=
      "Session \(session.summary.id), begun \(Timestamp.universal(session.summary.created))\n"
    var shown: (context: String, answer: String)?
    for edit in session.edits {
      // Texts that stay the same are written once.
      if shown?.context != edit.context { document += "\n## Context\n\n" + fenced(edit.context) }
      if shown?.context != edit.context || shown?.answer != edit.answer {
        let source = edit.source.isEmpty ? "" : " (\(inline(edit.source)))"
        document += "\n## Answer\(source)\n\n" + fenced(edit.answer)
      }
      shown = (edit.context, edit.answer)
      document += section(of: edit)
      for verdict in session.verdicts where verdict.edit == edit.number {
        document += section(of: verdict)
      }
    }
    if session.edits.isEmpty {
      document += "\n## Context\n\n" + fenced(session.context)
      document += "\n## Answer\n\n" + fenced(session.answer)
    }
    return document
  }

  private static func section(of edit: RecordedEdit) -> String {
    var section = "\n## Edit \(edit.number)\n\n"
    section += inline(facts(of: edit).joined(separator: " · ")) + "\n\n"
    for objective in edit.objectives { section += "- \(inline(objective.wording))\n" }
    section += "\n" + fenced(edit.text)
    section +=
      "\nDifferences:\n\n" + fenced(marked(WordDiffPieces(answer: edit.answer, edit: edit.text)))
    return section
  }

  private static func section(of verdict: RecordedVerdict) -> String {
    let accepted = verdict.changes.count(where: \.isAccepted)
    return "\n### Merged: \(accepted) of \(verdict.changes.count) changes accepted\n\n"
      + fenced(verdict.merged)
  }

  /// One text with removed and added words marked, as git's `--word-diff=plain` does.
  static func marked(_ diff: WordDiffPieces) -> String {
    diff.pieces.reduce(into: "") { text, piece in
      switch piece {
      case .kept(let kept): text += kept
      case .changed(let answer, let edit):
        let old = Core(answer)
        let new = Core(edit)
        text += new.text.isEmpty ? old.before : new.before
        if !old.text.isEmpty { text += "[-\(old.text)-]" }
        if !new.text.isEmpty { text += "{+\(new.text)+}" }
        text += new.text.isEmpty ? old.after : new.after
      }
    }
  }

  /// A fence is longer than any run of back-quotes in its text.
  private static func fenced(_ text: String) -> String {
    var longest = 0
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)text\n\(text)\(text.hasSuffix("\n") ? "" : "\n")\(fence)\n"
  }

  /// A text within a line: its marks mean themselves.
  private static func inline(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      if #"\`*_[]<>#|"#.contains(character) { escaped.append("\\") }
      escaped.append(character.isNewline ? " " : character)
    }
  }
}

/// A stretch of text without the white space at its ends.
struct Core {
  let before: Substring
  let text: Substring
  let after: Substring

  init(_ whole: String) {
    before = whole.prefix(while: \.isWhitespace)
    let rest = whole[before.endIndex...]
    let end = rest.lastIndex { !$0.isWhitespace }.map { rest.index(after: $0) } ?? rest.startIndex
    text = rest[..<end]
    after = rest[end...]
  }
}
