import TerminalUI
import Testing

@testable import ChatApp

@Suite("Picking a theme")
struct ThemesTests {
  private static func open(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.press("T")
    return robot
  }

  /// The themes that the terminal was given.
  private static func worn(_ robot: Robot) -> [String] {
    robot.effects.compactMap { if case .useTheme(let theme) = $0 { theme.name } else { nil } }
  }

  @Test("the screen wears what the bar is on")
  func previews() {
    var robot = Self.open()
    #expect(robot.state.layer == .themes)
    robot.press("jj")
    robot.press("k")
    robot.press("k")
    // At the top it stays, and nothing is asked of the terminal.
    robot.press("k")
    #expect(Self.worn(robot) == ["light", "dusk", "light", "dark"])
  }

  @Test("Esc brings the theme from before back", arguments: ["", "j", "jjj"])
  func restores(keys: String) {
    var robot = Self.open()
    robot.press(keys)
    robot.press(.escape)
    #expect(robot.state.overlays.isEmpty)
    #expect(Self.worn(robot).last ?? "dark" == "dark")
    #expect(robot.state.themes.current == "dark")
  }

  @Test("Enter keeps it, and says where")
  func keeps() {
    var robot = Self.open()
    robot.press("jj")
    robot.press(.enter)
    #expect(robot.effects.last == .saveTheme("dusk"))
    robot.send(.themeSaved(.success("/home/me/config.json")))
    #expect(robot.screen.contains("Theme dusk, kept in /home/me/config.json."))
    robot.press("T")
    #expect(robot.screen.contains("▸ dusk · now"))
    robot.press(.escape)
    robot.send(.themeSaved(.failure("The disk is full.")))
    #expect(robot.screen.contains("Used until you quit, but not kept. The disk is full."))
  }

  @Test("the mouse picks too")
  func clicks() throws {
    var robot = Self.open()
    let row = try #require(robot.find("paper")).row
    robot.click(4, row)
    #expect(Self.worn(robot) == ["paper"])
    robot.click(4, row)
    #expect(robot.effects.last == .saveTheme("paper"))
    robot.press("T")
    robot.wheel(.wheelUp, 4, row)
    #expect(Self.worn(robot).last == "dark")
  }

  @Test("broken themes are named below the list")
  func problems() {
    var configuration = ChatConfiguration(examples: Robot.examples, modelName: "tiny-aligner")
    configuration.themes.problems = ["/themes/mud.json:3:9: no role is called 'addded'"]
    var robot = Robot(configuration)
    robot.press("T")
    #expect(robot.role(of: "/themes/mud.json:3:9") == .warning)
  }

  @Test(
    "the list is drawn with a sample where there is room",
    arguments: [(118, 30), (80, 24), (59, 14), (10, 5)])
  func drawn(columns: Int, rows: Int) throws {
    var robot = Self.open(columns: columns, rows: rows)
    robot.press("j")
    #expect(robot.screen.contains("Aligned edit") == (columns >= 80))
    guard columns >= 80 else { return }
    #expect(try robot.screen == Golden.screen("themes-\(columns)x\(rows)", recording: robot.screen))
  }
}
