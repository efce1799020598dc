import TerminalUI
import Testing

@testable import ChatApp

@Suite("The palette: everything that can be done, by its words")
struct PaletteTests {
  private static func open(_ query: String = "", columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate("Go to bed late.")
    robot.finish()
    robot.press(.control("p"))
    robot.press(query)
    return robot
  }

  @Test("lists what a key could ask for now, and nothing else")
  func lists() {
    let robot = Self.open()
    let ids = Set(robot.state.paletteEntries.map(\.binding.id))
    #expect(ids.isSuperset(of: ["edit.again", "view.next-change", "program.quit", "edit.copy"]))
    // The edit is finished: there is nothing to stop.
    #expect(!ids.contains("edit.stop"))
    #expect(ids.count == robot.state.paletteEntries.count)
  }

  @Test("names objectives and says what becomes of them")
  func namesObjectives() {
    let robot = Self.open("harmless")
    #expect(robot.screen.contains("switch Harmless off"))
  }

  @Test(
    "puts what fits best first",
    arguments: [
      ("copy", "edit.copy"), ("again", "edit.again"), ("quit", "program.quit"),
      ("read fi", "text.read-file"), ("next ch", "view.next-change"),
      ("program.red", "program.redraw"), ("suspnd", "program.suspend"),
    ])
  func finds(query: String, id: String) {
    let robot = Self.open(query)
    #expect(robot.state.paletteEntries.first?.binding.id == id)
  }

  @Test("says where nothing fits, and does nothing then")
  func findsNothing() {
    var robot = Self.open("xyzzy")
    #expect(robot.screen.contains("Nothing that can be done here is called that."))
    robot.press(.enter)
    #expect(robot.state.layer == .palette)
  }

  @Test("does what the selected row says, as its key would")
  func does() {
    var robot = Self.open("side by side")
    robot.press(.enter)
    #expect(robot.state.overlays.isEmpty)
    #expect(robot.state.diffView == .inline)
    robot.press(.control("p"), KeyPress(.down), KeyPress(.down), KeyPress(.up))
    let second = robot.state.paletteEntries[1].title
    #expect(robot.frame[Position(column: 1, row: 5)].cluster == "▸")
    #expect(robot.frame.lines()[5].contains(second))
  }

  @Test("lists the actions of what it was opened over")
  func overLists() {
    var robot = Self.open()
    robot.press(.escape)
    robot.press("o")
    robot.press(.control("p"))
    #expect(robot.screen.contains("change its wording"))
    #expect(!robot.screen.contains("make the edit again"))
    robot.press("wording")
    robot.press(.enter)
    #expect(robot.state.layer == .wording)
    // A question has keys of its own and nothing to look for.
    robot.press(.control("p"))
    #expect(robot.state.layer == .wording)
  }

  @Test("closes by Esc and by its own key, and a click chooses")
  func closes() {
    var robot = Self.open("copy")
    robot.press(.escape)
    #expect(robot.state.overlays.isEmpty)
    robot.press(.control("p"), .control("p"))
    #expect(robot.state.overlays.isEmpty)
    robot.press(.control("p"))
    robot.press("copy")
    robot.click(3, 4)
    #expect(robot.effects.contains(.copy("Go to bed late.")))
  }

  @Test("can be drawn at any size", arguments: [(118, 30), (80, 24), (59, 14), (20, 6), (1, 1)])
  func drawn(columns: Int, rows: Int) throws {
    let robot = Self.open("text", columns: columns, rows: rows)
    #expect(robot.frame.size == Size(columns: columns, rows: rows))
    guard columns >= 80 else { return }
    #expect(
      try robot.screen == Golden.screen("palette-\(columns)x\(rows)", recording: robot.screen))
  }
}
