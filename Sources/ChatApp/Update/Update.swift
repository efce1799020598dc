import Alignment
import Generation
import TerminalUI

/// Changes the state for an action; the only place that does.
///
/// - Parameters:
///   - state: The state.
///   - action: What happened.
///   - now: When, since the start of the program.
/// - Returns: What the world is asked to do, in order.
func update(_ state: inout State, _ action: Action, at now: Duration) -> [Effect] {
  state.now = now
  let effects =
    switch action {
    case .start: state.begin()
    case .input(let event): state.handle(event)
    case .typed(let text): state.take(typed: text)
    case .report(let report): state.handle(report)
    case .fileRead(let kind, let path, let result): state.take(result, of: path, as: kind)
    case .editorClosed(let kind, let result): state.takeFromEditor(result, as: kind)
    case .catalogSaved(let result): state.noteSaved(result)
    case .copied(let characters, let isSent): state.noteCopied(characters, isSent: isSent)
    case .themeSaved(let result): state.noteThemeSaved(result)
    case .deadline: state.passDeadline()
    }
  return state.settle(effects)
}

extension State {
  /// Does what follows from every change, whatever it was.
  ///
  /// - Parameter asked: What the change asks of the world.
  /// - Returns: What the world is asked to do with it, in order.
  mutating func settle(_ asked: [Effect]) -> [Effect] {
    var effects = asked + searchSessions() + searchRows()
    // Told first: what is asked of the policy next must not be what is cancelled.
    if talk.takeAbandonedReply() { effects.insert(.cancelReply, at: 0) }
    arrangeScreen()
    arrangeStaging()
    arrangeHistory()
    let isEnding = effects.contains { if case .quit = $0 { true } else { false } }
    return recordSession(isEnding: isEnding) + effects
  }

  /// When the state changes by itself next; nil where it waits for something to happen.
  var nextDeadline: Duration? {
    var times: [Duration] = []
    if case .settling(let until) = edit.phase { times.append(until) }
    if let quitArmedUntil { times.append(quitArmedUntil) }
    if let until = notice?.until { times.append(until) }
    if let draftDeadline { times.append(draftDeadline) }
    if let due = trial?.due { times.append(due) }
    if let due = lens.click?.due { times.append(due) }
    return times.min()
  }

  fileprivate mutating func begin() -> [Effect] {
    if let session = configuration.resumed {
      let effects = resume(session)
      if let objectives = configuration.objectives { board.enable(objectives, family: family) }
      arrangeBoard()
      return effects
    }
    if let start = configuration.start ?? configuration.rows.map({ _ in .empty }) {
      source = configuration.start == nil ? "" : "given"
      setPassage(.context, start.context)
      setPassage(.answer, start.answer)
      talk.isOwn = true
      let trained = board.catalog.objectives.filter { $0.isTrained(in: family) }
      board.enable(configuration.objectives ?? trained.map(\.id), family: family)
    } else if let example = configuration.examples.first {
      load(example)
      if let objectives = configuration.objectives { board.enable(objectives, family: family) }
      notice = Notice(
        text: "An example to begin with: digits switch objectives, e takes your own answer.",
        role: .notice, isHint: true)
    }
    arrangeBoard()
    if let sentence = configuration.startNotice { say(sentence, .warning) }
    edit.phase = .waitingForEngine
    guard let path = configuration.rows else { return [] }
    rows.beginOpening(path)
    rows.showsFirstRow = configuration.start == nil
    return [.rows(.open(id: rows.id, path: path))]
  }

  fileprivate mutating func passDeadline() -> [Effect] {
    if let until = quitArmedUntil, now >= until { quitArmedUntil = nil }
    if let until = notice?.until, now >= until { notice = nil }
    let effects = passClick()
    if let due = trial?.due, now >= due { return effects + startTrial() }
    if case .settling(let until) = edit.phase, now >= until { return effects + startEdit() }
    return effects
  }

  fileprivate mutating func handle(_ event: InputEvent) -> [Effect] {
    switch event {
    case .key(let press): return handle(press)
    case .paste(let text): return paste(text)
    case .mouse(let mouse): return handle(mouse)
    case .resize(let size):
      self.size = size
      return [.redraw]
    case .signal(let number): return quit(status: 128 + number)
    case .endOfInput: return quit(status: 129)
    case .focus, .wake: return []
    }
  }

  private mutating func handle(_ press: KeyPress) -> [Effect] {
    let command = keyMap.command(for: press, in: self)
    if command != .interrupt, command != .quit { quitArmedUntil = nil }
    notice = nil
    if let command { return perform(command) }
    if let unescaped = press.withoutEscape, !layer.takesText {
      return handle(.escape) + handle(unescaped)
    }
    if let character = press.typedCharacter { type(String(character)) }
    return []
  }

  fileprivate mutating func take(typed text: String) -> [Effect] {
    quitArmedUntil = nil
    notice = nil
    type(text)
    return []
  }

  mutating func quit(status: Int32) -> [Effect] {
    edit.isRunning ? [.cancelGeneration, .quit(status: status)] : [.quit(status: status)]
  }

  mutating func say(_ text: String, _ role: Role = .notice, for duration: Duration? = nil) {
    notice = Notice(text: text, role: role, until: duration.map { now + $0 })
  }
}
