import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("What each objective did, and what else could stand there")
struct AttributionTests {
  private static let pieces = ["Go", " to", " bed", " early", ".", " Drink", " water", "."]

  private static func score(_ logProbabilities: [Double], alternatives: Bool = false) -> ScoredText
  {
    ScoredText(
      tokens: zip(pieces, logProbabilities).map { text, logProbability in
        let others = [
          TokenAlternative(text: text, logProbability: logProbability, isChosen: true),
          TokenAlternative(text: " tea", logProbability: -3, isChosen: false),
          TokenAlternative(text: "\n", logProbability: -4, isChosen: false),
          TokenAlternative(text: nil, logProbability: -9, isChosen: false),
        ]
        return ScoredToken(
          text: text, logProbability: logProbability, alternatives: alternatives ? others : [])
      })
  }

  private static let whole = score(
    [-0.1, -0.1, -0.2, -0.1, -0.1, -0.3, -0.5, -0.1], alternatives: true)

  private static func finished(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate(pieces.joined())
    robot.finish()
    return robot
  }

  private static func attributed(columns: Int = 118, rows: Int = 30) throws -> Robot {
    var robot = finished(columns: columns, rows: rows)
    robot.press("a")
    let id = try #require(robot.state.lens.attribution?.id)
    robot.send(.report(.lens(.scored(id: id, without: nil, whole))))
    robot.send(
      .report(
        .lens(
          .scored(
            id: id, without: "harmless",
            score([-0.1, -0.1, -0.2, -0.1, -0.1, -2.3, -4.5, -0.1])))))
    robot.send(
      .report(
        .lens(
          .scored(
            id: id, without: "helpful",
            score([-0.1, -0.1, -0.2, -0.1, -0.1, -0.1, -0.1, -0.1])))))
    return robot
  }

  @Test(
    "a asks for the scores of the edit with and without each objective, and says how far they are")
  func asks() throws {
    var robot = Self.finished()
    robot.press("a")
    let attribution = try #require(robot.state.lens.attribution)
    #expect(
      robot.effects.last
        == .lens(
          .attribute(
            id: attribution.id, robot.state.generation, text: Self.pieces.joined(),
            leavingOut: true)))
    #expect(robot.screen.contains("scoring, 0 of 3 passes"))
    robot.send(.report(.lens(.scored(id: attribution.id, without: nil, Self.whole))))
    #expect(robot.screen.contains("scoring, 1 of 3 passes"))
    robot.send(.report(.lens(.scored(id: 7, without: "harmless", Self.whole))))
    #expect(robot.screen.contains("scoring, 1 of 3 passes"))
  }

  @Test("The sums, the token's parts and the heat under it")
  func shows() throws {
    var robot = try Self.attributed()
    robot.press("llllll")
    let screen = robot.screen
    #expect(screen.contains("finished"))
    // 2 + 4, and 4 of it at “ water”.
    #expect(screen.contains("+6.00    +4.00"))
    #expect(screen.contains("−0.60    −0.40"))
    let water = try #require(robot.find("water"))
    #expect(robot.frame[water].role == .selection)
    let heat = robot.frame[Position(column: water.column, row: water.row + 1)]
    #expect(heat.cluster == "█" && heat.role == .success)
    robot.press(.tab)
    let other = robot.frame[Position(column: water.column, row: water.row + 1)]
    #expect(other.cluster == "·" && other.role == .warning)
  }

  @Test("A double click, and a drag, select and show nothing else")
  func selects() throws {
    var robot = Self.finished()
    let place = try #require(robot.find("Drink"))
    for _ in 0..<2 {
      robot.click(place.column, place.row)
      robot.release(place.column, place.row)
    }
    robot.wait(.seconds(1))
    #expect(robot.state.overlays.isEmpty)
    #expect(robot.state.finding.selection != nil)
  }

  @Test("A click on the focused edit, or a dot, shows what else could stand there")
  func alternatives() throws {
    var robot = Self.finished()
    let place = try #require(robot.find("Drink"))
    robot.click(place.column + 1, place.row)
    robot.release(place.column + 1, place.row)
    #expect(robot.state.overlays.isEmpty)
    robot.wait(.milliseconds(400))
    let id = try #require(robot.state.lens.attribution?.id)
    robot.send(.report(.lens(.scored(id: id, without: nil, Self.whole))))
    #expect(robot.screen.contains("“␣Drink”  74.1 %, token 6 of 8"))
    #expect(robot.screen.contains("“␣tea”"))
    #expect(robot.screen.contains("“⏎”"))
    #expect(robot.screen.contains("the end of the text"))
    // Only the objectives' parts cost more passes.
    #expect(
      robot.effects.last
        == .lens(
          .attribute(
            id: id, robot.state.generation, text: Self.pieces.joined(), leavingOut: false)))
    robot.press("a")
    #expect(robot.state.lens.attribution?.leavesOut == true)
    robot.press(.escape)
    #expect(robot.state.layer == .command)
  }

  @Test("A click takes a token, and arrows stay among them")
  func moves() throws {
    var robot = try Self.attributed()
    let place = try #require(robot.find("early"))
    robot.click(place.column, place.row)
    #expect(robot.state.lens.attribution?.current == 3)
    robot.press("hhhhhh")
    #expect(robot.state.lens.attribution?.current == 0)
    robot.press(String(repeating: "l", count: 20))
    #expect(robot.state.lens.attribution?.current == 7)
  }

  @Test("A toggle ends the scoring, and an engine that cannot score says so")
  func ends() throws {
    var robot = try Self.attributed()
    robot.press(.escape)
    robot.press("3")
    #expect(robot.effects.contains(.lens(.cancelAttribution)))
    #expect(robot.state.lens.attribution == nil)
    robot = Self.finished()
    robot.press("a")
    let id = try #require(robot.state.lens.attribution?.id)
    robot.send(.report(.lens(.notScored(id: id, "This engine gives no probabilities."))))
    #expect(robot.role(of: "This engine gives no probabilities.") == .error)
  }

  @Test("While an edit is made there is nothing to look into")
  func waits() {
    var robot = Robot()
    robot.load()
    robot.generate("Go")
    robot.press("a.")
    #expect(robot.state.lens.attribution == nil)
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("Whole screens", arguments: [(118, 30), (80, 24), (59, 14), (200, 60)])
  func screens(columns: Int, rows: Int) throws {
    var robot = try Self.attributed(columns: columns, rows: rows)
    robot.press("lllll")
    #expect(
      try robot.screen
        == Golden.screen("attribution-\(columns)x\(rows)", recording: robot.screen))
    robot.press(".")
    #expect(
      try robot.screen
        == Golden.screen("alternatives-\(columns)x\(rows)", recording: robot.screen))
  }
}
