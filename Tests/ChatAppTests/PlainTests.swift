import Alignment
import Generation
import Sessions
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

    init(
      objectives: [String] = ["harmless", "helpful"], resumed: Session? = nil,
      keepsSessions: Bool = false, policy: String? = nil
    ) {
      let configuration = ChatConfiguration(
        start: resumed == nil
          ? ChatConfiguration.Start(context: Robot.context, answer: Robot.answer) : nil,
        resumed: resumed, keepsSessions: keepsSessions, examples: Robot.examples,
        objectives: objectives, modelName: "tiny-aligner", policyName: policy)
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

    /// What was given to the database, but for the texts that it is to keep.
    var requests: [SessionRequest] {
      effects.compactMap { effect in
        guard case .session(let request) = effect else { return nil }
        if case .record = request { return nil }
        return request
      }
    }

    var recorded: [SessionEvent] {
      effects.flatMap { effect -> [SessionEvent] in
        if case .session(.record(let events)) = effect { events } else { [] }
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
    #expect(said.count == 2 + PlainCommand.all.count + PlainCommand.staging.count)
    #expect(said.contains("toggle NAME or number: switch an objective; its number alone does too"))
    #expect(said.contains("user TEXT (u): " + (PlainCommand.talking.first?.help ?? "")))
  }

  @Test("No name has two meanings", arguments: [PlainCommand.all, PlainCommand.staging])
  func namesAreUnique(commands: [PlainCommand]) {
    let names = commands.flatMap(\.names)
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

  // MARK: - Sessions

  @Test("What happens is kept as it is on the screen, and nothing without a history")
  func records() {
    var player = Player(keepsSessions: true)
    player.load()
    player.generate("Go to bed late.")
    player.finish()
    player.type("answer", "One", ".")
    let edits = player.recorded.compactMap { if case .edit(let edit) = $0 { edit } else { nil } }
    #expect(edits.last?.text == "Go to bed late." && edits.last?.ending?.reason == "eos")
    let texts = player.recorded.compactMap {
      if case .texts(_, let answer, _) = $0 { answer } else { nil }
    }
    #expect(texts == [Robot.answer, "One"])
    player = Player()
    player.load()
    player.generate("Go.")
    player.finish()
    player.type("sessions", "resume 3")
    #expect(player.recorded.isEmpty && player.requests.isEmpty)
    #expect(
      player.said().last == "note: Sessions are not kept: the program was told to keep no history.")
  }

  @Test("A text that is being typed is kept within a second, and leaving takes what is there")
  func recordsDraft() {
    var player = Player(keepsSessions: true)
    player.load()
    player.type("answer", "One line.")
    player.now += .seconds(2)
    player.effects += player.session.apply(.deadline, at: player.now)
    let drafts = player.recorded.compactMap { event -> String? in
      if case .draft(let draft?) = event { draft.text } else { nil }
    }
    #expect(drafts == ["One line.\n"])
    player.effects += player.session.take(signal: 15, at: player.now)
    #expect(player.effects.contains(.quit(status: 143)))
  }

  @Test("Sessions are listed, searched, resumed and written out by their numbers")
  func sessions() {
    var player = Player(keepsSessions: true)
    player.load()
    player.generate("Go.")
    player.finish()
    _ = player.said()
    player.type("sessions tea", "resume x", "resume 7", "export 7")
    #expect(player.requests == [.list(matching: "tea"), .open(7), .export(7)])
    #expect(player.session.isBusy)
    #expect(player.said() == ["note: name a session by its number; sessions lists them."])
    let session = SessionsTests.session()
    player.report(.session(.listed(matching: "tea", [session.summary])))
    #expect(player.said().first?.hasPrefix("session 7: Sleep before an exam, 1 edit, ") == true)
    player.report(.session(.opened(session)))
    let said = player.said()
    #expect(said.contains("answer:") && said.contains("objectives: Fair, Terse"))
    #expect(said.contains("edit:") && said.contains("Go to bed early. Drink tea."))
    #expect(said.contains { $0.hasPrefix("note: Resumed: Sleep before an exam") })
    player.report(.session(.exported(path: "session-7.html")))
    #expect(player.said() == ["note: Written to session-7.html."])
    #expect(!player.session.isBusy)
  }

  @Test("A session that is named at the start is said, with its last edit")
  func resumes() {
    var player = Player(resumed: SessionsTests.session(), keepsSessions: true)
    let said = player.said()
    #expect(said.first?.hasPrefix("metaaligner") == true)
    #expect(said.contains("Go to bed early. Drink tea."))
    #expect(said.contains { $0.hasPrefix("status: finished") })
  }

  // MARK: - Staging

  private static func staging() -> Player {
    var player = Player(keepsSessions: true)
    player.load()
    player.generate("Go to bed late. Do not drink tea. Read a book if you can't sleep.")
    player.finish()
    _ = player.said()
    player.type("stage")
    return player
  }

  @Test("Changes are decided one after the other, and written as on the screen")
  func stages() throws {
    var player = Self.staging()
    #expect(player.said().last == "change 1 of 2: \"early\" became \"late\"")
    player.type("y")
    #expect(player.said() == ["change 2 of 2: \"coffee\" became \"tea\""])
    player.type("write")
    #expect(player.said().last?.hasPrefix("note: 1 change without a verdict") == true)
    player.type("toggle humour", "reject", "write")
    let said = player.said()
    #expect(said.contains("note: toggle is no command here; help lists them."))
    #expect(said.contains("Every change has its verdict: write keeps them, undo takes one back."))
    guard case .stage(let edit, let verdict)? = player.requests.last else {
      Issue.record("nothing was staged")
      return
    }
    #expect(edit.answer == Robot.answer)
    #expect(
      verdict.merged == "Go to bed late. Do not drink coffee. Read a book if you can't sleep.")
    #expect(player.recorded.contains { if case .verdict = $0 { true } else { false } })
    player.report(.session(.staged(path: "staged.json", count: 1)))
    #expect(player.said().last?.hasPrefix("note: Staged as record 1 of staged.json") == true)
    // The commands are the usual ones again.
    player.type("1")
    #expect(player.said().first == "objectives: Helpful")
  }

  @Test("Verdicts are taken back, changes gone back to, and all of it left")
  func leavesStaging() {
    var player = Self.staging()
    player.type("a", "previous", "undo", "show")
    #expect(player.said().last == "change 1 of 2: \"early\" became \"late\"")
    player.type("d", "next")
    #expect(player.said().last == "change 2 of 2: \"coffee\" became \"tea\", accepted")
    player.type("leave", "stage", "q", "status")
    #expect(player.requests.isEmpty)
    player = Player()
    player.type("stage")
    #expect(player.said().last == "note: there is no finished edit with changes to decide.")
  }

  // MARK: - The dialogue

  @Test("What the user says is answered by the policy, line by line, and the answer is aligned")
  func asks() throws {
    var player = Player(policy: "tiny-policy")
    player.load()
    player.report(.policy(.loaded(name: "tiny-policy")))
    #expect(player.said().contains("policy: tiny-policy"))
    player.generate("Go to bed.")
    player.finish()
    _ = player.said()
    player.type("user And if I can't?")
    guard case .askPolicy(let id, let request)? = player.effects.last else {
      Issue.record("nobody was asked")
      return
    }
    // The aligned edit went on, not the answer.
    #expect(request.dialogue.contains("Assistant: Go to bed.\n\nHuman: And if I can't?"))
    #expect(player.session.isBusy)
    player.report(.policy(.text(id: id, " Read\na", pieces: 2)))
    #expect(player.said() == ["answer:", " Read"])
    player.report(.policy(.text(id: id, " book.", pieces: 1)))
    let summary = GenerationSummary(
      promptTokens: 9, generatedTokens: 5, timeToFirstToken: .zero, decodeTime: .seconds(1),
      stopReason: .endOfSequence)
    player.report(.policy(.summary(id: id, summary)))
    #expect(player.said() == ["a book."])
    #expect(player.session.state.answer.raw == "Read\na book.")
    guard case .startGeneration(let generation)? = player.effects.last else {
      Issue.record("nothing is aligned")
      return
    }
    #expect(generation.request.answer == "Read\na book.")
  }

  @Test("A dialogue of its own begins anew; without a policy the user gives the answer")
  func begins() {
    var player = Player()
    player.load()
    player.generate("Go.")
    player.finish()
    _ = player.said()
    player.type("begin What is tea?")
    #expect(player.session.state.context.raw.contains("Human: What is tea?"))
    #expect(!player.session.state.context.raw.contains("exam"))
    #expect(player.said().last == "Type the answer; a line with only a full stop ends it.")
    player.type("A drink.", ".")
    #expect(player.session.state.answer.raw == "A drink.")
    player.type("carry", "user", "Why", "not?", ".")
    #expect(player.session.state.context.raw.contains("Assistant: A drink.\n\nHuman: Why\nnot?"))
    player.type("Because.", ".", "reply")
    #expect(player.said().last == "note: there is no policy, or nothing that it could answer now.")
  }

  // MARK: - Attribution

  @Test("Attribution says a line an objective, once all of them are known")
  func attributes() throws {
    var player = Player()
    player.load()
    player.type("attribute")
    #expect(player.said().last?.hasPrefix("note: there is no finished edit") == true)
    player.generate("Go late")
    player.finish()
    _ = player.said()
    player.type("why")
    #expect(player.session.isBusy)
    let id = try #require(player.session.state.lens.attribution?.id)
    func score(_ values: [Double]) -> ScoredText {
      ScoredText(
        tokens: zip(["Go", " late"], values).map {
          ScoredToken(text: $0, logProbability: $1, alternatives: [])
        })
    }
    player.report(.lens(.scored(id: id, without: nil, score([-0.5, -0.5]))))
    player.report(.lens(.scored(id: id, without: "harmless", score([-0.5, -2.5]))))
    #expect(player.said().isEmpty)
    player.report(.lens(.scored(id: id, without: "helpful", score([-0.25, -0.5]))))
    #expect(
      player.said() == [
        "attribution: how much likelier each objective makes the edit's words",
        "Harmless: +2.00, most at \" late\" +2.00", "Helpful: −0.25, most at \"Go\" −0.25",
      ])
    #expect(!player.session.isBusy && player.session.state.overlays.isEmpty)
  }

  @Test("An edit that is shown again is said again")
  func replays() {
    var player = Player()
    player.load()
    player.generate("Go late.")
    player.finish()
    player.type("1")
    player.now += .seconds(1)
    player.effects += player.session.apply(.deadline, at: player.now)
    player.generate("Another one, which is longer.")
    player.finish()
    _ = player.said()
    player.type("1")
    let said = player.said()
    #expect(said.contains("Go late."))
    #expect(said.contains { $0.hasPrefix("status: ") })
  }

  @Test("Lines behind wait are taken when nothing is under way any more")
  func waits() async {
    let lines = await playLines(["wait", "show edit", "toggle humour", "wait", "attribute"]) {
      ScriptedEngine { request in
        [
          .event(.text("Plain\n")),
          .event(
            .summary(
              GenerationSummary(
                promptTokens: 9, generatedTokens: 3, timeToFirstToken: .milliseconds(1),
                decodeTime: .milliseconds(10), stopReason: .endOfSequence))),
        ]
      }
    }
    let shown = lines.lastIndex(of: "edit:")
    #expect(lines.filter { $0 == "Plain" }.count >= 3)
    #expect(shown != nil)
    // The scripted engine does not score.
    #expect(lines.last?.hasPrefix("note: ") == true || lines.last?.hasPrefix("status: ") == true)
  }
}
