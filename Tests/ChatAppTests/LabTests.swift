import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The laboratory: the edit with an objective as it is being worded")
struct LabTests {
  /// An edit is there, and the form for the first objective is open.
  private static func opened(columns: Int = 118, rows: Int = 30, finishes: Bool = true) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate("Go to bed early. Drink tea.")
    if finishes { robot.finish() }
    robot.press("oe")
    return robot
  }

  private static func say(_ text: String, to robot: inout Robot) {
    let id = robot.state.trial?.run.id ?? 0
    robot.send(.report(.text(id: id, text, pieces: 5)))
  }

  private static func finish(_ robot: inout Robot) {
    let summary = GenerationSummary(
      promptTokens: 9, generatedTokens: 5, timeToFirstToken: .zero, decodeTime: .seconds(1),
      stopReason: .endOfSequence)
    robot.send(.report(.summary(id: robot.state.trial?.run.id ?? 0, summary)))
  }

  @Test("Nothing is made until something is typed, then one edit when the typing pauses")
  func pauses() {
    var robot = Self.opened()
    let count = robot.started.count
    robot.wait(.seconds(2))
    #expect(robot.started.count == count)
    robot.press(" a")
    robot.wait(.milliseconds(599))
    robot.press("ll")
    robot.wait(.milliseconds(599))
    #expect(robot.started.count == count)
    robot.wait(.milliseconds(1))
    #expect(robot.started.count == count + 1)
    #expect(robot.started.last?.request.prompt.contains("harmful all") == true)
    robot.wait(.seconds(5))
    #expect(robot.started.count == count + 1)
    // The objective itself is as it was.
    #expect(robot.state.board.catalog == ObjectiveCatalog.builtIn)
  }

  @Test("Old and new edit stand side by side, the words that differ marked", arguments: [80, 118])
  func compares(columns: Int) {
    var robot = Self.opened(columns: columns, rows: columns == 80 ? 24 : 30)
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed late. Drink tea.", to: &robot)
    #expect(robot.screen.contains("With this wording · streaming"))
    Self.finish(&robot)
    #expect(robot.screen.contains("With this wording · finished · +1 −1 words"))
    #expect(robot.role(of: "early") == .removed)
    #expect(robot.role(of: "late") == .added)
    // The edit itself is as it was.
    #expect(robot.state.edit.raw == "Go to bed early. Drink tea.")
  }

  @Test("Esc discards: the edit that was there is there, and nothing is made anew")
  func discards() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to", to: &robot)
    let count = robot.started.count
    robot.press(.escape)
    #expect(robot.effects.last == .cancelGeneration)
    #expect(robot.state.trial == nil)
    robot.press(.escape)
    #expect(robot.state.edit.isComplete)
    #expect(robot.screen.contains("Drink tea."))
    robot.wait(.seconds(1))
    #expect(robot.started.count == count)
  }

  @Test("Enter keeps the wording, and its edit is there at once")
  func keeps() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed late.", to: &robot)
    Self.finish(&robot)
    let count = robot.started.count
    robot.press(.enter)
    robot.wait(.milliseconds(40))
    #expect(robot.state.board.objective("harmless")?.description.hasSuffix("!") == true)
    #expect(robot.state.edit.raw == "Go to bed late.")
    #expect(robot.started.count == count)
  }

  @Test("Where it has not ended yet, what there is of it is a draft of the next edit")
  func keepsDraft() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed late.", to: &robot)
    robot.press(.enter)
    robot.wait(.milliseconds(40))
    #expect(robot.started.last?.id == robot.state.edit.id)
    #expect(robot.started.last?.earlierEdits.contains("Go to bed late.") == true)
  }

  @Test("A new objective, and one that is off, are tried switched on and stay as they are")
  func triesOff() {
    var robot = Self.opened()
    robot.press(.escape)
    robot.press("jje!")
    robot.wait(.milliseconds(600))
    #expect(robot.started.last?.request.objectives.map(\.id) == ["harmless", "helpful", "humour"])
    robot.press(.escape)
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    robot.press("+Calm")
    robot.press(.tab)
    robot.press("be calm")
    #expect(robot.screen.contains("A new objective · unseen by the model"))
    robot.wait(.milliseconds(600))
    #expect(
      robot.started.last?.request.objectives.map(\.id) == ["harmless", "helpful", "calm"])
    #expect(robot.state.board.objective("calm") == nil)
  }

  @Test("It waits for the end of the edit that runs, and says so")
  func waits() {
    var robot = Self.opened(finishes: false)
    let count = robot.started.count
    robot.press("!")
    robot.wait(.milliseconds(600))
    #expect(robot.started.count == count)
    #expect(robot.screen.contains("waits for the edit's end"))
    robot.finish()
    robot.wait(.milliseconds(600))
    #expect(robot.started.count == count + 1)
  }

  @Test("^C stops it and keeps its text; typing on replaces it, and late events are ignored")
  func stops() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed", to: &robot)
    let late = robot.state.trial?.run.id ?? 0
    robot.press(.control("c"))
    #expect(robot.screen.contains("With this wording · stopped"))
    robot.press("?")
    robot.wait(.milliseconds(600))
    #expect(robot.state.trial?.run.id != late)
    robot.send(.report(.text(id: late, "LATE", pieces: 1)))
    #expect(!robot.screen.contains("LATE"))
  }

  @Test("Another edit that begins meanwhile ends the trial, which is made again after it")
  func interrupted() throws {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    var catalog = ObjectiveCatalog.builtIn
    try catalog.remove("helpful")
    robot.send(.report(.catalogChanged(.catalog(catalog))))
    robot.wait(.milliseconds(40))
    #expect(robot.state.trial?.run.phase == .stopped)
    robot.generate("Go to bed.")
    robot.finish()
    robot.wait(.milliseconds(600))
    #expect(robot.state.trial?.run.phase == .starting)
  }

  @Test("Back at the wording that was there, there is nothing to compare")
  func reverts() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    robot.press(KeyPress(.backspace))
    robot.wait(.milliseconds(600))
    #expect(robot.effects.last == .cancelGeneration)
    #expect(robot.state.trial?.objective == nil)
    #expect(robot.state.nextDeadline == nil)
  }

  @Test("A wording that cannot be kept is not tried, and help over the form does not lose it")
  func invalid() {
    var robot = Self.opened()
    let count = robot.started.count
    robot.press(.control("u"))
    robot.wait(.milliseconds(600))
    #expect(robot.started.count == count)
    #expect(robot.state.nextDeadline == nil)
    robot.press("be kind")
    robot.press(KeyPress(.function(1)))
    robot.wait(.milliseconds(600))
    robot.press(.escape)
    robot.wait(.milliseconds(600))
    #expect(robot.started.count == count + 1)
  }

  @Test("Edits that say the same are said to be the same")
  func same() {
    var robot = Self.opened()
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed early.  Drink tea.", to: &robot)
    Self.finish(&robot)
    #expect(robot.screen.contains("finished · the same edit"))
  }

  @Test("Long edits scroll together", arguments: [(80, 24), (118, 30), (200, 60), (59, 14)])
  func scrolls(columns: Int, rows: Int) {
    let lines = (1...80).map { "line \($0)" }.joined(separator: "\n")
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate(lines)
    robot.finish()
    robot.press("oe!")
    robot.wait(.milliseconds(600))
    Self.say(lines, to: &robot)
    robot.press(KeyPress(.pageDown))
    #expect(robot.state.trial?.before.topRow == robot.state.trial?.after.topRow)
    robot.press(KeyPress(.pageUp))
    #expect(robot.state.trial?.after.topRow == 0)
  }

  @Test(
    "On a small screen the new edit is there alone, and on a smaller one how far it is",
    arguments: [(60, 15), (80, 17), (59, 14), (40, 10), (40, 8)])
  func small(columns: Int, rows: Int) {
    var robot = Self.opened(columns: columns, rows: rows)
    robot.press("!")
    robot.wait(.milliseconds(600))
    Self.say("Go to bed late.", to: &robot)
    #expect(robot.screen.contains("streaming"))
    #expect(robot.screen.contains("Go to bed late."))
    #expect(robot.screen.contains("Wording") && robot.screen.contains("Label"))
    Self.finish(&robot)
    #expect(robot.screen.contains("finished"))
    robot.resize(columns, 6)
    #expect(robot.screen.contains("finished"))
  }
}
