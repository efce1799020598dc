import Alignment
import Generation
import Sessions
import TerminalUI
import Testing

@testable import ChatApp

@Suite("History: the tree of edits")
struct HistoryTests {
  /// Two edits of the answer, then one of the first edit.
  private static func robot(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate("Go to bed late.")
    robot.finish()
    robot.press("1")
    robot.wait(.milliseconds(50))
    robot.generate("Go to bed now.")
    robot.finish()
    robot.press("h")
    robot.press("k")
    robot.press("e")
    robot.generate("Go now.")
    robot.finish()
    robot.press("h")
    return robot
  }

  private static func edit(_ number: Int, parent: Int? = nil, answer: String = "a") -> RecordedEdit
  {
    RecordedEdit(
      number: number, parent: parent, context: "c", answer: answer, prompt: "p", objectives: [],
      maximumTokens: 1, model: "m", modelLocation: "l", text: "t")
  }

  @Test("An edit of an edit stands below it, edits of one answer below the answer")
  func grows() {
    let tree = HistoryTree([
      Self.edit(1), Self.edit(2, parent: 1, answer: "t"), Self.edit(3), Self.edit(4, answer: "b"),
      Self.edit(5, parent: 2, answer: "t"), Self.edit(6, parent: 1, answer: "t"),
    ])
    let lines = tree.rows.map { $0.graph + ($0.edit.map(String.init) ?? "answer") }
    #expect(
      lines == ["answer", "├─1", "│ ├─2", "│ │ └─5", "│ └─6", "└─3", "answer", "└─4"])
  }

  @Test("A parent that comes later, as only a damaged file has it, is none")
  func survivesCycles() {
    let tree = HistoryTree([Self.edit(1, parent: 2), Self.edit(2, parent: 1)])
    #expect(tree.rows.compactMap(\.edit) == [1, 2])
  }

  @Test("e makes an edit the answer, and the next edit its child")
  func editsAgain() {
    let robot = Self.robot()
    #expect(robot.state.answer.raw == "Go to bed late.")
    #expect(robot.state.source == "edit 1")
    #expect(robot.state.sessionLog.edits.map(\.parent) == [nil, nil, 1])
    #expect(robot.started.last?.request.answer == "Go to bed late.")
  }

  @Test("Enter brings an edit back with its texts and objectives, without asking the model")
  func shows() {
    var robot = Self.robot()
    let count = robot.started.count
    robot.press("G")
    robot.press(.enter)
    #expect(robot.started.count == count)
    #expect(robot.state.edit.raw == "Go to bed now.")
    #expect(robot.state.answer.raw == Robot.answer)
    #expect(robot.state.board.enabled == ["helpful"])
    #expect(robot.screen.contains("finished"))
    // Shown is not made: it stays one edit.
    robot.press("h")
    #expect(robot.state.sessionLog.edits.count == 3)
    #expect(robot.state.historyList?.selectedRow?.edit == 2)
  }

  @Test("Any two edits are compared")
  func compares() {
    var robot = Self.robot()
    robot.press(" ")
    robot.press("G")
    robot.press("=")
    #expect(robot.screen.contains("From edit 3 to edit 2 · "))
    #expect(robot.screen.contains("Go {+to bed+} now."))
    robot.press(.escape)
    robot.press(" ")
    robot.press("=")
    #expect(robot.screen.contains("From its answer to edit 2"))
    robot.press(.escape, .escape)
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("Without an edit the tree says so")
  func saysEmpty() {
    var robot = Robot()
    robot.press("h")
    #expect(robot.screen.contains("No edit yet"))
  }

  @Test("On a wide screen it is a column beside the texts, which follow where Enter leads")
  func staysBeside() {
    var robot = Self.robot(columns: 200, rows: 60)
    #expect(robot.screen.contains("Aligned edit · finished"))
    #expect(robot.find("History · 3 edits")?.column ?? 0 > 130)
    robot.press("G")
    robot.press(.enter)
    #expect(robot.state.edit.raw == "Go to bed now.")
    #expect(robot.state.layer == .history)
    robot.press("k")
    robot.press(.enter)
    #expect(robot.state.edit.raw == "Go now.")
    let top = robot.state.answerPane.topRow
    robot.wheel(.wheelDown, 5, 10)
    #expect(robot.state.answerPane.topRow == top && robot.state.historyList?.selected == 2)
    robot.resize(179, 60)
    #expect(!robot.screen.contains("Aligned edit · finished"))
    robot.resize(180, 60)
    #expect(robot.screen.contains("Aligned edit · finished"))
    robot.press(.escape)
    #expect(!robot.screen.contains("History"))
  }

  @Test("An edit that is made while the tree is shown appears in it")
  func growsWhileShown() {
    var robot = Self.robot(columns: 200, rows: 60)
    robot.press(.escape)
    robot.press("Rhg")
    robot.generate("Sleep.")
    robot.finish(.tokenLimit)
    #expect(robot.screen.contains("History · 4 edits"))
    #expect(robot.find("Sleep.", after: 130) != nil)
    #expect(robot.state.historyList?.selected == 0)
  }

  @Test(
    "The tree on the screen", arguments: [(118, 30), (80, 24), (59, 14), (200, 60)])
  func draws(columns: Int, rows: Int) throws {
    let robot = Self.robot(columns: columns, rows: rows)
    #expect(
      try Golden.screen("history-\(columns)x\(rows)", recording: robot.screen) == robot.screen)
  }
}
