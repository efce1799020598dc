import Alignment
import TerminalUI
import Testing

@testable import ChatApp

@Suite("The catalog changes in another program")
struct ReloadTests {
  private static func ready() -> Robot {
    var robot = Robot()
    robot.load()
    return robot
  }

  /// The built-in catalog after somebody else's change.
  private static func changed(
    _ change: (inout ObjectiveCatalog) throws -> Void
  ) rethrows -> Action {
    var catalog = ObjectiveCatalog.builtIn
    try change(&catalog)
    return .report(.catalogChanged(.catalog(catalog)))
  }

  @Test("Its objectives are taken at once, said, and the edit follows what the prompt says")
  func reloads() throws {
    var robot = Self.ready()
    let action = try Self.changed { catalog in
      try catalog.remove("helpful")
      var harmless = catalog.objectives[0]
      harmless.prompts = [.hhRLHF: "Harmlessness: be gentle"]
      try catalog.replace("harmless", with: harmless)
    }
    robot.send(action)
    #expect(robot.screen.contains("changed in another program: read anew"))
    #expect(robot.state.board.enabled == ["harmless"])
    #expect(!robot.state.board.isUnsaved)
    robot.wait(.milliseconds(40))
    #expect(robot.started.last?.request.prompt.contains("be gentle") == true)
    #expect(!robot.screen.contains("Helpful"))
  }

  @Test("What the program saved itself is no news, whatever else the file holds")
  func ownSave() throws {
    var robot = Self.ready()
    robot.press("oJs")
    robot.send(.catalogSaved(.success("objectives.json")))
    let saved = robot.state.board.catalog
    robot.press(.escape)
    let file = try ObjectiveCatalog.parse(saved.serialized())
    robot.send(.report(.catalogChanged(.catalog(file))))
    #expect(robot.state.notice == nil)
    #expect(!robot.state.board.isUnsaved)
    #expect(robot.state.board.catalog.saysTheSame(as: saved))
  }

  @Test("Changes that are not saved are kept, and the user chooses", arguments: ["r", "s"])
  func keepsUnsaved(key: String) throws {
    var robot = Self.ready()
    robot.press("od")
    let own = robot.state.board.catalog
    let action = try Self.changed { try $0.remove("length") }
    robot.send(action)
    #expect(robot.state.notice?.role == .warning)
    #expect(robot.state.board.catalog == own)
    #expect(robot.screen.contains("not saved yet, and the file changed"))
    robot.press(key)
    if key == "s" {
      #expect(robot.effects.last == .saveCatalog(own))
      robot.send(.catalogSaved(.success("objectives.json")))
      #expect(robot.state.board.catalog == own)
    } else {
      #expect(robot.state.board.objective("length") == nil)
      #expect(robot.state.board.objective("harmless-2") == nil)
      robot.press("u")
      #expect(robot.state.board.catalog == own)
      #expect(robot.state.board.isUnsaved)
    }
    #expect(robot.state.board.heldBack == nil)
  }

  @Test("Objectives of the command line stay, though no file has them")
  func keepsGiven() throws {
    let given = try Objective.parse(commandLine: "Brevity: be short")
    var catalog = ObjectiveCatalog.builtIn
    try catalog.add(given)
    var configuration = ChatConfiguration(
      start: ChatConfiguration.Start(context: "", answer: "Yes."), catalog: catalog,
      objectives: ["brevity"], modelName: "tiny-aligner")
    configuration.givenObjectives = [given]
    var robot = Robot(configuration)
    robot.load()
    robot.send(try Self.changed { try $0.remove("length") })
    #expect(robot.state.board.enabled == ["brevity"])
    #expect(robot.state.board.objective("length") == nil)
  }

  @Test("Objectives that a resumed session lent stay, until the user takes them out")
  func keepsLent() throws {
    var robot = Self.ready()
    robot.send(.report(.session(.opened(SessionsTests.session()))))
    #expect(robot.state.board.enabled == ["fair", "terse"])
    robot.send(try Self.changed { try $0.remove("length") })
    #expect(robot.state.board.objective("length") == nil)
    #expect(robot.state.board.enabled == ["fair", "terse"])
    #expect(!robot.state.board.isUnsaved)
    robot.send(
      try Self.changed { catalog in
        try catalog.add(Objective(id: "terse", label: "Terse", description: "Say little"))
      })
    #expect(robot.state.board.objective("terse")?.description == "Say little")
  }

  @Test("A file that cannot be read any more changes nothing and is said with its place")
  func unreadable() {
    var robot = Self.ready()
    let catalog = robot.state.board.catalog
    robot.send(.report(.catalogChanged(.unreadable("objectives.json:3:4: a comma is missing."))))
    #expect(robot.state.board.catalog == catalog)
    #expect(robot.role(of: "objectives.json:3:4") == .error)
    #expect(robot.screen.contains("stay as they are"))
  }

  @Test("An objective that is taken away while it is worded comes back as the user worded it")
  func wordsWhatIsGone() throws {
    var robot = Self.ready()
    robot.press("oje")
    let action = try Self.changed { try $0.remove("helpful") }
    robot.send(action)
    robot.press(" to all")
    robot.press(.enter)
    #expect(robot.state.board.objective("helpful")?.description.hasSuffix("to all") == true)
  }
}
