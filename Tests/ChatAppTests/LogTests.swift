import Storage
import TerminalUI
import Testing

@testable import ChatApp

@Suite("What the log has of a run")
struct LogTests {
  @Test("what was done and how long it took, and no word of the texts")
  func events() {
    var robot = Robot(context: "Human: zebra? Assistant:", answer: "zebra zebra")
    robot.load()
    robot.generate("zebra!")
    robot.finish()
    let effects = robot.effects.compactMap { LogEvent($0) }
    let actions: [LogEvent] = [
      Action.report(.loaded(Robot.model)), .report(.failed(id: 1, "It broke.")),
      .report(.text(id: 1, "zebra", pieces: 1)), .typed("zebra"), .input(.paste("zebra")),
      .fileRead(.answer, path: "/home/me/zebra.txt", .success("zebra")),
    ].compactMap { LogEvent($0) }
    #expect(effects.map(\.name).contains("edit.started"))
    #expect(actions.map(\.name) == ["model.loaded", "edit.failed", "file.read"])
    for field in (effects + actions).flatMap(\.fields) {
      if case .word(let word) = field.value { #expect(!word.contains("zebra")) }
    }
  }

  @Test("a user's own objectives are not named")
  func ownObjectives() throws {
    var robot = Robot()
    robot.load()
    robot.press("+Zebra")
    robot.press(.tab)
    robot.press("be striped")
    robot.press(.enter)
    robot.wait(.milliseconds(300))
    let started = robot.effects.compactMap { LogEvent($0) }.last { $0.name == "edit.started" }
    let names = try #require(started?.fields.first { $0.name == "objectives" }?.value)
    var list = ""
    if case .word(let word) = names { list = word }
    #expect(list == "harmless,helpful,own")
  }
}
