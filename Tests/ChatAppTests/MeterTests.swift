import Alignment
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The over-edit meter")
struct MeterTests {
  private static func edited(
    _ edit: String, answer: String = Robot.answer, columns: Int = 118, finishes: Bool = true
  ) -> Robot {
    var robot = Robot(columns: columns, answer: answer)
    robot.load()
    robot.generate(edit)
    if finishes { robot.finish() }
    return robot
  }

  @Test("Says that nothing new is named, and how long the edit is, where there is room")
  func quiet() {
    let robot = Self.edited("Go to bed early. Do not drink coffee.", columns: 160)
    #expect(robot.screen.contains("nothing new named"))
    #expect(robot.screen.contains("length −50 %"))
    #expect(!robot.frame.lines().contains { $0.contains("new:") })
  }

  @Test(
    "Names what is in neither context nor answer, as soon as it is written", arguments: [80, 118])
  func names(columns: Int) {
    var robot = Self.edited(
      "Go to bed with Marie Curie at 9 ", columns: columns, finishes: false)
    #expect(robot.role(of: "new: Marie Curie, 9") == .warning)
    robot.finish()
    #expect(robot.screen.contains("new: Marie Curie, 9"))
    #expect(robot.screen.contains("finished"))
  }

  @Test("Counts what there is no room to name")
  func counts() {
    let robot = Self.edited("See Rotterdam, Amsterdam, Eindhoven, Leiden and Delft")
    #expect(robot.screen.contains("new: Rotterdam, Amsterdam +3"))
  }

  @Test("An edit that changed nothing says so, but not where nothing should change")
  func unchanged() {
    var robot = Self.edited(Robot.answer)
    #expect(robot.role(of: "no change made") == .warning)
    robot.press("=")
    robot.wait(.milliseconds(40))
    robot.generate(Robot.answer)
    robot.finish()
    #expect(!robot.screen.contains("no change made"))
  }

  @Test("Another text is another measure, and a new edit begins without one")
  func forgets() {
    var robot = Self.edited("Go to Rome")
    #expect(robot.state.meter.measures?.newMentions.map(\.text) == ["Rome"])
    robot.press("c in Rome")
    robot.press(.escape)
    #expect(robot.state.meter.measures == nil)
    robot.generate("Go to Rome")
    #expect(robot.state.meter.measures?.newMentions == [])
  }

  @Test("An edit much longer than its answer alarms with a number")
  func longer() {
    let words = (1...60).map { _ in "sleep" }.joined(separator: " ")
    let robot = Self.edited(Robot.answer + " " + words)
    #expect(robot.screen.contains("much longer, +375 %"))
  }
}
