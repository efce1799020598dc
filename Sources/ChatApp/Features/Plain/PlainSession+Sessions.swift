import Alignment
import Sessions
import TerminalUI

extension PlainSession {
  /// Asks the database for something, where there is one.
  mutating func askSessions(_ request: SessionRequest, at now: Duration) -> [Effect] {
    guard state.configuration.keepsSessions else {
      say("note: Sessions are not kept: the program was told to keep no history.")
      return []
    }
    awaitedReports += 1
    return change(at: now) { _ in [.session(request)] }
  }

  /// Asks for something about a session that is named by its number.
  mutating func askSession(
    _ number: String, at now: Duration, _ request: (Int64) -> SessionRequest
  ) -> [Effect] {
    guard let id = Int64(number) else {
      say("note: name a session by its number; sessions lists them.")
      return []
    }
    return askSessions(request(id), at: now)
  }

  /// Says what the screen would show in a list, or with a session's texts.
  mutating func hear(_ report: SessionReport) {
    // Failures to record come unasked.
    awaitedReports = max(0, awaitedReports - 1)
    switch report {
    case .listed(let query, let sessions): say(query, sessions)
    case .opened:
      sayTexts()
      sayObjectivesOn()
      told.forgetEdit()
    // Told as notices.
    case .staged, .exported, .failed: break
    }
  }

  private mutating func say(_ query: String, _ sessions: [SessionSummary]) {
    if sessions.isEmpty {
      say(query.isEmpty ? "sessions: none yet" : "sessions: none holds these words")
      return
    }
    for session in sessions {
      var line = "session \(session.id): \(Self.line(session.title))"
      line += ", \(Format.count(session.editCount, "edit")), \(Timestamp.local(session.updated))"
      if let excerpt = session.excerpt { line += ", \(Self.line(excerpt))" }
      say(line)
    }
  }

  /// A text of anybody's as one harmless line.
  private static func line(_ text: String) -> String {
    TerminalSanitizer.sanitize(text).text.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  // MARK: - Staging

  /// Begins to decide the changes of the edit, one after the other.
  mutating func beginStaging(at now: Duration) -> [Effect] {
    guard state.canStage else {
      say("note: there is no finished edit with changes to decide.")
      return []
    }
    let effects = change(at: now) { $0.perform(StagingCommand.begin) }
    say("Decide each change: accept, reject, undo, next, previous, write, leave; help says more.")
    sayStagedChange()
    return effects
  }

  /// Does something to the changes, and says the one that comes next.
  mutating func decide(at now: Duration, _ body: (inout State) -> Void) -> [Effect] {
    let effects = change(at: now) { state in
      body(&state)
      return []
    }
    if state.staging?.undecidedCount == 0 {
      say("Every change has its verdict: write keeps them, undo takes one back.")
    } else {
      sayStagedChange()
    }
    return effects
  }

  /// Goes to another change.
  mutating func step(by steps: Int, at now: Duration) -> [Effect] {
    let effects = change(at: now) { state in
      state.staging?.move(by: steps)
      return []
    }
    sayStagedChange()
    return effects
  }

  mutating func writeStaged(at now: Duration) -> [Effect] {
    let effects = change(at: now) { $0.perform(StagingCommand.write) }
    if state.staging == nil { awaitedReports += 1 }
    return effects
  }

  mutating func leaveStaging(at now: Duration) -> [Effect] {
    say("Nothing is written.")
    return change(at: now) { state in
      state.overlays.removeAll { if case .staging = $0 { true } else { false } }
      return []
    }
  }

  /// Says the change that a verdict would be on.
  mutating func sayStagedChange() {
    guard let staging = state.staging else { return }
    var changes: [(String, String)] = []
    for piece in staging.pieces.pieces {
      if case .changed(let old, let new) = piece { changes.append((old, new)) }
    }
    guard changes.indices.contains(staging.current) else { return }
    let change = changes[staging.current]
    let words = PlainChanges.words(Self.line(change.0), Self.line(change.1))
    let verdict = staging.verdicts[staging.current].map { $0 ? ", accepted" : ", rejected" } ?? ""
    say("change \(staging.current + 1) of \(changes.count): \(words)\(verdict)")
  }
}
