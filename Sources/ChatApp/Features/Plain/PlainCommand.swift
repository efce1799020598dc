import Alignment
import TerminalUI

/// A command of the line mode; `help` is made from the same rows.
struct PlainCommand: Sendable {
  /// What it is called; the first name is the one that the help uses.
  let names: [String]
  /// What follows the name, in the help.
  let argument: String
  /// What it does, in the help.
  let help: String
  /// Does it, with what followed the name.
  let run: @Sendable (inout PlainSession, String, Duration) -> [Effect]

  init(
    _ names: String..., argument: String = "", help: String,
    run: @escaping @Sendable (inout PlainSession, String, Duration) -> [Effect]
  ) {
    self.names = names
    self.argument = argument
    self.help = help
    self.run = run
  }

  static let quitNames = ["quit", "q", "exit"]

  /// What can be asked for while no change is being decided.
  static let all: [PlainCommand] =
    editing + talking + telling + keeping + [
      PlainCommand("wait", help: "take no line until nothing is under way; for scripts") {
        session, _, _ in
        session.hold()
        return []
      },
      PlainCommand("help", "h", "?", help: "this list") { session, _, _ in
        session.say(lines: all.map(\.helpLine))
        session.say("While changes are decided:")
        session.say(lines: staging.map(\.helpLine))
        return []
      },
      PlainCommand("quit", "q", "exit", help: "leave; so does the end of the input") {
        session, _, now in session.quit(at: now)
      },
    ]

  /// The names, what follows them, and what it does.
  var helpLine: String {
    let others = names.dropFirst().joined(separator: ", ")
    return [names[0], argument, others.isEmpty ? "" : "(\(others))"]
      .filter { !$0.isEmpty }.joined(separator: " ") + ": " + help
  }

  private static let editing: [PlainCommand] = [
    PlainCommand(
      "toggle", argument: "NAME or number",
      help: "switch an objective; its number alone does too"
    ) { session, name, now in session.toggle(name, at: now) },
    PlainCommand(
      "new", argument: "LABEL: DESCRIPTION", help: "invent an objective and switch it on"
    ) { session, words, now in
      session.change(at: now) { state in
        do {
          try state.board.store(Objective.parse(commandLine: words), replacing: nil)
          return state.restartEdit()
        } catch {
          state.say("That is no new objective: write a label, a colon and a wording.", .error)
          return []
        }
      }
    },
    PlainCommand("answer", "e", help: "write another answer") {
      session, _, now in session.beginText(.answer, at: now)
    },
    PlainCommand("context", "c", help: "write another context") {
      session, _, now in session.beginText(.context, at: now)
    },
    PlainCommand("read", argument: "answer|context FILE", help: "read a text from a file") {
      session, words, now in
      let parts = words.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, ["answer", "context"].contains(String(parts[0])) else {
        session.say("note: read answer FILE, or read context FILE.")
        return []
      }
      let kind: PassageKind = parts[0] == "answer" ? .answer : .context
      return [.readFile(String(parts[1]), kind)]
    },
    PlainCommand(
      "example", "x", argument: "NUMBER", help: "take an example; without a number, list them"
    ) {
      session, words, now in takeExample(words, &session, now)
    },
    PlainCommand(
      "open", argument: "FILE", help: "work through the rows of a CSV or JSON lines file"
    ) { session, path, now in
      guard !path.isEmpty else {
        session.say("note: open FILE.")
        return []
      }
      return session.change(at: now) { state in
        let effects = state.openDataFile(path)
        // Nobody sees the list.
        state.overlays = []
        state.rows.showsFirstRow = true
        return effects
      }
    },
    PlainCommand("next", "n", help: "the next row of the data file") { session, _, now in
      session.stepRow(.stepRow(1), at: now)
    },
    PlainCommand("previous", "p", help: "the row before") { session, _, now in
      session.stepRow(.stepRow(-1), at: now)
    },
    PlainCommand("again", "r", help: "make the edit again") { session, _, now in
      session.change(at: now) { $0.restartEdit(after: .zero, replaying: false) }
    },
    PlainCommand(
      "stop", "s", help: "stop the answer or the edit, keep its text; control C does too"
    ) { session, _, now in session.change(at: now) { $0.stop() } },
    PlainCommand("family", "f", help: "the next prompt family: HH-RLHF, UltraFeedback, IMHI") {
      session, _, now in
      let effects = session.change(at: now) { $0.perform(.family) }
      session.say("prompts: \(session.state.family.rawValue)")
      return effects
    },
    PlainCommand("direction", help: "improve the answer, or keep it equally good") {
      session, _, now in
      let effects = session.change(at: now) { $0.perform(.direction) }
      session.say("direction: \(session.state.direction.rawValue)")
      return effects
    },
  ]

  private static let telling: [PlainCommand] = [
    PlainCommand("objectives", "o", help: "list the objectives and whether they are on") {
      session, _, _ in
      let state = session.state
      for objective in state.board.catalog.objectives {
        let number = state.board.shown.firstIndex(of: objective.id).map { "\($0 + 1) " } ?? ""
        let isOn = state.board.isOn(objective.id) ? "on" : "off"
        let badge =
          objective.isUserDefined
          ? ", yours" : state.isUnseen(objective) == true ? ", unseen in training" : ""
        session.say("\(number)\(objective.label), \(isOn)\(badge): \(objective.description)")
      }
      return []
    },
    PlainCommand(
      "show", argument: "context|answer|edit|changes|prompt|status", help: "say it again"
    ) { session, what, _ in
      let state = session.state
      switch what {
      case "context": session.say("context", text: state.context.shown)
      case "answer": session.say("answer", text: state.answer.shown)
      case "edit": session.say("edit", text: state.edit.shown.text)
      case "changes": for line in PlainChanges.lines(of: state) { session.say(line) }
      case "prompt": session.say("prompt", text: state.request.prompt)
      case "status": session.say("status: " + PlainChanges.status(of: state.edit))
      default: session.say("note: show context, answer, edit, changes, prompt or status.")
      }
      return []
    },
    PlainCommand(
      "attribute", "why", help: "say how much each objective did to the edit's words"
    ) { session, _, now in
      guard session.state.canScore else {
        session.say("note: there is no finished edit to look at; wait comes before it in scripts.")
        return []
      }
      session.told.isAttributing = true
      return session.change(at: now) { $0.perform(LensCommand.attribution) }
    },
  ]

  private static func takeExample(
    _ words: String, _ session: inout PlainSession, _ now: Duration
  ) -> [Effect] {
    let examples = session.state.configuration.examples
    guard let number = Int(words), examples.indices.contains(number - 1) else {
      for (index, example) in examples.enumerated() {
        session.say("example \(index + 1): \(example.title), \(example.source)")
      }
      return []
    }
    let example = examples[number - 1]
    let effects = session.change(at: now) { state in
      state.load(example)
      return state.restartEdit(after: .zero)
    }
    session.sayTexts()
    return effects
  }
}
