import Alignment
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The list of objectives: ordered, copied, taken back")
struct ObjectiveListTests {
  private static func listed(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate("Go to bed early.")
    robot.finish()
    robot.press("o")
    return robot
  }

  @Test("Moving an objective moves it in the prompt, and the bar with it")
  func moves() {
    var robot = Self.listed()
    robot.press("J")
    #expect(robot.state.selectedObjective?.id == "harmless")
    #expect(robot.state.board.enabled == ["helpful", "harmless"])
    robot.wait(.milliseconds(40))
    #expect(robot.started.last?.request.objectives.map(\.id) == ["helpful", "harmless"])
    #expect(robot.screen.contains("1 ● Helpful   2 ● Harmless"))
    #expect(robot.screen.contains("not saved yet"))
    robot.press("K")
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    #expect(!robot.state.board.isUnsaved)
  }

  @Test("Moving one that is off, or against an end, makes no other edit")
  func movesInVain() {
    var robot = Self.listed()
    let started = robot.started.count
    robot.press("KjjJ")
    robot.wait(.seconds(1))
    #expect(robot.started.count == started)
    #expect(robot.state.selectedObjective?.id == "humour")
  }

  @Test("A copy stands behind its original, is off, and counts as trained until it is reworded")
  func duplicates() {
    var robot = Self.listed()
    robot.press("d")
    #expect(robot.state.selectedObjective?.label == "Harmless 2")
    #expect(robot.find("○ 2 Harmless 2") != nil)
    #expect(robot.screen.contains("trained yours"))
    robot.press("e!")
    robot.press(.enter)
    #expect(robot.state.selectedObjective?.trainedFamilies == [])
    #expect(robot.screen.contains("unseen  yours"))
    robot.press("D")
    #expect(robot.state.board.objective("harmless-2") == nil)
  }

  @Test("Every change is taken back, one by one, and what was on comes back on")
  func undoes() {
    var robot = Self.listed()
    let before = robot.state.board.catalog
    #expect(!robot.screen.contains("u undo"))
    robot.press("d")
    robot.press(" ")
    robot.press("J")
    robot.press("D")
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    robot.press("u")
    #expect(robot.state.board.enabled.sorted() == ["harmless", "harmless-2", "helpful"])
    #expect(robot.state.board.shown.contains("harmless-2"))
    robot.press("uu")
    #expect(robot.state.board.catalog == before)
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    #expect(!robot.state.board.canUndo)
    #expect(!robot.state.board.isUnsaved)
  }

  @Test("Whether the model was trained on each is said in a word, and unknown until it is there")
  func saysTraining() throws {
    var robot = Robot()
    robot.press("o")
    #expect(!robot.screen.contains("trained"))
    robot.load()
    let lines = robot.frame.lines()
    #expect(try #require(lines.first { $0.contains("Fair ") }).contains("trained"))
    #expect(try #require(lines.first { $0.contains("Length ") }).contains("unseen"))
  }

  @Test("A family's own wording is the exact text in its prompts, and no other's")
  func wordsFamilies() {
    var robot = Self.listed()
    robot.press("e")
    robot.press(.tab)
    robot.press(.control("u"))
    robot.press("Harmlessness: be gentle")
    #expect(robot.screen.contains("HH-RLHF        Harmlessness: be gentle"))
    robot.press(.enter)
    robot.wait(.milliseconds(40))
    let objective = robot.state.board.objective("harmless")
    #expect(objective?.prompts == [.hhRLHF: "Harmlessness: be gentle"])
    #expect(objective?.description == ObjectiveCatalog.builtIn.objectives[0].description)
    #expect(robot.started.last?.request.prompt.contains("Harmlessness: be gentle;") == true)
    #expect(
      robot.state.isUnseen(objective ?? Objective(id: "", label: "", description: "")) == true)
  }

  @Test("A family's old wording goes when the wording changes, and the form shows what follows")
  func dropsOldPrompts() {
    var robot = Self.listed()
    robot.press("e")
    #expect(robot.screen.contains("HH-RLHF        Harmlessness: The response"))
    robot.press(.control("u"))
    robot.press("be gentle")
    #expect(robot.screen.contains("HH-RLHF        Harmless: be gentle"))
    robot.press(.backTab, .control("u"))
    robot.press("Gentle")
    #expect(robot.screen.contains("HH-RLHF        Gentle: be gentle"))
    robot.press(.enter)
    #expect(robot.state.board.objective("harmless")?.prompts == [:])
  }

  @Test("Leaving the form as it was changes nothing")
  func keepsUnchanged() {
    var robot = Self.listed()
    robot.press("e")
    robot.press(.tab, .tab, .enter)
    #expect(!robot.state.board.canUndo)
    #expect(robot.state.layer == .objectives)
  }

  @Test("The fields go round, both ways")
  func fields() {
    var robot = Self.listed()
    robot.press("e")
    let first = robot.frame.cursor
    for _ in WordingForm.Field.all { robot.press(.tab) }
    #expect(robot.frame.cursor == first)
    robot.press(.backTab, .tab)
    #expect(robot.frame.cursor == first)
  }
}

@Suite("Presets: sets of objectives with a name")
struct PresetTests {
  private static func listed() -> Robot {
    var robot = Robot()
    robot.load()
    robot.press("p")
    return robot
  }

  @Test("What is on is kept under a name, and switched on again by it")
  func keeps() {
    var robot = Self.listed()
    #expect(robot.screen.contains("None yet"))
    robot.press("+")
    robot.press("  Good   people ")
    #expect(robot.screen.contains("as the preset:   Good   people"))
    robot.press(.enter)
    #expect(
      robot.state.board.catalog.presets == [
        ObjectivePreset(name: "Good people", objectives: ["harmless", "helpful"])
      ])
    #expect(robot.screen.contains("● Good people   Harmless, Helpful"))
    robot.press(.escape)
    robot.press("13p")
    #expect(robot.screen.contains("○ Good people"))
    robot.press(.enter)
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    #expect(robot.state.layer == .command)
    robot.wait(.milliseconds(40))
    #expect(robot.started.last?.request.objectives.map(\.id) == ["harmless", "helpful"])
  }

  @Test("They are saved with the catalog, deleted, and taken back")
  func saves() {
    var robot = Self.listed()
    robot.press("+A")
    robot.press(.enter)
    robot.press("s")
    #expect(robot.effects.last == .saveCatalog(robot.state.board.catalog))
    robot.send(.catalogSaved(.success("/home/me/objectives.json")))
    #expect(!robot.state.board.isUnsaved)
    robot.press("D")
    #expect(robot.state.board.catalog.presets.isEmpty)
    robot.press("u")
    #expect(robot.state.board.catalog.presets.map(\.name) == ["A"])
  }

  @Test("A name is asked for until there is one, and Esc keeps nothing")
  func names() {
    var robot = Self.listed()
    robot.press("+")
    robot.press(.enter)
    #expect(robot.screen.contains("needs a name"))
    robot.press("q?1")
    #expect(robot.screen.contains("q?1"))
    robot.press(.escape)
    #expect(robot.state.layer == .presets)
    #expect(robot.state.board.catalog.presets.isEmpty)
  }

  @Test("With nothing on there is nothing to keep; what the catalog lacks is counted")
  func missing() throws {
    let file =
      #"{"schema":1,"objectives":[{"id":"kind","label":"Kind","description":"be kind"}],"#
      + #""presets":[{"name":"Half","objectives":["kind","gone"]},"#
      + #"{"name":"Lost","objectives":["gone"]}]}"#
    let configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: "", answer: "Yes."),
      catalog: try ObjectiveCatalog.parse(Array(file.utf8)), objectives: [],
      modelName: "tiny-aligner")
    var robot = Robot(configuration)
    robot.load()
    robot.press("p+")
    #expect(robot.state.layer == .presets)
    #expect(robot.screen.contains("No objective is on"))
    robot.press("j")
    #expect(robot.screen.contains("Kind · 1 not in the catalog"))
    robot.press(.enter)
    #expect(robot.screen.contains("none of its objectives"))
    robot.press("k")
    robot.press(.enter)
    #expect(robot.state.board.enabled == ["kind"])
  }

  @Test("A click selects, and a click on the selected one switches it on")
  func clicks() throws {
    var robot = Self.listed()
    robot.press("+A")
    robot.press(.enter)
    robot.press(.escape)
    robot.press("1p")
    let row = try #require(robot.find("○ A"))
    robot.click(row.column, row.row)
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
  }
}
