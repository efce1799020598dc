import TerminalUI
import Testing

@testable import ChatApp

@Suite("Keys of the user's own")
struct KeyChoicesTests {
  private static func robot(_ choices: [(String, [String])]) throws -> Robot {
    var keys = KeyChoices()
    for (action, names) in choices { try keys.give(names, to: action) }
    var configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: Robot.context, answer: Robot.answer),
      examples: Robot.examples, objectives: ["harmless"], modelName: "tiny-aligner")
    configuration.keys = keys
    return Robot(configuration)
  }

  @Test("do what they were given to, and the old ones no longer do")
  func given() throws {
    var robot = try Self.robot([("view.differences", ["D", "f9"])])
    robot.press("v")
    #expect(robot.state.diffView == .sideBySide)
    robot.press("D")
    #expect(robot.state.diffView == .inline)
    robot.press(KeyPress(.function(9)))
    #expect(robot.state.diffView == .marked)
  }

  @Test("are what footer, help and palette write")
  func written() throws {
    var robot = try Self.robot([("view.differences", ["D"]), ("view.previous-change", ["ctrl-n"])])
    #expect(robot.screen.contains("D view"))
    #expect(!robot.screen.contains("v view"))
    robot.press("?")
    #expect(robot.screen.contains("^N          previous change"))
    robot.press(.escape)
    robot.press(.control("p"))
    robot.press("differences")
    #expect(robot.state.paletteEntries.first?.keys == "D")
  }

  @Test("are taken from the actions that had them")
  func taken() throws {
    var robot = try Self.robot([("view.differences", ["e"])])
    robot.press("e")
    #expect(robot.state.diffView == .inline)
    #expect(robot.state.editing == nil)
    #expect(!robot.screen.contains("answer   "))
  }

  @Test("never keep a letter from being written")
  func writing() throws {
    var robot = try Self.robot([("program.help", ["h", "f2"])])
    robot.press("e")
    robot.press("h")
    #expect(robot.state.editing?.editor.text.hasPrefix("h") == true)
    robot.press(KeyPress(.function(2)))
    #expect(robot.state.layer == .help)
  }

  @Test("may be none: the palette still has the action")
  func none() throws {
    var robot = try Self.robot([("view.differences", [])])
    robot.press("v")
    #expect(robot.state.diffView == .sideBySide)
    robot.press(.control("p"))
    robot.press("differences")
    robot.press(.enter)
    #expect(robot.state.diffView == .inline)
  }

  @Test("are refused with what is wrong with them")
  func refused() {
    var keys = KeyChoices()
    #expect(throws: KeyChoices.Problem.unknownKey("hyper-x")) {
      try keys.give(["hyper-x"], to: "edit.again")
    }
    #expect(throws: KeyChoices.Problem.fixedAction("program.interrupt")) {
      try keys.give(["x"], to: "program.interrupt")
    }
    #expect(throws: KeyChoices.Problem.keyTaken("^c", by: "program.interrupt")) {
      try keys.give(["^c"], to: "edit.again")
    }
    #expect(
      throws: KeyChoices.Problem.unknownAction("edit.agian", known: ActionReference.all.map(\.id))
    ) {
      try keys.give(["x"], to: "edit.agian")
    }
    #expect(throws: Never.self) { try keys.give(["x"], to: "edit.again") }
    #expect(throws: KeyChoices.Problem.keyTaken("x", by: "edit.again")) {
      try keys.give(["x"], to: "edit.copy")
    }
    // Another reader's key is another key.
    #expect(throws: Never.self) { try keys.give(["x"], to: "objective.reword") }
  }

  @Test("may be given to every action but one, whose name holds no surprise")
  func everyAction() {
    let ids = ActionReference.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    for id in ids {
      #expect(id.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "." || $0 == "-" })
      #expect(id.split(separator: ".").count == 2)
    }
    // Where nothing else says what an action does, its name would.
    let untitled = ActionReference.all.filter { $0.sentence.isEmpty || $0.sentence == $0.id }
    #expect(untitled.map(\.id) == [])
  }
}
