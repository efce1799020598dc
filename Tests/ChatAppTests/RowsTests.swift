import Alignment
import Datasets
import Generation
import TerminalUI
import TestSupport
import Testing

@testable import ChatApp

@Suite("Working through the rows of a data file")
struct RowsTests {
  static let path = SharedFolder.packageRoot + "/Tests/ChatAppTests/Fixtures/rows.csv"

  /// A robot that started with the file's first row.
  static func robot(columns: Int = 118, rows: Int = 30) throws -> Robot {
    var robot = Robot(
      ChatConfiguration(rows: path, modelName: "tiny-aligner"), columns: columns, rows: rows)
    robot.load()
    robot.send(
      .report(.rows(.opened(id: robot.state.rows.id, try #require(try RowFile(path))))))
    robot.wait(.milliseconds(40))
    return robot
  }

  /// Answers what was asked of the task beside the loop.
  private static func search(_ robot: inout Robot) throws {
    guard case .rows(.search(let id, let file, let query)) = robot.effects.last else {
      return
    }
    let pattern = SearchPattern(query)
    let found = (0..<file.count).filter { file.fields($0).contains(where: pattern.occurs) }
    robot.send(.report(.rows(.found(searchID: id, rows: found, isComplete: true))))
  }

  @Test("A file named on the command line shows its first row as soon as it is read")
  func startsWithFirstRow() throws {
    let waiting = Robot(ChatConfiguration(rows: Self.path, modelName: "tiny-aligner"))
    #expect(waiting.effects == [.rows(.open(id: 1, path: Self.path))])
    #expect(waiting.screen.contains("Reading rows.csv …"))
    let robot = try Self.robot()
    #expect(robot.screen.contains("Answer · row 1 of 4 · rows.csv"))
    #expect(robot.started.last?.request.answer == "Go to bed early. Do not drink coffee.")
    #expect(robot.started.last?.request.context.hasSuffix("exam?\n\nAssistant:") == true)
  }

  @Test("[ and ] step through the rows, and a held key makes one edit")
  func steps() throws {
    var robot = try Self.robot()
    let before = robot.started.count
    robot.press("]]")
    #expect(robot.screen.contains("row 3 of 4"))
    robot.wait(.milliseconds(40))
    #expect(robot.started.count == before + 1)
    robot.press("]]")
    #expect(robot.screen.contains("This is the last row."))
    robot.press("[[[")
    #expect(robot.screen.contains("row 1 of 4"))
    robot.press("[")
    #expect(robot.screen.contains("This is the first row."))
  }

  @Test("d lists the rows, Enter takes the selected one")
  func lists() throws {
    var robot = try Self.robot()
    robot.press("d")
    #expect(robot.screen.contains("rows.csv · 4 rows"))
    #expect(robot.screen.contains("label"))
    robot.press("j")
    robot.press(.enter)
    #expect(robot.state.overlays.isEmpty)
    #expect(robot.screen.contains("row 2 of 4"))
    #expect(robot.state.context.turnCount == 3)
  }

  @Test("A search narrows the list, and stepping stays within what was found")
  func searches() throws {
    var robot = try Self.robot()
    robot.press("d/COFFEE")
    try Self.search(&robot)
    #expect(robot.screen.contains("2 found"))
    robot.press(.enter)
    robot.press("j")
    robot.press(.enter)
    #expect(robot.screen.contains("row 4 of 4"))
    robot.press("[")
    #expect(robot.screen.contains("row 1 of 4"))
    #expect(robot.screen.contains("Match 1 of 2 for “COFFEE”."))
    robot.press("d")
    robot.press(.escape)
    #expect(robot.screen.contains("rows.csv · 4 rows"))
    robot.press(.escape)
    #expect(robot.state.overlays.isEmpty)
  }

  @Test("Reports about an earlier file or search change nothing")
  func ignoresLateReports() throws {
    var robot = try Self.robot()
    robot.press("d/tea")
    robot.send(.report(.rows(.found(searchID: 1, rows: [3], isComplete: true))))
    #expect(robot.state.rows.listedCount == 0)
    robot.send(.report(.rows(.failed(id: 0, "late"))))
    #expect(robot.state.rows.file != nil)
  }

  @Test("d asks for a file where none is open, and says how far it is and what is wrong with it")
  func opens() {
    var robot = Robot()
    robot.press("d")
    #expect(robot.screen.contains("Open the data file (CSV):"))
    robot.press("a.csv")
    robot.press(.enter)
    #expect(robot.effects.last == .rows(.open(id: 1, path: "a.csv")))
    robot.send(.report(.rows(.progress(id: 1, part: 0.431))))
    #expect(robot.screen.contains("Reading a.csv … 43 %"))
    robot.send(.report(.rows(.failed(id: 1, "A.csv: there is none."))))
    #expect(robot.screen.contains("A.csv: there is none."))
    #expect(robot.state.overlays.isEmpty)
    #expect(robot.state.answer.raw == Robot.answer)
  }

  @Test(
    "The gold answer is a third column where there is room, and takes the answer's place else",
    arguments: [(200, true, true), (160, false, true), (118, false, false), (80, false, false)])
  func showsGold(columns: Int, isOffered: Bool, isBeside: Bool) throws {
    var robot = try Self.robot(columns: columns, rows: 40)
    #expect(robot.screen.contains("Gold answer") == isOffered)
    if !isOffered { robot.press("l") }
    #expect(robot.find("Gold answer") != nil)
    #expect(robot.screen.contains("Go to bed at your usual time"))
    #expect((robot.find("Answer · row 1") != nil) == isBeside)
    robot.press("l")
    #expect(robot.find("Gold answer") == nil)
    #expect(robot.find("Answer · row 1") != nil)
  }

  @Test("Another text of the user's own ends the row and its gold answer")
  func leavesRow() throws {
    var robot = try Self.robot(columns: 200)
    robot.paste("\n\nHuman: Hello\n\nAssistant:")
    robot.press("c")
    #expect(robot.state.rows.current == nil)
    #expect(robot.find("Gold answer") == nil)
  }

  @Test(
    "Screens of rows",
    arguments: [
      ("rows-80x24", 80, 24, "d"), ("rows-120x40", 120, 40, "djj"), ("gold-200x60", 200, 60, ""),
      ("gold-80x24", 80, 24, "l"), ("row-search-118x30", 118, 30, "d/tea"),
    ])
  func screens(name: String, columns: Int, rows: Int, keys: String) throws {
    var robot = try Self.robot(columns: columns, rows: rows)
    robot.generate("Go to bed early, and drink no coffee.")
    robot.finish()
    robot.press(keys)
    try Self.search(&robot)
    #expect(try robot.screen == Golden.screen(name, recording: robot.screen))
  }

  @Test("What was looked for stands out, in the list and in the row's columns")
  func highlights() throws {
    var robot = try Self.robot()
    robot.press("d/COFFEE")
    try Self.search(&robot)
    robot.press(.enter)
    #expect(robot.role(of: "coffee") == .match)
    let lines = robot.frame.lines()
    let last = try #require(lines.lastIndex { $0.contains("coffee") })
    let column = try #require(lines[last].firstRange(of: "coffee"))
    let position = Position(
      column: TextWidth.width(of: lines[last][..<column.lowerBound]), row: last)
    #expect(robot.frame[position].role == .match)
    #expect(robot.find("coffee")?.row != last)
  }

  @Test(
    "A pattern is found where it stands, whatever the case",
    arguments: [
      ("ab", "xAbab", [1..<3, 3..<5]), ("é", "Éa é", [0..<1, 3..<4]), ("", "a", []),
      ("aa", "aaa", [0..<2]), ("abc", "ab", []),
    ])
  func occurrences(pattern: String, text: String, expected: [Range<Int>]) {
    #expect(SearchPattern(pattern).occurrences(in: text) == expected)
  }

  @Test("An excerpt begins shortly before what would not be seen")
  func excerpts() {
    let text = String(repeating: "word ", count: 40) + "needle and more"
    let excerpt = SearchPattern("NEEDLE").excerpt(of: text, columns: 60)
    #expect(excerpt.hasPrefix("… "))
    #expect(excerpt.prefix(60).contains("needle"))
    #expect(SearchPattern("word").excerpt(of: text, columns: 60) == text)
    #expect(SearchPattern("").excerpt(of: text, columns: 60) == text)
    #expect(SearchPattern("Übung").excerpt(of: text + " ÜBUNG", columns: 60).contains("ÜBUNG"))
  }
}
