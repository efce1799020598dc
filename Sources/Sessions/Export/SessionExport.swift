import Alignment

/// A session as a file for other programs and for people.
public enum SessionExport {
  /// The forms.
  public enum Format: String, Sendable, CaseIterable {
    /// Markdown, the differences marked `[-…-]{+…+}`.
    case markdown = "md"
    /// JSON, an edit a line.
    case jsonLines = "jsonl"
    /// A page that needs nothing but itself, the differences coloured.
    case html
  }

  /// Writes a session.
  ///
  /// - Parameters:
  ///   - session: The session.
  ///   - format: The form.
  /// - Returns: The whole file as UTF-8.
  public static func bytes(of session: Session, as format: Format) -> [UInt8] {
    switch format {
    case .markdown: Array(markdown(session).utf8)
    case .jsonLines: jsonLines(session)
    case .html: Array(html(session).utf8)
    }
  }

  /// Where an edit is from and what it took, as facts for a line.
  static func facts(of edit: RecordedEdit) -> [String] {
    var facts = [edit.model, "\(edit.family.rawValue) prompts"]
    if edit.direction == .equal { facts.append("equal") }
    if edit.droppedTurns > 0 { facts.append("oldest turns left out: \(edit.droppedTurns)") }
    if let temperature = edit.sampling.temperature {
      facts.append("temperature \(temperature)")
      if let seed = edit.sampling.seed { facts.append("seed \(seed)") }
    } else {
      facts.append("greedy")
    }
    if let ending = edit.ending {
      facts.append("\(ending.generatedTokens) tokens")
      if let rate = ending.tokensPerSecond { facts.append("\(Int(rate.rounded())) tok/s") }
      facts.append(inWords(ending.reason))
    } else {
      facts.append("not finished")
    }
    if let parent = edit.parent { facts.append("an edit of edit \(parent)") }
    if let created = edit.created { facts.append(Timestamp.universal(created)) }
    return facts
  }

  private static func inWords(_ reason: String) -> String {
    switch reason {
    case "eos", "stop_string": "finished"
    case "token_limit": "stopped at its most tokens"
    case "context_limit": "stopped, the model's context was full"
    default: "stopped"
    }
  }
}
