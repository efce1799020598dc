import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The program in lines")
struct PlainTests {
  /// Plays a user who types lines, and an engine.
  private struct Player {
    var session: PlainSession
    var effects: [Effect] = []
    var now = Duration.zero

    init(objectives: [String] = ["harmless", "helpful"]) {
      let configuration = ChatConfiguration(
        start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
        examples: Robot.examples, objectives: objectives, modelName: "tiny-aligner")
      session = PlainSession(configuration: configuration)
      effects = session.begin(at: now)
    }

    mutating func report(_ report: EngineReport) {
      effects += session.apply(.report(report), at: now)
    }

    mutating func load() { report(.loaded(Robot.model)) }

    mutating func generate(_ text: String) {
      report(.text(id: session.state.edit.id, text, pieces: 1))
    }

    mutating func finish() {
      report(
        .summary(
          id: session.state.edit.id,
          GenerationSummary(
            promptTokens: 90, generatedTokens: 20, timeToFirstToken: .milliseconds(300),
            decodeTime: .milliseconds(500), stopReason: .endOfSequence)))
    }

    mutating func type(_ lines: String...) {
      for line in lines { effects += session.take(line: line, at: now) }
      now += .milliseconds(100)
      if let deadline = session.state.nextDeadline, now >= deadline {
        effects += session.apply(.deadline, at: now)
      }
    }

    /// What was said since the last time.
    mutating func said() -> [String] { session.takeOutput() }
  }

  @Test("It begins with the texts and says the edit, its changes and its end in words")
  func tellsEdit() {
    var player = Player()
    let beginning = player.said()
    #expect(beginning.contains("answer:") && beginning.contains(Robot.answer))
    #expect(beginning.contains("objectives: Harmless, Helpful"))
    player.load()
    #expect(player.said() == ["model: tiny-aligner, HH-RLHF prompts"])
    player.generate("Go to bed late. Do not drink tea.\nRead")
    #expect(player.said() == ["edit:", "Go to bed late. Do not drink tea."])
    player.generate(" a book if you can't sleep. Yes.")
    #expect(player.said().isEmpty)
    player.finish()
    #expect(
      player.said() == [
        "Read a book if you can't sleep. Yes.",
        "changes: kept 88 percent of the words, added 3, removed 2, in 3 places",
        "change 1: \"early\" became \"late\"", "change 2: \"coffee\" became \"tea\"",
        "change 3: added \". Yes\"", "status: finished, 20 tokens, 38 tokens a second",
      ])
  }

  @Test("A number or a name switches an objective, and the edit is made anew")
  func toggles() {
    var player = Player()
    player.load()
    player.generate("Go")
    player.finish()
    _ = player.said()
    player.type("1")
    #expect(player.said().first == "objectives: Helpful")
    player.type("toggle humour")
    #expect(player.said().contains("objectives: Helpful, Humour"))
    let started = player.effects.compactMap {
      if case .startGeneration(let generation) = $0 { generation } else { nil }
    }
    #expect(started.last?.request.objectives.map(\.label) == ["Helpful", "Humour"])
    player.type("toggle nonsense")
    #expect(player.said() == ["note: there is no objective nonsense; objectives lists them."])
  }

  @Test("An answer is typed until a line with only a full stop, commands in it are text")
  func takesText() {
    var player = Player()
    player.load()
    player.type("answer", "quit", "", "Two lines.", ".")
    #expect(player.session.state.answer.raw == "quit\n\nTwo lines.")
    #expect(!player.effects.contains(.quit(status: 0)))
  }

  @Test("What is no command is said, and help lists those that are")
  func helps() {
    var player = Player()
    _ = player.said()
    player.type("dance", "help")
    let said = player.said()
    #expect(said.first == "note: dance is no command; help lists them.")
    #expect(said.count == 1 + PlainCommand.all.count)
  }

  @Test("No name has two meanings")
  func namesAreUnique() {
    let names = PlainCommand.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
  }

  @Test("Files, examples, families, directions and objectives are within reach")
  func reaches() {
    var player = Player()
    player.load()
    player.type("read answer /tmp/a b", "read nothing", "example 2", "family", "direction")
    #expect(player.effects.contains(.readFile("/tmp/a b", .answer)))
    #expect(player.session.state.answer.raw == Robot.examples[1].answer)
    let said = player.said()
    #expect(said.contains("prompts: UltraFeedback"))
    #expect(said.contains("direction: equal"))
    player.type("new Brevity: The response should be short", "objectives", "save")
    #expect(player.said().contains { $0.contains("Brevity, on, yours") })
    #expect(player.effects.contains { if case .saveCatalog = $0 { true } else { false } })
    player.type("show prompt", "show changes", "show status", "show answer", "show", "example")
    #expect(player.said().contains { $0.hasPrefix("example 1: Sleep before an exam") })
  }

  @Test("Quitting asks once where objectives would be lost; control C stops first")
  func quits() {
    var player = Player()
    player.load()
    player.generate("Go")
    player.effects += player.session.take(signal: 2, at: player.now)
    #expect(player.said().last == "status: stopped, 1 token")
    #expect(player.effects.contains(.cancelGeneration))
    player.type("new Brevity: Short", "quit")
    #expect(player.effects.last != .quit(status: 0))
    player.type("quit")
    #expect(player.effects.contains(.quit(status: 0)))
    #expect(player.session.take(signal: 15, at: player.now).last == .quit(status: 143))
  }

  @Test("Lines from a pipe are obeyed, and the edit is said to its end")
  func runsFromPipe() async {
    let lines = await playLines(["toggle humour", "show status"]) {
      ScriptedEngine { request in
        [
          .event(.text(request.prompt.contains("Humour") ? "Funny\n" : "Plain\n")),
          .event(
            .summary(
              GenerationSummary(
                promptTokens: 9, generatedTokens: 3, timeToFirstToken: .milliseconds(1),
                decodeTime: .milliseconds(10), stopReason: .endOfSequence))),
        ]
      }
    }
    #expect(lines.contains("Funny"))
    #expect(lines.last?.hasPrefix("status: finished") == true)
  }

  @Test("A model that does not load is said, and the input's end ends the program")
  func saysFailure() async {
    let lines = await playLines([]) { throw GenerationError.engineStopped("no file") }
    #expect(lines.contains { $0.hasPrefix("note: Failed: engineStopped") })
  }
}
