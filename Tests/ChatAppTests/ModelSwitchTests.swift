import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Taking another model while the program runs")
struct ModelSwitchTests {
  private static let tiny = EngineChoice(name: "tiny-aligner", place: "models/tiny-aligner")
  private static let box = EngineChoice(name: "box", place: "vllm at http://box:8000, big")
  private static let claude = EngineChoice(
    name: "claude", place: "anthropic at https://api.anthropic.com", onlyAnswers: true)

  private static let other = EngineDescription(
    name: "big-aligner", elementType: "remote", contextLength: 2048, location: "http://box:8000",
    family: "UltraFeedback", promptFormat: "vicuna")

  private static let edited = "Go to bed late. Drink water."

  private static func configuration(policy: String? = nil) -> ChatConfiguration {
    var configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
      objectives: ["harmless", "helpful"], prefetching: .off, modelName: "tiny-aligner",
      policyName: policy)
    configuration.engines = [tiny, box, claude]
    configuration.engine = tiny
    configuration.policyEngine = policy.map { EngineChoice(name: $0) }
    return configuration
  }

  private static func robot(
    columns: Int = 118, rows: Int = 30, policy: String? = nil, finished: Bool = true
  ) -> Robot {
    var robot = Robot(configuration(policy: policy), columns: columns, rows: rows)
    robot.load()
    robot.generate(edited)
    if finished { robot.finish() }
    return robot
  }

  /// Takes the second of the list.
  private static func choose(_ robot: inout Robot) {
    robot.press("Ej")
    robot.press(.enter)
  }

  @Test("E lists what can make edits, with what is used now; Tab lists what can answer")
  func lists() {
    var robot = Self.robot()
    robot.press("E")
    #expect(robot.screen.contains("What makes the edits"))
    #expect(robot.frame.lines().contains { $0.contains("▸ tiny-aligner") && $0.contains("now") })
    #expect(robot.screen.contains("vllm at http://box:8000"))
    #expect(!robot.screen.contains("claude"))
    robot.press(.tab)
    #expect(robot.screen.contains("What answers you"))
    #expect(robot.screen.contains("claude"))
    robot.press(.escape)
    #expect(robot.state.overlays.isEmpty)
    #expect(robot.loads.isEmpty)
  }

  @Test("Where there is nothing to choose, E does nothing")
  func choosesNothing() {
    var robot = Robot()
    robot.load()
    robot.press("E")
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("The model that is waited for is named, the edit that runs is stopped and its text kept")
  func waits() {
    var robot = Self.robot(finished: false)
    Self.choose(&robot)
    #expect(robot.loads == [Self.box])
    #expect(robot.cancellations == 1)
    #expect(robot.state.edit.phase == .stopped)
    #expect(robot.state.edit.raw == Self.edited)
    #expect(robot.frame.lines()[0].contains("waiting for engine box …"))
  }

  @Test("When it is there, the edit is made anew in the words and the form that it was trained on")
  func changes() throws {
    var robot = Self.robot()
    Self.choose(&robot)
    robot.send(.report(.models(.loaded(id: 1, Self.other))))
    let adopted = try #require(robot.effects.firstIndex(of: .models(.adopt(.aligner))))
    let started = try #require(
      robot.effects.lastIndex { if case .startGeneration = $0 { true } else { false } })
    #expect(adopted < started)
    #expect(robot.started.last?.request.family == .ultraFeedback)
    #expect(robot.started.last?.request.format == .vicuna)
    #expect(robot.frame.lines()[0].contains("big-aligner"))
    #expect(!robot.frame.lines()[0].contains("waiting"))
  }

  @Test("Toggles in the meantime are for the model that is still there")
  func goesOn() {
    var robot = Self.robot()
    Self.choose(&robot)
    robot.press("3")
    robot.wait(.milliseconds(50))
    #expect(robot.started.last?.request.family == .hhRLHF)
    let cancellations = robot.cancellations
    robot.send(.report(.models(.loaded(id: 1, Self.other))))
    #expect(robot.cancellations == cancellations + 1)
    #expect(robot.started.last?.request.objectives.count == 3)
  }

  @Test("What the model before made is shown again at once when it is taken back")
  func replays() {
    var robot = Self.robot()
    Self.choose(&robot)
    robot.send(.report(.models(.loaded(id: 1, Self.other))))
    robot.generate("Something else.")
    robot.finish()
    robot.press("Ek")
    robot.press(.enter)
    #expect(robot.loads == [Self.box, Self.tiny])
    let before = robot.started.count
    // Where it says nothing of a form, it was asked without one.
    robot.send(.report(.models(.loaded(id: 2, Robot.model))))
    #expect(robot.started.count == before)
    #expect(robot.state.edit.raw == Self.edited)
    #expect(robot.state.edit.replay != nil)
  }

  @Test("A model that cannot be had is said, the one before is kept and makes the stopped edit")
  func fails() {
    var robot = Self.robot(finished: false)
    Self.choose(&robot)
    let reason = "Engine 'box' (http://box:8000/v1): the server answered 503."
    robot.send(.report(.models(.failed(id: 1, reason))))
    #expect(robot.screen.contains(reason + " tiny-aligner is kept."))
    #expect(robot.frame.lines()[0].contains("tiny-aligner"))
    #expect(robot.started.count == 2)
    #expect(robot.started.last?.request.family == .hhRLHF)
  }

  @Test("A finished edit stands where another model cannot be had")
  func keepsFinished() {
    var robot = Self.robot()
    Self.choose(&robot)
    robot.send(.report(.models(.failed(id: 1, "There is none."))))
    #expect(robot.started.count == 1)
    #expect(robot.state.edit.summary != nil)
  }

  @Test("Another choice, the same as before or Esc give up what is waited for")
  func givesUp() {
    var robot = Self.robot()
    Self.choose(&robot)
    robot.press("Ek")
    robot.press(.enter)
    #expect(robot.effects.last == .models(.giveUp(.aligner)))
    robot.send(.report(.models(.loaded(id: 1, Self.other))))
    #expect(!robot.frame.lines()[0].contains("big-aligner"))
    Self.choose(&robot)
    robot.press(.escape)
    #expect(robot.effects.last == .models(.giveUp(.aligner)))
    #expect(robot.screen.contains("box is not waited for any more."))
    robot.send(.report(.models(.failed(id: 2, "LATE"))))
    #expect(!robot.screen.contains("LATE"))
  }

  @Test("The model of the start comes too late where another was there before it")
  func comesLate() {
    var robot = Robot(Self.configuration())
    Self.choose(&robot)
    robot.send(.report(.models(.loaded(id: 1, Self.other))))
    #expect(robot.started.count == 1)
    robot.load()
    robot.send(.report(.loadingFailed("LATE")))
    #expect(robot.frame.lines()[0].contains("big-aligner"))
    #expect(robot.started.count == 1)
  }

  @Test("A model that failed at the start can be tried again, or another taken")
  func repairs() {
    var robot = Robot(Self.configuration())
    robot.send(.report(.loadingFailed("There is no such file.")))
    robot.press("E")
    robot.press(.enter)
    #expect(robot.loads == [Self.tiny])
    robot.send(.report(.models(.loaded(id: 1, Robot.model))))
    #expect(robot.started.count == 1)
  }

  @Test("Tab, then Enter lets another model answer; the answer on the screen stays")
  func changesPolicy() {
    var robot = Self.robot()
    robot.press("E")
    robot.press(.tab)
    robot.press("G")
    robot.press(.enter)
    #expect(robot.effects.contains(.models(.load(id: 1, Self.claude, .policy))))
    #expect(robot.frame.lines()[0].contains("waiting for policy claude …"))
    robot.send(.report(.models(.policyLoaded(id: 1, name: "claude-2"))))
    #expect(robot.effects.contains(.models(.adopt(.policy))))
    #expect(robot.state.answer.raw == Robot.answer)
    #expect(robot.state.talk.policy == .ready(name: "claude-2"))
    robot.press("uWhy?")
    robot.press(.enter)
    #expect(robot.effects.contains { if case .askPolicy = $0 { true } else { false } })
  }

  @Test("A question that waits for a policy is answered by the one taken in its place")
  func answersWaiting() {
    var robot = Self.robot(policy: "slow")
    robot.press("uWhy?")
    robot.press(.enter)
    robot.press("E")
    robot.press(.tab)
    robot.press("G")
    robot.press(.enter)
    robot.send(.report(.models(.policyLoaded(id: 1, name: "claude-2"))))
    #expect(robot.effects.contains { if case .askPolicy = $0 { true } else { false } })
    robot.send(.report(.policy(.unavailable("LATE"))))
    #expect(robot.state.talk.policy == .ready(name: "claude-2"))
  }

  @Test("A click selects, and a second one takes")
  func clicks() throws {
    var robot = Self.robot()
    robot.press("E")
    let place = try #require(robot.find("vllm at"))
    robot.click(place.column, place.row)
    robot.click(place.column, place.row)
    #expect(robot.loads == [Self.box])
  }

  @Test("Whole screens", arguments: [(118, 30), (80, 24), (59, 14)])
  func screens(columns: Int, rows: Int) throws {
    var robot = Self.robot(columns: columns, rows: rows)
    Self.choose(&robot)
    robot.press("E")
    #expect(
      try robot.screen == Golden.screen("engines-\(columns)x\(rows)", recording: robot.screen))
  }

  @Test("The run loop takes the engine that was chosen, and its edit is shown")
  func runs() async {
    let summary = GenerationSummary(
      promptTokens: 9, generatedTokens: 3, timeToFirstToken: .milliseconds(1),
      decodeTime: .milliseconds(10), stopReason: .endOfSequence)
    let outcome = await play(
      Self.configuration(),
      [
        PlayedTerminal.Step(
          "finished", .key(.character("E")), .key(.character("j")), .key(.enter)),
        PlayedTerminal.Step("Count sheep.", .key(.character("E")), .key(.enter)),
        PlayedTerminal.Step("box is what is used.", .key(.character("q"))),
      ],
      loadChoice: { choice in
        #expect(choice == Self.box)
        return ScriptedEngine(description: Self.other) { _ in
          [.event(.text("Count sheep.")), .event(.summary(summary))]
        }
      }
    ) {
      ScriptedEngine { _ in [.event(.text("Drink water.")), .event(.summary(summary))] }
    }
    #expect(outcome.status == 0)
    #expect(outcome.screens.last?.contains("Count sheep.") == true)
  }
}

extension Robot {
  /// What was to be loaded to make edits.
  fileprivate var loads: [EngineChoice] {
    effects.compactMap {
      if case .models(.load(_, let choice, .aligner)) = $0 { choice } else { nil }
    }
  }
}
