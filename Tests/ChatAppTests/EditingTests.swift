import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Writing: keys are text, pastes are text, Esc leaves")
struct EditingTests {
  private static func ready() -> Robot {
    var robot = Robot()
    robot.load()
    robot.generate("Go to bed")
    robot.finish()
    return robot
  }

  @Test("In edit mode keys that are commands elsewhere are text")
  func keysAreText() {
    var robot = Self.ready()
    let enabled = robot.state.board.enabled
    robot.press("e")
    robot.press("q1?vo x")
    #expect(robot.state.editing?.editor.text.hasPrefix("q1?vo x") == true)
    #expect(robot.state.board.enabled == enabled)
    #expect(robot.state.overlays.isEmpty)
    #expect(!robot.effects.contains(.quit(status: 0)))
  }

  @Test("Leaving a changed text makes the edit anew; leaving it as it was does not")
  func leaves() {
    var robot = Self.ready()
    robot.press("e")
    robot.press(.escape)
    #expect(robot.started.count == 1)
    robot.press("e")
    robot.press("Oh! ")
    robot.press(.enter, .escape)
    #expect(robot.state.answer.raw == "Oh! \n" + Robot.answer)
    #expect(robot.started.count == 2)
    #expect(robot.started.last?.request.answer == robot.state.answer.raw)
  }

  @Test("The context is edited too, with undo and redo")
  func undoes() {
    var robot = Self.ready()
    robot.press("c")
    robot.press(KeyPress(.end, .control))
    robot.press("abc")
    robot.press(.control("_"))
    #expect(robot.state.editing?.editor.text == Robot.context)
    robot.press(.control("r"), .escape)
    #expect(robot.state.context.raw == Robot.context + "abc")
  }

  @Test("A paste of 100 KB into a text is one step")
  func pastesMuch() {
    let much = String(repeating: "All work and no play. ", count: 4700)
    var robot = Self.ready()
    robot.press("e")
    robot.paste(much)
    #expect(robot.state.editing?.editor.text == much + Robot.answer)
    robot.press(.alt("u"))
    #expect(robot.state.editing?.editor.text == Robot.answer)
  }

  @Test("A paste in command mode fires no key and asks what it is", arguments: ["a", "c"])
  func pasteAsks(key: String) {
    var robot = Self.ready()
    robot.paste("q1e\n?")
    #expect(robot.started.count == 1)
    #expect(robot.screen.contains("Is it the answer or the context?"))
    robot.press(key)
    #expect((key == "a" ? robot.state.answer : robot.state.context).raw == "q1e\n?")
    #expect(robot.screen.contains("Answer · pasted") == (key == "a"))
    #expect(robot.started.count == 2)
    #expect(robot.state.layer == .command)
  }

  @Test("A paste that is dropped changes nothing")
  func pasteIsDropped() {
    var robot = Self.ready()
    robot.paste("nothing")
    robot.press(.escape)
    #expect(robot.state.answer.raw == Robot.answer)
    #expect(robot.started.count == 1)
  }

  @Test("The external editor gets the text and gives it back", arguments: [true, false])
  func externalEditor(isEditing: Bool) {
    var robot = Self.ready()
    if isEditing { robot.press("e") }
    robot.press(.control("o"))
    #expect(robot.effects.last == .openEditor(.answer, text: Robot.answer))
    robot.send(.editorClosed(.answer, .success("Better.")))
    if isEditing { robot.press(.escape) }
    #expect(robot.state.answer.raw == "Better.")
    #expect(robot.started.count == 2)
  }

  private static let escapedKeys: [(Character, Layer)] = [
    ("?", .help), ("x", .examples), ("e", .editing), ("v", .command),
  ]

  @Test(
    "An Alt that no key asks for is an Escape and the key",
    arguments: escapedKeys)
  func escapeAndKey(key: Character, layer: Layer) {
    var robot = Self.ready()
    robot.generate("on")
    robot.press("o")
    robot.press(KeyPress(.character(key), .alt))
    #expect(robot.state.layer == layer)
    #expect(robot.state.edit.phase == .streaming)
  }

  @Test("While text is written, an Alt that no key asks for does nothing")
  func altInText() {
    var robot = Self.ready()
    robot.press("e")
    robot.press(KeyPress(.character("q"), .alt))
    #expect(robot.state.layer == .editing)
    #expect(robot.state.editing?.editor.text == Robot.answer)
  }

  @Test("Keys that wait are joined where they write, and only there")
  func joinsTyping() {
    let keys: [InputEvent] = [
      .key(.character("a")), .key(.enter), .key(.character("b")), .key(.escape),
      .key(.character("q")),
    ]
    var rest = keys[...]
    let first = rest.removeFirst()
    #expect(Layer.command.typedText(first, &rest) == nil)
    #expect(Layer.path.typedText(first, &rest) == nil)
    #expect(rest.count == 4)
    #expect(Layer.editing.typedText(first, &rest) == "a\nb")
    #expect(Array(rest) == Array(keys[3...]))
    var robot = Self.ready()
    robot.press("e")
    robot.press(KeyPress(.home, .control))
    robot.send(.typed("a\nb"))
    #expect(robot.state.editing?.editor.text == "a\nb" + Robot.answer)
  }

  @Test("A text that changed in its bytes alone is another text")
  func normalization() {
    var robot = Robot(answer: "caf\u{E9}")
    robot.load()
    robot.press("e")
    robot.press(KeyPress(.end, .control), KeyPress(.backspace))
    robot.press("e\u{301}")
    robot.press(.escape)
    #expect(robot.started.last?.request.answer.utf8.count == 6)
  }

  @Test("A file is read into a text, and a failure is said in words")
  func readsFile() {
    var robot = Self.ready()
    robot.press("r")
    robot.press(.tab)
    robot.paste("/tmp/a\n")
    robot.press(KeyPress(.backspace), .enter)
    #expect(robot.effects.last == .readFile("/tmp/a", .context))
    robot.send(.fileRead(.context, path: "/tmp/a", .failure("Cannot read /tmp/a.")))
    #expect(robot.role(of: "Cannot read /tmp/a.") == .error)
    robot.send(.fileRead(.context, path: "/tmp/a", .success("Hello")))
    #expect(robot.state.context.raw == "Hello")
  }

  @Test("What the text hides is shown, while the prompt has it as it is")
  func sanitizes() {
    var robot = Self.ready()
    robot.paste("\u{1B}[31mred\u{202E}")
    robot.press("a")
    #expect(robot.started.last?.request.answer == "\u{1B}[31mred\u{202E}")
    #expect(robot.screen.contains("␛red"))
    #expect(robot.screen.contains("hidden characters"))
    robot.generate("\u{1B}]0;title")
    robot.generate("\u{7}end")
    #expect(robot.state.edit.raw == "\u{1B}]0;title\u{7}end")
    #expect(robot.screen.contains("␛end"))
  }
}

@Suite("Objectives: toggled, worded, invented")
struct ObjectiveTests {
  private static func ready() -> Robot {
    var robot = Robot()
    robot.load()
    return robot
  }

  @Test("Objectives that are not saved are not lost by one key")
  func unsaved() {
    var robot = Robot()
    robot.load()
    robot.press("+")
    robot.paste("Brief")
    robot.press(.tab)
    robot.paste("be short")
    robot.press(.enter)
    robot.press("q")
    #expect(robot.screen.contains("not saved"))
    #expect(!robot.effects.contains { if case .quit = $0 { true } else { false } })
    robot.press("q")
    #expect(robot.effects.last == .quit(status: 0))
  }

  @Test("A very long label or wording is seen around the insertion point, without delay")
  func longFields() throws {
    var robot = Robot(columns: 80, rows: 24)
    robot.load()
    robot.press("+")
    robot.paste(String(repeating: "long label ", count: 10_000) + "end of label")
    #expect(robot.screen.contains("end of label"))
    robot.press(.tab)
    robot.paste(String(repeating: "long wording ", count: 10_000) + "end of wording")
    #expect(robot.screen.contains("end of wording"))
    let cursor = try #require(robot.frame.cursor)
    #expect(robot.find("end of wording").map { $0.row } == cursor.row)
  }

  @Test("In a list a click selects, and a click on the selected row does what its key does")
  func clicksInLists() throws {
    var robot = Robot()
    robot.load()
    robot.press("o")
    let humour = try #require(robot.find("○ 3 Humour"))
    robot.click(humour.column, humour.row)
    #expect(robot.state.selectedObjective?.label == "Humour")
    #expect(robot.find("○ 3 Humour") == humour)
    robot.click(humour.column, humour.row)
    #expect(robot.find("● 3 Humour") == humour)
    robot.click(humour.column, 2)
    #expect(robot.state.selectedObjective?.label == "Humour")
    robot.press(.escape)
    robot.press("x")
    let other = try #require(robot.find("City or countryside"))
    robot.click(other.column, other.row)
    robot.click(other.column, other.row)
    #expect(robot.state.layer == .command)
    #expect(robot.state.source == "City or countryside")
  }

  @Test("The list shows the whole wording of the selected objective below it")
  func wholeWording() throws {
    var robot = Robot(columns: 80, rows: 24)
    robot.load()
    robot.press("o")
    let wording = try #require(robot.state.selectedObjective?.description)
    #expect(wording.count > 70)
    let last = try #require(wording.split(separator: " ").last)
    #expect(robot.screen.contains(last))
  }

  @Test("A new objective is on at once, badged, and saved only when asked")
  func invents() {
    var robot = Self.ready()
    robot.press("o+Brevity")
    robot.press(.tab)
    robot.press("be short.")
    robot.press(.enter)
    #expect(robot.state.board.enabled == ["harmless", "helpful", "brevity"])
    #expect(robot.screen.contains("● Brevity ·yours"))
    robot.wait(.milliseconds(40))
    #expect(
      robot.started.last?.request.prompt.contains("Brevity: The response should be short.") == true)
    robot.press("s")
    #expect(robot.effects.last == .saveCatalog(robot.state.board.catalog))
    robot.send(.catalogSaved(.success("/home/me/objectives.json")))
    #expect(!robot.state.board.isUnsaved)
    robot.press("D")
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
  }

  @Test("A built-in objective cannot be deleted, and the footer does not offer it")
  func keepsBuiltIn() {
    var robot = Self.ready()
    let catalog = robot.state.board.catalog
    robot.press("oD")
    #expect(robot.state.board.catalog == catalog)
    #expect(!robot.screen.contains("delete"))
  }

  @Test("A reworded objective keeps its id and becomes the user's")
  func rewords() {
    var robot = Self.ready()
    robot.press("oe")
    robot.press(.control("u"))
    robot.press("Be kind")
    robot.press(.enter)
    let objective = robot.state.board.objective("harmless")
    #expect(objective?.description == "Be kind")
    #expect(objective?.isUserDefined == true)
    #expect(objective?.promptText(for: .hhRLHF) == "Harmless: Be kind")
  }

  @Test("An objective without a label is refused in words")
  func refuses() {
    var robot = Self.ready()
    robot.press("o+")
    robot.press(.enter)
    #expect(robot.state.notice?.role == .error)
    #expect(robot.state.layer == .wording)
  }

  @Test("What the model was not trained on is badged, by any of its names")
  func badges() {
    let robot = Self.ready()
    // The model calls it `humor`, the catalog `humour`.
    #expect(!robot.screen.contains("Humour ·unseen"))
    #expect(robot.screen.contains("Honest ·unseen"))
  }

  @Test("Family and direction change the prompt")
  func changesPrompt() {
    var robot = Self.ready()
    let before = robot.started.last?.request
    robot.press("f=")
    robot.wait(.milliseconds(40))
    #expect(before?.family == .hhRLHF)
    #expect(robot.started.last?.request.family == .ultraFeedback)
    #expect(robot.started.last?.request.direction == .equal)
  }
}
