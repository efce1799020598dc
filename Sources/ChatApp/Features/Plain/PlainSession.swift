import Alignment
import Generation
import Sessions
import TerminalUI

/// The program's state as lines tell and change it: a value.
struct PlainSession {
  var state: State
  var told = Told()
  /// Requests to the database, or for a training record, that were not answered yet.
  var awaitedReports = 0
  private var output: [String] = []
  private var hasAskedToQuit = false
  /// Whether the lines that follow are held until nothing is under way.
  private var isHolding = false

  init(configuration: ChatConfiguration) {
    state = State(configuration: configuration, size: Size(columns: 80, rows: 24))
  }

  /// Whether something is being made, or waits for a model, that will be told.
  var isBusy: Bool {
    state.edit.isUnderWay && !state.engine.isFailed
      || state.talk.reply.isUnderWay && state.talk.policy != .failed
      || awaitedReports > 0 || told.isAttributing || isOpeningRows
  }

  private var isOpeningRows: Bool { if case .opening = state.rows.phase { true } else { false } }

  /// Whether the next line can be taken.
  mutating func mayTakeLine() -> Bool {
    isHolding = isHolding && isBusy
    return !isHolding
  }

  /// Holds the lines that follow until nothing is under way.
  mutating func hold() { isHolding = true }

  /// Takes what is to be said.
  mutating func takeOutput() -> [String] {
    defer { output = [] }
    return output
  }

  mutating func say(_ lines: String...) { output += lines }

  mutating func say(_ title: String, text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    if lines.isEmpty { return say("\(title): none") }
    say("\(title):")
    say(lines: lines.map(String.init))
  }

  mutating func say(lines: [String]) { output += lines }

  // MARK: - What happens

  mutating func begin(at now: Duration) -> [Effect] {
    let effects = update(&state, .start, at: now)
    say(
      "metaaligner, one line at a time. Type help for the commands.",
      "model: loading \(state.configuration.modelName)")
    if let policy = state.talk.policy.name { say("policy: loading \(policy)") }
    if !state.answer.raw.isEmpty { sayTexts() }
    sayObjectivesOn()
    tell()
    return effects
  }

  mutating func apply(_ action: Action, at now: Duration) -> [Effect] {
    let effects = update(&state, action, at: now)
    if case .report(.session(let report)) = action { hear(report) }
    tell()
    return effects
  }

  /// Changes the state as a command does.
  mutating func change(at now: Duration, _ body: (inout State) -> [Effect]) -> [Effect] {
    state.now = now
    let asked = body(&state)
    let effects = state.settle(asked)
    tell()
    return effects
  }

  mutating func take(signal number: Int32, at now: Duration) -> [Effect] {
    change(at: now) { state in
      number == Self.interrupt && state.canStop ? state.stop() : state.quit(status: 128 + number)
    }
  }

  /// SIGINT on every system there is.
  private static let interrupt: Int32 = 2

  /// The input has ended, and nothing is under way any more.
  mutating func end(at now: Duration) -> [Effect] { change(at: now) { $0.quit(status: 0) } }

  mutating func take(line: String, at now: Duration) -> [Effect] {
    if state.editing != nil { return take(textLine: line, at: now) }
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let name = words.first.map(String.init) else { return [] }
    let argument = words.count > 1 ? String(words[1]) : ""
    let isStaging = state.staging != nil
    let isQuit = PlainCommand.quitNames.contains(name)
    defer { if !isQuit { hasAskedToQuit = false } }
    if !isStaging, let digit = Int(name) { return toggle("\(digit)", at: now) }
    let commands = isStaging ? PlainCommand.staging : PlainCommand.all
    guard let command = commands.first(where: { $0.names.contains(name) }) else {
      say("note: \(name) is no command\(isStaging ? " here" : ""); help lists them.")
      return []
    }
    return command.run(&self, argument, now)
  }

  // MARK: - Commands

  /// Switches an objective by its number or one of its names.
  mutating func toggle(_ name: String, at now: Duration) -> [Effect] {
    let shown = state.board.shown
    let id =
      Int(name).flatMap { shown.indices.contains($0 - 1) ? shown[$0 - 1] : nil }
      ?? state.board.catalog.resolve(name, family: state.family)?.id
    guard let id else {
      say("note: there is no objective \(name); objectives lists them.")
      return []
    }
    let effects = change(at: now) { state in
      state.board.toggle(id)
      return state.restartEdit()
    }
    sayObjectivesOn()
    return effects
  }

  /// Goes to another row of the data file and says its texts.
  mutating func stepRow(_ command: Command, at now: Duration) -> [Effect] {
    let before = (state.context, state.answer)
    let effects = change(at: now) { $0.perform(command) }
    guard before != (state.context, state.answer) else { return effects }
    sayTexts()
    return effects
  }

  mutating func quit(at now: Duration) -> [Effect] {
    if state.board.isUnsaved, !hasAskedToQuit {
      hasAskedToQuit = true
      say("note: Your objectives are not saved. save keeps them; quit again leaves.")
      return []
    }
    return change(at: now) { $0.quit(status: 0) }
  }
}
