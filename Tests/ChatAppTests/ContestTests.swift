import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Edits for several sets of objectives, side by side")
struct ContestTests {
  private static let first = "Go to bed early. Drink water. Read a book."
  private static let second = "Go to bed early. Count sheep. Read a book."

  private static func begun(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(columns: columns, rows: rows)
    robot.load()
    robot.generate(first)
    robot.finish()
    robot.press("w")
    return robot
  }

  private static func finished(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = begun(columns: columns, rows: rows)
    robot.write(second)
    return robot
  }

  @Test("w shows the edit again beside one without the last objective, which is asked for")
  func begins() {
    let robot = Self.begun()
    #expect(robot.beside.map { $0.request.objectives.map(\.id) } == [["harmless"]])
    #expect(robot.started.count == 1)
    #expect(robot.screen.contains("replayed, made at 38 tok/s"))
    #expect(robot.screen.contains("still being made"))
    #expect(robot.state.edit.raw == Self.first)
  }

  @Test("The first place where the edits part is marked in both")
  func marks() {
    let robot = Self.finished()
    #expect(robot.role(of: "Drink") == .match)
    #expect(robot.role(of: "Count") == .match)
    #expect(robot.role(of: "early") == .text)
    #expect(robot.screen.contains("marked: where they first part"))
  }

  @Test("Edits that are the same are said to be")
  func same() {
    var robot = Self.begun()
    robot.write(Self.first)
    #expect(robot.screen.contains("all edits are the same"))
  }

  @Test(
    "Digits switch the column's objectives alone, and its edit is made anew; the one before is cancelled"
  )
  func toggles() throws {
    var robot = Self.begun()
    let old = try #require(robot.beside.last?.id)
    robot.press("3")
    #expect(robot.effects.contains(.lens(.cancel(id: old))))
    #expect(robot.beside.last?.request.objectives.map(\.id) == ["harmless", "humour"])
    #expect(robot.state.board.enabled == ["harmless", "helpful"])
    #expect(robot.find("3 ● Humour") != nil)
    robot.send(.report(.text(id: old, "LATE", pieces: 1)))
    #expect(!robot.screen.contains("LATE"))
    robot.press(.tab)
    #expect(robot.find("3 ○ Humour") != nil)
  }

  @Test("Columns come and go between two and what there is room for")
  func columns() {
    var robot = Self.begun()
    robot.press("-")
    #expect(robot.state.lens.contest?.columns.count == 2)
    robot.press("+++")
    #expect(robot.state.lens.contest?.columns.count == 4)
    robot.press("-")
    #expect(robot.state.lens.contest?.columns.count == 3)
    robot = Self.begun(columns: 80, rows: 24)
    robot.press("+++")
    #expect(robot.state.lens.contest?.columns.count == 3)
  }

  @Test("Enter goes on with the column's objectives, at once where their edit is there")
  func takes() {
    var robot = Self.finished()
    robot.press(.enter)
    #expect(robot.state.layer == .command)
    #expect(robot.state.board.enabled == ["harmless"])
    #expect(robot.state.edit.raw == Self.second)
    #expect(robot.started.count == 1)
  }

  @Test("Leaving stops what still runs")
  func leaves() throws {
    var robot = Self.begun()
    let id = try #require(robot.beside.last?.id)
    robot.press(.escape)
    #expect(robot.effects.last == .lens(.cancel(id: id)))
    #expect(robot.state.layer == .command)
    robot.send(.report(.text(id: id, "LATE", pieces: 1)))
    #expect(!robot.screen.contains("LATE"))
  }

  @Test("Whole screens", arguments: [(118, 30), (80, 24), (59, 14)])
  func screens(columns: Int, rows: Int) throws {
    var robot = Self.finished(columns: columns, rows: rows)
    #expect(
      try robot.screen == Golden.screen("contest-\(columns)x\(rows)", recording: robot.screen))
    robot.press(.escape)
    robot.press("i")
    robot.write(Self.second)
    robot.write(Self.second)
    #expect(
      try robot.screen == Golden.screen("iteration-\(columns)x\(rows)", recording: robot.screen))
  }
}

@Suite("An edit is edited again")
struct IterationTests {
  private static func begun() -> Robot {
    var robot = Robot()
    robot.load()
    robot.generate("Go to bed early. Drink water.")
    robot.finish()
    robot.press("i")
    return robot
  }

  @Test("The edit becomes the answer until it is its own edit")
  func settles() {
    var robot = Self.begun()
    #expect(robot.beside.last?.request.answer == "Go to bed early. Drink water.")
    #expect(robot.screen.contains("round 2 is being made"))
    robot.write("Go to bed. Drink water.")
    #expect(robot.beside.last?.request.answer == "Go to bed. Drink water.")
    robot.write("Go to bed. Drink water.")
    #expect(robot.beside.count == 2)
    #expect(robot.screen.contains("it stays as it is after 3 rounds"))
    #expect(robot.state.lens.iteration?.rounds.map(\.changedWords) == [14, 1, 0])
  }

  @Test("Going round in circles is noticed")
  func circles() {
    var robot = Self.begun()
    robot.write("Sleep well.")
    robot.write("Go to bed early. Drink water.")
    #expect(robot.screen.contains("it goes round in circles of 2 after 3 rounds"))
    #expect(robot.beside.count == 2)
  }

  @Test("After eight rounds it is over")
  func exhausts() {
    var robot = Self.begun()
    for round in 2...8 { robot.write("Round \(round).") }
    #expect(robot.beside.count == 7)
    #expect(robot.screen.contains("still changing after 8 rounds"))
  }

  @Test("Rounds made before are shown again")
  func replays() {
    var robot = Self.begun()
    robot.write("Sleep well.")
    robot.write("Sleep well.")
    robot.press(.escape)
    robot.press("i")
    #expect(robot.beside.count == 2)
    #expect(robot.screen.contains("it stays as it is after 3 rounds"))
  }

  @Test("s stops, Escape leaves, and Enter takes a round's text as the answer")
  func leaves() {
    var robot = Self.begun()
    robot.press("s")
    #expect(robot.screen.contains("stopped after 1 round"))
    robot.press(.escape)
    robot.press("i")
    robot.write("Sleep well.")
    robot.press(.enter)
    #expect(robot.state.layer == .command)
    #expect(robot.state.answer.raw == "Sleep well.")
    #expect(robot.started.last?.request.answer == "Sleep well.")
  }
}

extension Robot {
  /// Edits asked for beside the one on the screen.
  var beside: [Effect.Generation] {
    effects.compactMap {
      if case .lens(.generate(let generation, _)) = $0 { generation } else { nil }
    }
  }

  /// Writes the whole of the edit that was asked for last beside the one on the screen.
  mutating func write(_ text: String) {
    guard let id = beside.last?.id else { return }
    send(.report(.text(id: id, text, pieces: 1)))
    send(
      .report(
        .summary(
          id: id,
          GenerationSummary(
            promptTokens: 90, generatedTokens: 20, timeToFirstToken: .milliseconds(300),
            decodeTime: .milliseconds(500), stopReason: .endOfSequence))))
  }
}
