import Alignment
import Generation
import Sessions
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Staging: a verdict a change")
struct StagingTests {
  private static let edit = "Go to bed late. Do not drink tea. Read a book if you can't sleep."

  private static func robot(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate(edit)
    robot.finish()
    robot.press("s")
    return robot
  }

  @Test("y takes the edit's words, n keeps the answer's, Enter writes what came of it")
  func decides() throws {
    var robot = Self.robot()
    #expect(robot.screen.contains("change 1 of 2"))
    robot.press("y")
    #expect(robot.screen.contains("✓[-early-]{+late+}"))
    #expect(robot.screen.contains("change 2 of 2"))
    robot.press("n")
    #expect(robot.screen.contains("✗[-coffee-]{+tea+}"))
    robot.press(.enter)
    let staged = try #require(robot.staged)
    #expect(
      staged.verdict.merged
        == "Go to bed late. Do not drink coffee. Read a book if you can't sleep.")
    #expect(staged.verdict.changes.map(\.isAccepted) == [true, false])
    #expect(staged.edit.text == Self.edit)
    #expect(robot.state.overlays.isEmpty)
    robot.send(.report(.session(.staged(path: "staged.json", count: 3))))
    #expect(robot.screen.contains("Staged as record 3 of staged.json"))
  }

  @Test("Nothing is written while a change is open; a and d decide the rest")
  func waits() {
    var robot = Self.robot()
    robot.press(.enter)
    #expect(robot.screen.contains("2 changes without a verdict"))
    #expect(robot.staged == nil)
    robot.press("n")
    robot.press("a")
    robot.press(.enter)
    #expect(robot.staged?.verdict.changes.map(\.isAccepted) == [false, true])
  }

  @Test("A verdict is taken back, and a change gone back to")
  func takesBack() {
    var robot = Self.robot()
    robot.press("yk")
    robot.press("u")
    #expect(robot.screen.contains("?[-early-]{+late+}"))
    robot.press("d")
    robot.press(.enter)
    #expect(robot.staged?.verdict.merged == Robot.answer)
  }

  @Test("Marks take the same room, so that no verdict moves the text")
  func staysPut() {
    var robot = Self.robot()
    let before = robot.find("Read a book")
    robot.press("y")
    #expect(robot.find("Read a book") == before)
  }

  @Test("There is nothing to stage while an edit grows, nor where it changed nothing")
  func needsChanges() {
    var robot = Robot()
    robot.load()
    robot.generate("Go to sleep.")
    robot.press("s")
    #expect(robot.state.overlays.isEmpty)
    robot = Robot()
    robot.load()
    robot.generate(Robot.answer)
    robot.finish()
    robot.press("s")
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("The verdict is kept with the session")
  func keepsVerdict() {
    var robot = Robot(
      ChatConfiguration(
        start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
        keepsSessions: true, objectives: ["harmless"], modelName: "tiny-aligner"))
    robot.load()
    robot.generate(Self.edit)
    robot.finish()
    robot.press("sa")
    robot.press(.enter)
    let verdicts = robot.effects.flatMap { effect -> [SessionEvent] in
      if case .session(.record(let events)) = effect { events } else { [] }
    }.compactMap { if case .verdict(let verdict) = $0 { verdict } else { nil } }
    #expect(verdicts.map(\.edit) == [1])
  }

  @Test("The changes on the screen", arguments: [(118, 30), (80, 24), (59, 14)])
  func draws(columns: Int, rows: Int) throws {
    var robot = Self.robot(columns: columns, rows: rows)
    robot.press("y")
    #expect(
      try Golden.screen("staging-\(columns)x\(rows)", recording: robot.screen) == robot.screen)
  }
}

extension Robot {
  fileprivate var staged: (edit: RecordedEdit, verdict: RecordedVerdict)? {
    for case .session(.stage(let edit, let verdict)) in effects { return (edit, verdict) }
    return nil
  }
}
