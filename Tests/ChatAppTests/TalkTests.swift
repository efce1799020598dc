import Alignment
import Datasets
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("A dialogue with a policy")
struct TalkTests {
  private static func robot(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(
      ChatConfiguration(
        examples: Robot.examples, modelName: "tiny-aligner", policyName: "tiny-policy"),
      columns: columns, rows: rows)
    robot.load()
    robot.send(.report(.policy(.loaded(name: "tiny-policy"))))
    return robot
  }

  private static func answer(_ text: String, in robot: inout Robot) {
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, text, pieces: 1))))
    robot.send(
      .report(
        .policy(
          .summary(
            id: id,
            GenerationSummary(
              promptTokens: 9, generatedTokens: 5, timeToFirstToken: .milliseconds(10),
              decodeTime: .milliseconds(10), stopReason: .stopString)))))
  }

  private static func ask(_ question: String, in robot: inout Robot) {
    robot.press("u" + question)
    robot.press(.enter)
  }

  private static func asked(_ robot: Robot) -> [String] {
    robot.effects.compactMap { effect in
      if case .askPolicy(_, let request) = effect { request.dialogue } else { nil }
    }
  }

  @Test("A question is answered on the left, and the answer's edit follows on the right")
  func answers() {
    var robot = Self.robot()
    Self.ask("Why is the sky blue?", in: &robot)
    #expect(Self.asked(robot) == ["\n\nHuman: Why is the sky blue?\n\nAssistant:"])
    #expect(robot.screen.contains("Answer · tiny-policy · starting"))
    #expect(robot.screen.contains("waiting for the answer"))
    let before = robot.started.count
    Self.answer(" Because of the light.\n", in: &robot)
    #expect(robot.state.answer.raw == "Because of the light.")
    #expect(robot.started.count == before + 1)
    #expect(robot.started.last?.request.answer == "Because of the light.")
    #expect(
      robot.started.last?.request.context == "\n\nHuman: Why is the sky blue?\n\nAssistant:")
  }

  @Test("The aligned edit goes on into the dialogue, or the answer where m says so")
  func carries() {
    var robot = Self.robot()
    Self.ask("One?", in: &robot)
    Self.answer(" First.", in: &robot)
    robot.generate("Better.")
    robot.finish()
    #expect(robot.screen.contains("Aligned edit · finished · goes on"))
    Self.ask("Two?", in: &robot)
    #expect(
      Self.asked(robot).last
        == "\n\nHuman: One?\n\nAssistant: Better.\n\nHuman: Two?\n\nAssistant:")
    Self.answer(" Second.", in: &robot)
    robot.press("m")
    #expect(robot.screen.contains("Answer · tiny-policy · goes on"))
    Self.ask("Three?", in: &robot)
    #expect(Self.asked(robot).last?.contains("Assistant: Second.\n\nHuman: Three?") == true)
  }

  @Test("Nothing goes on that is not there yet")
  func waits() {
    var robot = Self.robot()
    Self.ask("One?", in: &robot)
    Self.ask("Two?", in: &robot)
    #expect(Self.asked(robot).count == 1)
    #expect(robot.screen.contains("The answer is still being written"))
    robot.press(.escape)
    Self.answer(" First.", in: &robot)
    robot.press("u")
    robot.press(.enter)
    #expect(Self.asked(robot).count == 1)
    #expect(robot.screen.contains("still being made"))
    robot.press(.control("c"))
    robot.press(.enter)
    #expect(Self.asked(robot).last?.contains("Assistant: First.\n\nHuman: Two?") == true)
  }

  @Test("An example is not gone on with unless the user wants to")
  func beginsAnew() {
    var robot = Self.robot()
    robot.generate("Sleep well.")
    robot.finish()
    robot.press("u")
    #expect(robot.screen.contains("begins a new dialogue"))
    robot.press(.control("n"))
    #expect(robot.screen.contains("goes on"))
    robot.press("Yes?")
    robot.press(.enter)
    #expect(Self.asked(robot).last?.hasSuffix("Sleep well.\n\nHuman: Yes?\n\nAssistant:") == true)
  }

  @Test("Without a policy the user gives the answer")
  func takesTypedAnswer() {
    var robot = Robot()
    robot.load()
    robot.generate("Read.")
    robot.finish()
    Self.ask("And then?", in: &robot)
    #expect(robot.state.editing?.target == .answer)
    #expect(
      robot.state.context.raw == Robot.context + " Read.\n\nHuman: And then?\n\nAssistant:")
    robot.press("Sleep.")
    robot.press(.escape)
    #expect(robot.started.last?.request.answer == "Sleep.")
  }

  @Test("Esc stops the answer and keeps its text; what comes late changes nothing")
  func stops() {
    var robot = Self.robot()
    Self.ask("Why?", in: &robot)
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, " Because", pieces: 1))))
    let before = robot.started.count
    robot.press(.escape)
    #expect(robot.effects.last == .cancelReply)
    robot.send(.report(.policy(.text(id: id, " LATE", pieces: 1))))
    #expect(robot.state.answer.raw == "Because")
    #expect(robot.started.count == before)
  }

  @Test("Another text on the screen gives up the answer that is being written")
  func abandons() {
    var robot = Self.robot()
    Self.ask("Why?", in: &robot)
    let id = robot.state.talk.reply.id
    robot.press("x")
    robot.press(.enter)
    #expect(robot.effects.contains(.cancelReply))
    robot.send(.report(.policy(.text(id: id, " LATE", pieces: 1))))
    #expect(robot.state.answer.raw == Robot.examples[0].answer)
  }

  @Test("A question that is left is kept as a draft; keys and pastes write in it")
  func drafts() {
    var robot = Self.robot()
    robot.press("uwhy q?")
    robot.paste(" two\nlines")
    robot.press(.escape)
    #expect(robot.state.editing == nil)
    robot.press("u")
    #expect(robot.state.editing?.editor.text == "why q? two\nlines")
    robot.press(.control("j"))
    robot.press("more")
    robot.press(.enter)
    #expect(Self.asked(robot) == ["\n\nHuman: why q? two\nlines\nmore\n\nAssistant:"])
  }

  @Test("A policy that does not load is said, and the user answers in its place")
  func says() {
    var robot = Robot(
      ChatConfiguration(
        examples: Robot.examples, modelName: "tiny-aligner", policyName: "tiny-policy"))
    robot.load()
    Self.ask("Why?", in: &robot)
    #expect(robot.screen.contains("Answer · tiny-policy · waiting for the model"))
    robot.send(.report(.policy(.unavailable("There is no such model."))))
    #expect(robot.screen.contains("There is no such model."))
    #expect(robot.state.editing?.target == .answer)
  }

  @Test("A text that comes in one go, lines and all, is written; Enter behind it sends")
  func takesLinesInOneGo() {
    var robot = Self.robot()
    robot.press("u")
    let enter = InputEvent.key(.enter)
    func key(_ character: Character) -> InputEvent { .key(.character(character)) }
    var rest: ArraySlice = [enter, enter, key("q"), enter]
    let text = robot.state.layer.typedText(key("a"), &rest)
    #expect(text == "a\n\nq")
    #expect(rest == [enter])
    var alone: ArraySlice = [enter, .wake]
    #expect(robot.state.layer.typedText(key("a"), &alone) == nil)
  }

  @Test("Editing the answer ends the one that is being written, and e has its text")
  func editsWhatIsThere() {
    var robot = Self.robot()
    Self.ask("Why?", in: &robot)
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, " Because", pieces: 1))))
    robot.press("e")
    #expect(robot.effects.last == .cancelReply)
    #expect(robot.state.editing?.editor.text == "Because")
  }

  @Test("A row of a data file can be answered by the policy")
  func answersRow() throws {
    var robot = Self.robot()
    let file = try #require(try RowFile(RowsTests.path))
    robot.press("d" + RowsTests.path)
    robot.press(.enter)
    robot.send(.report(.rows(.opened(id: robot.state.rows.id, file))))
    robot.press(.enter)
    let binding = KeyTable.talk.first { $0.command == .replyAgain }
    #expect(binding?.isAvailable(robot.state) == true)
    let effects = robot.state.perform(.replyAgain)
    guard case .askPolicy(_, let request) = effects.last else {
      Issue.record("nothing was asked")
      return
    }
    #expect(request.dialogue == robot.state.context.raw)
  }

  @Test("The views of one text show the answer while it is written", arguments: ["v", "vvv"])
  func showsAnswerInEveryView(keys: String) {
    var robot = Self.robot()
    robot.press(keys)
    Self.ask("Why?", in: &robot)
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, " Because", pieces: 1))))
    #expect(robot.screen.contains("Because"))
    robot.resize(50, 12)
    #expect(robot.screen.contains("Because"))
  }

  @Test(
    "Screens of a dialogue",
    arguments: [
      ("asking-80x24", 80, 24), ("asking-120x40", 120, 40), ("asking-59x14", 59, 14),
    ])
  func screens(name: String, columns: Int, rows: Int) throws {
    var robot = Self.robot(columns: columns, rows: rows)
    Self.ask("How do I sleep before an exam?", in: &robot)
    Self.answer(" Go to bed early. Do not drink coffee.", in: &robot)
    robot.generate("Go to bed early, and drink no coffee.")
    robot.finish()
    robot.press("uAnd what if I still cannot sleep?")
    #expect(try robot.screen == Golden.screen(name, recording: robot.screen))
  }

  @Test("A policy's answer streams", arguments: [(80, 24), (120, 40)])
  func streams(columns: Int, rows: Int) throws {
    var robot = Self.robot(columns: columns, rows: rows)
    Self.ask("How do I sleep before an exam?", in: &robot)
    let id = robot.state.talk.reply.id
    robot.send(.report(.policy(.text(id: id, " Go to bed early. Do not", pieces: 6))))
    let name = "replying-\(columns)x\(rows)"
    #expect(try robot.screen == Golden.screen(name, recording: robot.screen))
  }
}

@Suite("A policy that is a model of ours")
struct EnginePolicyTests {
  private static func policy(contextLength: Int) -> EnginePolicy {
    EnginePolicy(
      engine: ScriptedEngine(
        description: EngineDescription(
          name: "scripted", elementType: "F32", contextLength: contextLength, location: "memory")
      ) { request in
        [.event(.text(request.prompt))]
      })
  }

  private static func prompt(_ reply: PolicyReply) async throws -> String {
    for try await event in reply.events {
      if case .text(let text) = event { return text }
    }
    return ""
  }

  @Test("Continues the dialogue, without the oldest turns where they do not fit")
  func trims() async throws {
    let dialogue =
      "\n\nHuman: one two three\n\nAssistant: four five six\n\nHuman: seven\n\nAssistant:"
    let request = PolicyRequest(dialogue: dialogue, sampling: .greedy, maximumTokens: 4)
    let whole = try await Self.policy(contextLength: 40).reply(to: request)
    #expect(whole.droppedTurns == 0)
    #expect(try await Self.prompt(whole) == dialogue)
    let short = try await Self.policy(contextLength: 12).reply(to: request)
    // An answer whose question is gone goes too.
    #expect(short.droppedTurns == 2)
    let shortest = try await Self.policy(contextLength: 6).reply(to: request)
    #expect(try await Self.prompt(shortest) == "\n\nHuman: seven\n\nAssistant:")
    await #expect(throws: GenerationError.promptTooLong(promptTokens: 3, contextLength: 3)) {
      try await Self.policy(contextLength: 3).reply(to: request)
    }
  }
}
