import Alignment
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Whole screens, from scripted keys")
struct ScreenTests {
  private static let edit =
    "Go to bed early. Drink no coffee after lunch. Read a book if you can't sleep. Good luck!"

  /// The first example while its edit streams.
  private static func streaming(_ columns: Int, _ rows: Int) -> Robot {
    var robot = Robot(
      ChatConfiguration(
        examples: Robot.examples, modelName: "tiny-aligner"), columns: columns,
      rows: rows
    )
    robot.load()
    robot.wait(.milliseconds(300))
    robot.generate("Go to bed at the same time as always. Leave your phone in another", pieces: 15)
    return robot
  }

  private static func finished(_ columns: Int, _ rows: Int) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.wait(.milliseconds(300))
    robot.generate(edit)
    robot.finish()
    return robot
  }

  @Test(
    "An edit streams on a built-in example",
    arguments: [(118, 30), (80, 24), (120, 40), (200, 60), (59, 14)])
  func streams(columns: Int, rows: Int) throws {
    let robot = Self.streaming(columns, rows)
    #expect(
      try robot.screen == Golden.screen("streaming-\(columns)x\(rows)", recording: robot.screen))
  }

  @Test("An edit has ended", arguments: [(118, 30), (80, 24), (59, 14)])
  func ends(columns: Int, rows: Int) throws {
    let robot = Self.finished(columns, rows)
    #expect(
      try robot.screen == Golden.screen("finished-\(columns)x\(rows)", recording: robot.screen))
  }

  @Test(
    "Keys lead to other screens",
    arguments: [
      ("loading", ""), ("inline", "v"), ("marked", "vv"), ("edit-only", "vvv"),
      ("objectives", "ojj"),
      ("examples", "xj"), ("help", "?"), ("editing-answer", "e"), ("editing-context", "c"),
      ("reading-file", "r/tmp/answer.txt"), ("expanded-context", "t"),
      ("new-objective", "o+Brevity"), ("naming-preset", "p+Good people"),
      ("rewording", "oe"),
    ])
  func leads(name: String, keys: String) throws {
    var robot = name == "loading" ? Robot() : Self.finished(118, 30)
    robot.press(keys)
    #expect(try robot.screen == Golden.screen(name, recording: robot.screen))
  }

  @Test(
    "A wording is tried beside the edit that is there",
    arguments: [(118, 30), (80, 24), (200, 60), (59, 14)])
  func tries(columns: Int, rows: Int) throws {
    var robot = Self.finished(columns, rows)
    robot.press("oe, as mother's milk")
    robot.wait(.milliseconds(600))
    let id = robot.state.trial?.run.id ?? 0
    robot.send(
      .report(.text(id: id, "Go to bed early, dear. Drink warm milk after lunch.", pieces: 12)))
    #expect(
      try robot.screen == Golden.screen("trying-\(columns)x\(rows)", recording: robot.screen))
  }

  @Test("A new edit grows over the old one")
  func growsOver() throws {
    var robot = Robot(
      columns: 90, rows: 24, answer: Array(repeating: Robot.answer, count: 4).joined(separator: " ")
    )
    robot.load()
    robot.generate(Array(repeating: Self.edit, count: 4).joined(separator: " "))
    robot.finish()
    robot.press("3")
    robot.wait(.milliseconds(40))
    robot.generate("Go to bed early. Drink only water, and read")
    #expect(try robot.screen == Golden.screen("growing-over", recording: robot.screen))
    #expect(robot.role(of: "sleep. Good luck! Go to bed early. Drink") == .pending)
  }

  @Test("Every size down to nothing can be drawn", arguments: 0...70)
  func drawsAnySize(extent: Int) {
    for keys in ["", "e", "c", "o", "?", "v", "x", "r", "o+", "d", "<<<<<<<<", "uWhy?"] {
      var robot = Self.finished(extent * 3, extent)
      robot.press(keys)
      robot.resize(extent, extent / 2)
      #expect(robot.frame.size.columns == extent)
    }
  }
}
