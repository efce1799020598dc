import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Edits by two models, side by side")
struct ModelContestTests {
  private static let first = "Go to bed early. Drink water. Read a book."
  private static let second = "Go to bed early. Count sheep. Read a book."

  private static let other = EngineDescription(
    name: "other-aligner", elementType: "F16", contextLength: 2048, location: "elsewhere",
    family: "UltraFeedback", promptFormat: "vicuna")

  private static func begun(
    columns: Int = 118, rows: Int = 30, family: PromptFamily? = nil
  ) -> Robot {
    var configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
      objectives: ["harmless", "helpful"], family: family, modelName: "tiny-aligner")
    configuration.comparedModelName = "other"
    var robot = Robot(configuration, columns: columns, rows: rows)
    robot.load()
    robot.generate(first)
    robot.finish()
    robot.press("w")
    return robot
  }

  private static func loaded(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = begun(columns: columns, rows: rows)
    robot.send(.report(.lens(.secondModelLoaded(other))))
    return robot
  }

  @Test("The second model is loaded when somebody asks for it, and once")
  func loadsLate() {
    var robot = Self.begun()
    #expect(robot.secondLoads == 1)
    #expect(robot.beside.isEmpty)
    #expect(robot.screen.contains("waiting for the model"))
    robot.press(.escape)
    robot.press("w")
    #expect(robot.secondLoads == 1)
  }

  @Test("It is asked for the same objectives, in the words and the form that it was trained on")
  func asksSecond() throws {
    let robot = Self.loaded()
    let generation = try #require(robot.besideSecond.last)
    #expect(robot.beside.count == 1)
    #expect(generation.request.objectives.map(\.id) == ["harmless", "helpful"])
    #expect(generation.request.family == .ultraFeedback)
    #expect(generation.request.format == .vicuna)
    #expect(robot.state.request.family == .hhRLHF)
  }

  @Test("Words that the user chose are the words of both")
  func keepsFamily() throws {
    var robot = Self.begun(family: .hhRLHF)
    robot.send(.report(.lens(.secondModelLoaded(Self.other))))
    #expect(try #require(robot.besideSecond.last).request.family == .hhRLHF)
  }

  @Test("Both models are named, and the place is marked where their edits part")
  func compares() {
    var robot = Self.loaded()
    robot.write(Self.second)
    #expect(robot.role(of: "Drink") == .match)
    #expect(robot.role(of: "Count") == .match)
    #expect(robot.screen.contains("▸ tiny-aligner"))
    #expect(robot.screen.contains("other-aligner"))
  }

  @Test("Digits switch the objectives of both, and each is asked anew")
  func toggles() {
    var robot = Self.loaded()
    robot.write(Self.second)
    robot.press("3")
    #expect(
      robot.beside.suffix(2).map { $0.request.objectives.map(\.id) }
        == [["harmless", "helpful", "humour"], ["harmless", "helpful", "humour"]])
    #expect(robot.besideSecond.count == 2)
    robot.press("+")
    #expect(robot.state.lens.contest?.columns.count == 2)
  }

  @Test("What the second model made is shown again, and only as its own")
  func replays() {
    var robot = Self.loaded()
    robot.write(Self.second)
    robot.press(.escape)
    #expect(robot.state.edit.raw == Self.first)
    robot.press("w")
    #expect(robot.beside.count == 1)
    #expect(robot.state.lens.contest?.columns.map(\.run.raw) == [Self.first, Self.second])
  }

  @Test("m compares sets of objectives instead, and the models again")
  func switches() {
    var robot = Self.loaded()
    let id = robot.beside.last?.id ?? 0
    robot.press("m")
    #expect(robot.effects.contains(.lens(.cancel(id: id))))
    #expect(robot.state.lens.contest?.comparesModels == false)
    #expect(robot.state.lens.contest?.columns.map(\.board.enabled.count) == [2, 1])
    robot.press("m")
    #expect(robot.state.lens.contest?.comparesModels == true)
  }

  @Test("A model that cannot be loaded is said in its column, and R tries again")
  func fails() {
    var robot = Self.begun()
    robot.send(.report(.lens(.secondModelFailed("There is no such model."))))
    #expect(robot.screen.contains("There is no such model."))
    robot.press("lR")
    #expect(robot.secondLoads == 2)
    robot.send(.report(.lens(.secondModelLoaded(Self.other))))
    #expect(robot.besideSecond.count == 1)
  }

  @Test("Enter takes the objectives, and says whose the edit stays")
  func takes() {
    var robot = Self.loaded()
    robot.press("3")
    robot.press("l")
    robot.press(.enter)
    #expect(robot.state.board.enabled == ["harmless", "helpful", "humour"])
    #expect(robot.screen.contains("The edit stays tiny-aligner's"))
    #expect(robot.started.last?.request.family == .hhRLHF)
  }

  @Test("Whole screens", arguments: [(118, 30), (80, 24), (59, 14)])
  func screens(columns: Int, rows: Int) throws {
    var robot = Self.loaded(columns: columns, rows: rows)
    robot.write(Self.second)
    #expect(
      try robot.screen == Golden.screen("models-\(columns)x\(rows)", recording: robot.screen))
  }

  @Test("The run loop loads it on w, and each model writes its own column")
  func runs() async {
    var configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
      objectives: ["harmless"], prefetching: .off, modelName: "one")
    configuration.comparedModelName = "two"
    let summary = GenerationSummary(
      promptTokens: 9, generatedTokens: 3, timeToFirstToken: .milliseconds(1),
      decodeTime: .milliseconds(10), stopReason: .endOfSequence)
    let outcome = await play(
      configuration,
      [
        PlayedTerminal.Step("finished", .key(.character("w"))),
        PlayedTerminal.Step("where they first part", .key(.escape), .key(.character("q"))),
      ],
      loadSecondModel: {
        ScriptedEngine(description: Self.other) { _ in
          [.event(.text("Count sheep.")), .event(.summary(summary))]
        }
      }
    ) {
      ScriptedEngine { _ in [.event(.text("Drink water.")), .event(.summary(summary))] }
    }
    #expect(outcome.status == 0)
    #expect(outcome.screens.contains { $0.contains("Drink water.") && $0.contains("Count sheep.") })
  }
}

extension Robot {
  /// How often the second model was to be loaded.
  fileprivate var secondLoads: Int { effects.count { $0 == .lens(.loadSecondModel) } }

  /// Edits asked of the second model.
  fileprivate var besideSecond: [Effect.Generation] {
    effects.compactMap {
      if case .lens(.generate(let generation, by: .second)) = $0 { generation } else { nil }
    }
  }
}
