import Alignment

extension SessionExport {
  /// A page without scripts and without anything from elsewhere; it can be mailed.
  static func html(_ session: Session) -> String {
    var page = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escaped(session.summary.title))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      <h1>\(escaped(session.summary.title))</h1>
      <p class="facts">Session \(session.summary.id), begun \(Timestamp.universal(session.summary.created))</p>

      """
    var shown: String?
    for edit in session.edits {
      if shown != edit.context {
        page += "<h2>Context</h2>\n<pre class=\"context\">\(escaped(edit.context))</pre>\n"
        shown = edit.context
      }
      page += section(of: edit)
      for verdict in session.verdicts where verdict.edit == edit.number {
        page += section(of: verdict)
      }
    }
    if session.edits.isEmpty {
      page += "<h2>Context</h2>\n<pre class=\"context\">\(escaped(session.context))</pre>\n"
      page += "<h2>Answer</h2>\n<pre>\(escaped(session.answer))</pre>\n"
    }
    return page + "</body>\n</html>\n"
  }

  private static func section(of edit: RecordedEdit) -> String {
    let (answer, aligned) = sides(of: WordDiffPieces(answer: edit.answer, edit: edit.text))
    let objectives = edit.objectives.map { "<li>\(escaped($0.wording))</li>" }
    let source = edit.source.isEmpty ? "" : " · \(escaped(edit.source))"
    return """
      <section id="edit-\(edit.number)">
      <h2>Edit \(edit.number)</h2>
      <p class="facts">\(escaped(facts(of: edit).joined(separator: " · ")))</p>
      <ul>\(objectives.joined())</ul>
      <div class="pair">
      <div><h3>Answer\(source)</h3><pre>\(answer)</pre></div>
      <div><h3>Aligned edit</h3><pre>\(aligned)</pre></div>
      </div>
      </section>

      """
  }

  private static func section(of verdict: RecordedVerdict) -> String {
    let accepted = verdict.changes.count(where: \.isAccepted)
    return """
      <section>
      <h3>Merged: \(accepted) of \(verdict.changes.count) changes accepted</h3>
      <pre>\(escaped(verdict.merged))</pre>
      </section>

      """
  }

  /// Both texts whole, what is only in one of them marked by an element, so without colour too.
  private static func sides(of diff: WordDiffPieces) -> (answer: String, edit: String) {
    var sides = (answer: "", edit: "")
    func side(_ text: String, _ element: String) -> String {
      let core = Core(text)
      let marked = core.text.isEmpty ? "" : "<\(element)>\(escaped(core.text))</\(element)>"
      return core.before + marked + core.after
    }
    for piece in diff.pieces {
      switch piece {
      case .kept(let text):
        sides.answer += escaped(text)
        sides.edit += escaped(text)
      case .changed(let answer, let edit):
        sides.answer += side(answer, "del")
        sides.edit += side(edit, "ins")
      }
    }
    return sides
  }

  private static func escaped(_ text: some StringProtocol) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      // Controls are no characters of a page.
      case "\n", "\t", "\r": escaped.unicodeScalars.append(scalar)
      case let scalar where scalar.properties.generalCategory == .control: escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
  }

  private static let style = """
    :root { color-scheme: light dark; --added: #d7f5dd; --removed: #ffe1de; --dim: #666; }
    @media (prefers-color-scheme: dark) {
      :root { --added: #12401f; --removed: #571d1b; --dim: #999; }
    }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; margin: 0; }
    .context, .facts { color: var(--dim); }
    .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem; }
    @media (max-width: 50rem) { .pair { grid-template-columns: 1fr; } }
    h3 { font-size: 1rem; }
    ins { background: var(--added); text-decoration: underline; }
    del { background: var(--removed); text-decoration: line-through; }
    """
}
