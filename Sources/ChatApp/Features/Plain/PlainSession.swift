import Alignment
import Generation
import TerminalUI

/// The program's state as lines tell and change it: a value.
struct PlainSession {
  private(set) var state: State
  private var output: [String] = []
  /// The text that is being typed, line by line.
  private var writing: (kind: PassageKind, lines: [String])?
  private var told = Told()
  private var hasAskedToQuit = false

  /// What has been said, so that it is not said twice.
  private struct Told {
    var isEngineReady = false
    var isUnderWay = false
    /// Bytes of the edit that have been said.
    var editBytes = 0
    var hasNamedEdit = false
    var notice: Notice?
  }

  init(configuration: ChatConfiguration) {
    state = State(configuration: configuration, size: Size(columns: 80, rows: 24))
  }

  /// Whether an edit is being made or waits for the model.
  var isBusy: Bool { state.edit.isUnderWay && !state.engine.isFailed }

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
    output += lines.map(String.init)
  }

  // MARK: - What happens

  mutating func begin(at now: Duration) -> [Effect] {
    let effects = apply(.start, at: now)
    say(
      "metaaligner, one line at a time. Type help for the commands.",
      "model: loading \(state.configuration.modelName)")
    if !state.answer.raw.isEmpty {
      say("context", text: state.context.shown)
      say("answer", text: state.answer.shown)
    }
    sayObjectivesOn()
    return effects
  }

  mutating func apply(_ action: Action, at now: Duration) -> [Effect] {
    let effects = update(&state, action, at: now)
    tell()
    return effects
  }

  /// Changes the state as a command does.
  mutating func change(at now: Duration, _ body: (inout State) -> [Effect]) -> [Effect] {
    state.now = now
    let effects = body(&state)
    tell()
    return effects
  }

  mutating func take(signal number: Int32, at now: Duration) -> [Effect] {
    guard number == PlainSession.interrupt, state.edit.isStoppable else {
      return state.quit(status: 128 + number)
    }
    return change(at: now) { $0.stopEdit() }
  }

  /// SIGINT on every system there is.
  private static let interrupt: Int32 = 2

  mutating func take(line: String, at now: Duration) -> [Effect] {
    if writing != nil { return take(textLine: line, at: now) }
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    guard let name = words.first else { return [] }
    let argument = words.count > 1 ? String(words[1]) : ""
    let isQuit = PlainCommand.quitNames.contains(String(name))
    defer { if !isQuit { hasAskedToQuit = false } }
    if let digit = Int(name) { return toggle("\(digit)", at: now) }
    guard let command = PlainCommand.all.first(where: { $0.names.contains(String(name)) }) else {
      say("note: \(name) is no command; help lists them.")
      return []
    }
    return command.run(&self, argument, now)
  }

  // MARK: - Texts

  mutating func beginText(_ kind: PassageKind) {
    writing = (kind, [])
    say("Type the \(kind.name); a line with only a full stop ends it.")
  }

  private mutating func take(textLine line: String, at now: Duration) -> [Effect] {
    guard line == ".", let text = writing else {
      writing?.lines.append(line)
      return []
    }
    writing = nil
    return change(at: now) {
      $0.replacePassage(text.kind, text.lines.joined(separator: "\n"), from: "typed")
    }
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
    say("context", text: state.context.shown)
    say("answer", text: state.answer.shown)
    return effects
  }

  mutating func quit() -> [Effect] {
    if state.board.isUnsaved, !hasAskedToQuit {
      hasAskedToQuit = true
      say("note: Your objectives are not saved. save keeps them; quit again leaves.")
      return []
    }
    return state.quit(status: 0)
  }

  private mutating func sayObjectivesOn() {
    let labels = state.board.enabledObjectives.map(\.label)
    say("objectives: " + (labels.isEmpty ? "none is on" : labels.joined(separator: ", ")))
  }

  // MARK: - Telling

  /// Says what is new since the last time.
  private mutating func tell() {
    tellEngine()
    tellEdit()
    if state.notice != told.notice {
      told.notice = state.notice
      if let notice = state.notice, !notice.isHint { say("note: " + notice.text) }
    }
  }

  private mutating func tellEngine() {
    guard case .ready(let description) = state.engine, !told.isEngineReady else { return }
    told.isEngineReady = true
    say("model: \(description.name), \(state.family.rawValue) prompts")
  }

  private mutating func tellEdit() {
    let edit = state.edit
    if edit.isUnderWay, edit.shown.characterCount == 0, told.hasNamedEdit {
      if told.isUnderWay { say("status: begun again") }
      (told.editBytes, told.hasNamedEdit) = (0, false)
    }
    let wasUnderWay = told.isUnderWay
    told.isUnderWay = edit.isUnderWay
    tellText(of: edit, isWhole: !edit.isUnderWay)
    guard wasUnderWay, !edit.isUnderWay else { return }
    if edit.summary != nil { output += PlainChanges.lines(of: state) }
    say("status: " + PlainChanges.status(of: edit))
  }

  /// Says the lines of the edit that are whole by now.
  private mutating func tellText(of edit: EditRun, isWhole: Bool) {
    let utf8 = edit.shown.text.utf8
    guard utf8.count > told.editBytes else { return }
    let start = utf8.index(utf8.startIndex, offsetBy: told.editBytes)
    let rest = edit.shown.text[start...]
    let end = isWhole ? rest.endIndex : rest.lastIndex(of: "\n").map(rest.index(after:))
    guard let end, end > rest.startIndex else { return }
    if !told.hasNamedEdit { say("edit:") }
    told.hasNamedEdit = true
    told.editBytes += rest[..<end].utf8.count
    output += rest[..<end].split(separator: "\n").map(String.init)
  }
}
