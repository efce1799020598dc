import Alignment
import Generation
import Sessions
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Sessions: what is kept, and the list of them")
struct SessionsTests {
  private static let configuration = ChatConfiguration(
    start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
    keepsSessions: true, examples: Robot.examples, objectives: ["harmless"],
    modelName: "tiny-aligner")

  private static func robot(
    _ configuration: ChatConfiguration = configuration, columns: Int = 118, rows: Int = 30
  ) -> Robot {
    var robot = Robot(configuration, columns: columns, rows: rows)
    robot.load()
    return robot
  }

  static func session(id: Int64 = 7, edits: [RecordedEdit] = [edit()]) -> Session {
    Session(
      summary: SessionSummary(
        id: id, title: "Sleep before an exam", editCount: edits.count, created: 0, updated: 0),
      context: Robot.context, answer: Robot.answer, source: "pasted", edits: edits)
  }

  static func edit(_ number: Int = 1, text: String = "Go to bed early. Drink tea.")
    -> RecordedEdit
  {
    RecordedEdit(
      number: number, context: Robot.context, answer: Robot.answer, prompt: "p",
      objectives: [
        RecordedObjective(id: "fair", label: "Fair", description: "d", wording: "w"),
        RecordedObjective(id: "terse", label: "Terse", description: "Be short", wording: "w"),
      ],
      family: .ultraFeedback, direction: .equal, maximumTokens: 64, model: "tiny-aligner",
      modelLocation: "memory", text: text,
      ending: RecordedEnding(
        reason: "eos", promptTokens: 90, generatedTokens: 11, secondsToFirstToken: 0.25,
        decodeSeconds: 0.5))
  }

  // MARK: - Recording

  @Test("An edit is recorded when it begins, twice a second while it grows, and when it ends")
  func recordsEdits() throws {
    var robot = Self.robot()
    robot.generate("Go")
    robot.generate(" to")
    #expect(robot.recorded.map(\.text) == ["Go"])
    robot.wait(.milliseconds(600))
    robot.generate(" bed")
    #expect(robot.recorded.map(\.text) == ["Go", "Go to bed"])
    robot.generate(".")
    robot.finish()
    let last = try #require(robot.recorded.last)
    #expect(last.text == "Go to bed.")
    #expect(last.ending?.reason == "eos")
    #expect(last.ending?.generatedTokens == 20)
    #expect(last.prompt == robot.state.request.prompt)
    #expect(last.objectives.map(\.id) == ["harmless"])
    #expect(last.model == "tiny-aligner" && last.modelLocation == "memory")
    #expect(Set(robot.recorded.map(\.number)) == [1])
  }

  @Test("What a toggle interrupts is recorded as far as it came, and so is what quitting does")
  func recordsInterrupted() {
    var robot = Self.robot()
    robot.generate("Go")
    robot.generate(" to")
    robot.press("2")
    #expect(robot.recorded.last?.text == "Go to")
    #expect(robot.recorded.last?.ending?.reason == "cancelled")
    robot.wait(.milliseconds(50))
    robot.generate("New")
    robot.generate(" one")
    robot.press("q")
    #expect(robot.recorded.last?.number == 2)
    #expect(robot.recorded.last?.text == "New one")
    #expect(robot.effects.last == .quit(status: 0))
  }

  @Test("A stopped edit is one edit")
  func recordsStopped() {
    var robot = Self.robot()
    robot.generate("Go")
    robot.generate(" to")
    robot.press(.escape)
    #expect(robot.recorded.map(\.number) == [1, 1])
    #expect(robot.recorded.last?.text == "Go to")
    #expect(robot.recorded.last?.ending?.reason == "cancelled")
  }

  @Test("An edit of an edit names its parent")
  func recordsParents() {
    var robot = Self.robot()
    robot.generate("Go to bed.")
    robot.finish()
    robot.paste("Go to bed.")
    robot.press("a")
    robot.generate("Go.")
    robot.finish()
    #expect(robot.recorded.last?.parent == 1)
  }

  @Test("Looking at the example is no session; a toggle makes it one, its first edit included")
  func holdsExample() {
    var robot = Self.robot(
      ChatConfiguration(keepsSessions: true, examples: Robot.examples, modelName: "tiny-aligner"))
    robot.generate("Sleep well.")
    robot.finish()
    #expect(robot.recorded.isEmpty)
    robot.press("1")
    #expect(robot.recorded.last?.text == "Sleep well.")
  }

  @Test("A text in an editor is recorded within a second, and forgotten when it is taken")
  func recordsDrafts() {
    var robot = Self.robot()
    robot.press("e")
    robot.press("Hello")
    #expect(robot.drafts.isEmpty)
    robot.wait(.seconds(1))
    #expect(robot.drafts.last??.text == "Hello" + Robot.answer)
    robot.press(.escape)
    #expect(robot.drafts.last == .some(nil))
    #expect(robot.texts.last == "Hello" + Robot.answer)
  }

  @Test("A question is a draft of its own while it is written and after it was left")
  func recordsQuestions() {
    var robot = Self.robot()
    robot.press("uWhy")
    robot.wait(.seconds(1))
    let draft = SessionDraft(kind: .question, text: "Why")
    #expect(robot.drafts == [draft])
    robot.press(.escape)
    #expect(robot.drafts.last == draft)
    var session = Self.session()
    session.draft = draft
    robot.send(.report(.session(.opened(session))))
    #expect(robot.state.layer == .question)
    #expect(robot.state.editing?.editor.text == "Why")
    #expect(robot.state.continuesDialogue)
  }

  @Test("A question and a policy's answer are recorded while they are written")
  func recordsTalk() throws {
    var configuration = Self.configuration
    configuration.policyName = "tiny-policy"
    var robot = Self.robot(configuration)
    robot.send(.report(.policy(.loaded(name: "tiny-policy"))))
    robot.generate("Rest.")
    robot.finish()
    robot.press("u")
    robot.press("Why?")
    robot.wait(.seconds(1))
    #expect(robot.drafts.last == SessionDraft(kind: .question, text: "Why?"))
    robot.press(.enter)
    #expect(robot.drafts.last == .some(nil))
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, "Because", pieces: 1))))
    robot.wait(.seconds(1))
    #expect(robot.drafts.last == SessionDraft(kind: .answer, text: "Because"))
    var session = Self.session()
    session.draft = SessionDraft(kind: .question, text: "Why not?")
    robot.send(.report(.session(.opened(session))))
    #expect(robot.state.layer == .question)
    #expect(robot.state.editing?.editor.text == "Why not?")
  }

  @Test("Without history nothing is given to the database")
  func keepsNothing() {
    var configuration = Self.configuration
    configuration.keepsSessions = false
    var robot = Self.robot(configuration)
    robot.generate("Go")
    robot.finish()
    robot.press("S")
    #expect(robot.sessionRequests.isEmpty)
    #expect(robot.screen.contains("Sessions are not kept"))
  }

  // MARK: - Resuming

  @Test("A session goes on with its texts, objectives and last edit, which is not made anew")
  func resumes() {
    var configuration = Self.configuration
    configuration.start = nil
    configuration.objectives = nil
    configuration.resumed = Self.session()
    var robot = Self.robot(configuration)
    #expect(robot.started.isEmpty)
    #expect(robot.screen.contains("Go to bed early. Drink tea."))
    #expect(robot.screen.contains("Resumed: Sleep before an exam (1 edit)."))
    #expect(robot.state.board.enabled == ["fair", "terse"])
    #expect(robot.state.family == .ultraFeedback)
    #expect(robot.state.direction == .equal)
    robot.press("R")
    robot.generate("Other")
    robot.finish()
    #expect(robot.recorded.map(\.number) == [2, 2])
  }

  /// A session whose last edit was drawn.
  private static func drawn() -> Session {
    var last = edit()
    last.sampling = RecordedSampling(temperature: 0.7, topK: 40, seed: 5)
    return session(edits: [last])
  }

  @Test("It takes the session's sampling, says so, and asks with it from then on")
  func resumesSampling() throws {
    var robot = Self.robot()
    robot.send(.report(.session(.opened(Self.drawn()))))
    #expect(robot.screen.contains("Resumed with its sampling, temperature 0.7, top-k 40, seed 5: "))
    robot.press("R")
    let expected = Sampling.random(try RandomSampling(temperature: 0.7, topK: 40, seed: 5))
    #expect(robot.started.last?.sampling == expected)
    robot.generate("Other")
    #expect(robot.recorded.last?.sampling == RecordedSampling(expected))
    robot.send(.report(.session(.opened(Self.session(id: 8)))))
    #expect(robot.screen.contains("Resumed with its sampling, greedy: "))
  }

  @Test("Sampling that was given for this run goes before the session's, and that is said")
  func keepsGivenSampling() {
    var configuration = Self.configuration
    configuration.isSamplingGiven = true
    var robot = Self.robot(configuration)
    robot.send(.report(.session(.opened(Self.drawn()))))
    #expect(robot.screen.contains("Resumed with the sampling of the command line, greedy: "))
    robot.press("R")
    #expect(robot.started.last?.sampling == .greedy)
  }

  @Test("An edit of the tree brings back its sampling")
  func showsSampling() {
    var robot = Self.robot()
    var session = Self.drawn()
    session.edits.append(Self.edit(2, text: "Read."))
    robot.send(.report(.session(.opened(session))))
    #expect(robot.state.sampling == .greedy)
    robot.press("hgj")
    robot.press(.enter)
    #expect(robot.screen.contains("Sampling as it was for this edit: temperature 0.7"))
    #expect(robot.state.sampling != .greedy)
  }

  @Test("A draft is gone on with in its editor")
  func resumesDraft() {
    var session = Self.session()
    session.draft = SessionDraft(kind: .answer, text: "Half a sen")
    var robot = Self.robot()
    robot.send(.report(.session(.opened(session))))
    #expect(robot.state.editing?.editor.text == "Half a sen")
    robot.press("tence")
    robot.press(.escape)
    #expect(robot.state.answer.raw == "Half a sentence")
  }

  // MARK: - The list

  private static func listing(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = robot(columns: columns, rows: rows)
    robot.press("S")
    robot.send(
      .report(
        .session(
          .listed(
            matching: "",
            [
              SessionSummary(
                id: 7, title: "Sleep before an exam", editCount: 12, created: 0, updated: 0),
              SessionSummary(
                id: 3, title: "A \u{1B}[31mred\ntitle", editCount: 1, created: 0, updated: 0,
                excerpt: "… no coffee …"),
            ]))))
    return robot
  }

  @Test("The list says when, how much and what, and takes nothing for an escape sequence")
  func lists() {
    let robot = Self.listing()
    #expect(robot.sessionRequests == [.list(matching: "")])
    #expect(robot.screen.contains("Sessions · 2 sessions"))
    #expect(robot.screen.contains("12 edits  Sleep before an exam"))
    #expect(robot.screen.contains("red title · … no coffee …"))
    #expect(!robot.screen.contains("\u{1B}"))
  }

  @Test("Enter resumes, x exports, a click on the selected row resumes")
  func opens() {
    var robot = Self.listing()
    robot.press("j")
    robot.press(.enter)
    #expect(robot.sessionRequests.last == .open(3))
    robot.press("x")
    #expect(robot.sessionRequests.last == .export(3))
    robot.send(.report(.session(.exported(path: "session-3.html"))))
    #expect(robot.screen.contains("Written to session-3.html."))
    robot.click(10, 4)
    robot.click(10, 4)
    #expect(robot.sessionRequests.last == .open(7))
    robot.send(.report(.session(.opened(Self.session()))))
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("Words are searched for as they are typed; late rows of other words are not shown")
  func searches() {
    var robot = Self.listing()
    robot.press("/")
    robot.press("co")
    #expect(robot.sessionRequests.suffix(2) == [.list(matching: "c"), .list(matching: "co")])
    robot.send(.report(.session(.listed(matching: "c", []))))
    #expect(robot.screen.contains("2 sessions"))
    robot.send(.report(.session(.listed(matching: "co", []))))
    #expect(robot.screen.contains("Nothing holds these words."))
    robot.press(.enter)
    #expect(robot.state.layer == .sessions)
    robot.press("/")
    robot.press(.escape)
    #expect(robot.sessionRequests.last == .list(matching: ""))
  }

  @Test("A session is renamed by a line, and deleted only when asked twice")
  func changes() {
    var robot = Self.listing()
    robot.press("r")
    robot.press("!")
    robot.press(.enter)
    #expect(
      robot.sessionRequests.last == .rename(7, to: "Sleep before an exam!", listing: ""))
    robot.press("d")
    #expect(robot.screen.contains("Press d again"))
    robot.press("j")
    robot.press("d")
    #expect(robot.sessionRequests.count == 2)
    robot.press("d")
    #expect(robot.sessionRequests.last == .delete(3, listing: ""))
  }

  @Test("What the database cannot do is said")
  func saysFailure() {
    var robot = Self.robot()
    robot.send(.report(.session(.failed("The disk is full."))))
    #expect(robot.screen.contains("The disk is full."))
  }

  @Test("The list on the screen", arguments: [(118, 30), (80, 24), (59, 14)])
  func draws(columns: Int, rows: Int) throws {
    // Times depend on the zone.
    let screen = Self.listing(columns: columns, rows: rows).screen.replacing(
      /\d{4}-\d\d-\d\d \d\d:\d\d/, with: "YYYY-MM-DD hh:mm")
    #expect(try Golden.screen("sessions-\(columns)x\(rows)", recording: screen) == screen)
  }
}

extension Robot {
  /// What the database was asked for beside recording.
  fileprivate var sessionRequests: [SessionRequest] {
    effects.compactMap { effect in
      guard case .session(let request) = effect else { return nil }
      if case .record = request { return nil }
      return request
    }
  }

  private var events: [SessionEvent] {
    effects.flatMap { effect -> [SessionEvent] in
      if case .session(.record(let events)) = effect { events } else { [] }
    }
  }

  fileprivate var recorded: [RecordedEdit] {
    events.compactMap { if case .edit(let edit) = $0 { edit } else { nil } }
  }

  fileprivate var drafts: [SessionDraft?] {
    events.compactMap { if case .draft(let draft) = $0 { .some(draft) } else { nil } }
  }

  fileprivate var texts: [String] {
    events.compactMap { if case .texts(_, let answer, _) = $0 { answer } else { nil } }
  }
}
