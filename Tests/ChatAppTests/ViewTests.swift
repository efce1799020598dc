import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Moving about, and what the footer says")
struct ViewTests {
  private static let long = (1...400).map { "word\($0)" }.joined(separator: " ")

  private static func streaming(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows, answer: long)
    robot.load()
    robot.generate(long)
    return robot
  }

  @Test("The end is followed until the reader scrolls up, and again from the end")
  func follows() {
    var robot = Self.streaming()
    #expect(robot.state.editPane.isAtEnd)
    robot.press("k")
    let top = robot.state.editPane.topRow
    robot.generate(" " + Self.long)
    #expect(robot.state.editPane.topRow == top)
    robot.press("G")
    robot.generate(" " + Self.long)
    #expect(robot.state.editPane.isAtEnd)
  }

  @Test("The wheel scrolls the pane under the pointer")
  func wheels() {
    var robot = Self.streaming()
    let top = robot.state.answerPane.topRow
    robot.wheel(.wheelUp, 5, 10)
    #expect(robot.state.answerPane.topRow == top - 3)
    robot.press("G")
    robot.wheel(.wheelUp, 100, 10)
    #expect(!robot.state.editPane.isFollowing)
  }

  @Test("A resize keeps the text at the top", arguments: [(200, 60), (80, 24), (59, 14), (90, 20)])
  func keepsPlace(columns: Int, rows: Int) {
    var robot = Self.streaming()
    robot.press("g")
    robot.press("jjjj")
    let pane = robot.state.editPane
    let offset = pane.layout.lines[pane.topRow].range.lowerBound
    robot.resize(columns, rows)
    let after = robot.state.editPane
    let range = after.layout.lines[after.topRow].range
    // A screen on which all the rest fits shows more above it.
    #expect(range.contains(offset) || after.isAtEnd)
    robot.resize(118, 30)
    #expect(robot.state.editPane.topRow == pane.topRow)
  }

  @Test("n and N step through the changes and around")
  func steps() {
    var robot = Robot()
    robot.load()
    robot.generate("Go to bed late. Do not drink tea. Read a book if you can't sleep.")
    robot.finish()
    robot.press("n")
    #expect(robot.role(of: "late") == .currentChange)
    robot.press("N")
    #expect(robot.role(of: "tea") == .currentChange)
    #expect(robot.screen.contains("Change 2 of 2"))
  }

  @Test("Tab goes round the panes")
  func tabs() {
    var robot = Self.streaming()
    #expect(robot.state.focus == .edit)
    robot.press(.tab)
    #expect(robot.state.focus == .answer)
    robot.press("t")
    robot.press(.backTab)
    #expect(robot.state.focus == .context)
  }

  @Test("The footer offers only what works now")
  func footerIsTrue() {
    var robot = Robot()
    #expect(!robot.screen.contains("Esc stop"))
    #expect(!robot.screen.contains("n/N change"))
    robot.load()
    robot.generate("Go to bed late.")
    #expect(robot.screen.contains("Esc stop"))
    robot.finish()
    #expect(!robot.screen.contains("Esc stop"))
    #expect(robot.screen.contains("n/N change"))
    #expect(robot.screen.contains("R again"))
    robot.press("e")
    #expect(robot.screen.contains("Esc done, align"))
    #expect(!robot.screen.contains("toggle"))
  }

  @Test("Every key of the footer does what it says", arguments: [Layer.command, .objectives])
  func footerKeysWork(layer: Layer) {
    var robot = Self.streaming()
    if layer == .objectives { robot.press("o") }
    for binding in KeyTable.bindings(for: robot.state.layer) where binding.footer != nil {
      guard binding.isAvailable(robot.state), let key = binding.keys.first else { continue }
      #expect(KeyTable.command(for: key, in: robot.state) == binding.command)
    }
  }

  @Test(
    "No key has two meanings for the same reader",
    arguments: [
      Layer.command, .editing, .help, .examples, .objectives, .wording, .path, .paste, .presets,
      .presetName, .rows, .rowSearch, .dataFile, .question,
      .search, .matches, .selection,
    ])
  func keysAreUnique(layer: Layer) {
    let keys = KeyTable.bindings(for: layer).flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }

  @Test("Quitting by key ends with 0, a signal with 128 and its number")
  func quits() {
    var robot = Self.streaming()
    robot.press("q")
    #expect(robot.effects.suffix(2) == [.cancelGeneration, .quit(status: 0)])
    robot.send(.input(.signal(15)))
    #expect(robot.effects.last == .quit(status: 143))
  }

  @Test("^C twice within two seconds quits when idle; later it asks again")
  func interrupts() {
    var robot = Robot()
    robot.load()
    robot.finish()
    robot.press(.control("c"))
    #expect(robot.screen.contains("Press ^C again to quit"))
    robot.wait(.seconds(2))
    #expect(!robot.screen.contains("Press ^C again to quit"))
    robot.press(.control("c"))
    #expect(robot.effects.last != .quit(status: 0))
    robot.wait(.milliseconds(1999))
    robot.press(.control("c"))
    #expect(robot.effects.last == .quit(status: 0))
  }

  @Test("^Z and ^L reach the terminal from any layer", arguments: ["", "e", "o", "?", "r"])
  func suspends(keys: String) {
    var robot = Self.streaming()
    robot.press(keys)
    robot.press(.control("z"), .control("l"))
    #expect(robot.effects.suffix(2) == [.suspend, .redraw])
  }
}
