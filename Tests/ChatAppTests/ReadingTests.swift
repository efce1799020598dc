import Alignment
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Reading answer and edit beside each other")
struct ReadingTests {
  private static let sentences = (1...120).map { "Sentence number \($0) stands here." }

  /// An edit that has a paragraph more at the front and lacks one in the middle.
  private static let edit =
    Array(repeating: "Something new comes first.", count: 20)
    + Array(sentences[..<40] + sentences[60...])

  private static func finished(columns: Int = 118, rows: Int = 30) -> Robot {
    var robot = Robot(
      columns: columns, rows: rows, answer: sentences.joined(separator: " "))
    robot.load()
    robot.generate(edit.joined(separator: " "))
    robot.finish()
    return robot
  }

  /// The numbers of the sentences that begin in a pane.
  private static func numbers(_ pane: TextPane) -> Set<Int> {
    let rows = pane.topRow..<min(pane.layout.lines.count, pane.topRow + pane.height)
    let text = rows.map { pane.layout.lines[$0].text }.joined(separator: " ")
    return Set(text.split { !$0.isNumber }.compactMap { Int($0) })
  }

  @Test(
    "Places of one text have places in the other, exact where the words are the same",
    arguments: [(0, 0), (3, 3), (4, 4), (8, 6), (10, 8), (18, 11), (99, 17)])
  func corresponds(answer: Int, edit: Int) {
    var comparison = Comparison()
    comparison.setAnswer("One two three four.")
    comparison.update(edit: TokenizedText("One 2 three. Five"), isComplete: true)
    let places = comparison.correspondence(editLength: 17)
    #expect(places.second(at: answer) == edit)
    if answer < 11 { #expect(places.first(at: edit) == answer) }
  }

  @Test("Scrolling one text shows the same words in the other", arguments: [Focus.edit, .answer])
  func scrollsTogether(focus: Focus) {
    var robot = Self.finished()
    robot.press("g")
    if focus == .answer { robot.press(.tab) }
    #expect(robot.state.focus == focus)
    for _ in 0..<6 {
      robot.press(.control("d"))
      let (left, right) = (
        Self.numbers(robot.state.answerPane), Self.numbers(robot.state.editPane)
      )
      // Where the one shows what the other lacks, there is nothing to have in common.
      let shared = left.union(right).subtracting(41...60)
      #expect(shared.isEmpty || !left.isDisjoint(with: right))
    }
    robot.press("G")
    #expect(robot.state.answerPane.isAtEnd && robot.state.editPane.isAtEnd)
    robot.press("g")
    #expect(robot.state.answerPane.topRow == 0 && robot.state.editPane.topRow == 0)
  }

  @Test("Unlinked, each text scrolls on its own")
  func scrollsAlone() {
    var robot = Self.finished()
    robot.press("g")
    robot.state.toggleLinkedScrolling()
    robot.press(.control("d"))
    #expect(robot.state.editPane.topRow > 0)
    #expect(robot.state.answerPane.topRow == 0)
    #expect(robot.screen.contains("scroll on their own") == false)
  }

  @Test("The answer moves along while the edit grows, until the reader reads ahead in it")
  func followsGrowth() {
    var robot = Robot(answer: Self.sentences.joined(separator: " "))
    robot.load()
    robot.generate(Self.sentences[..<70].joined(separator: " "))
    #expect(Self.numbers(robot.state.answerPane).contains(70))
    robot.wheel(.wheelDown, 5, 10)
    robot.wheel(.wheelDown, 5, 10)
    let top = robot.state.answerPane.topRow
    robot.generate(" " + Self.sentences[70..<75].joined(separator: " "))
    #expect(robot.state.answerPane.topRow == top)
  }

  @Test("A change stepped to stands in the same row of both texts")
  func alignsChanges() {
    var robot = Self.finished()
    robot.press("nn")
    let change = robot.state.comparison.changes[1]
    let (answer, edit) = (robot.state.answerPane, robot.state.editPane)
    #expect(
      answer.layout.row(containing: change.answer.lowerBound) - answer.topRow
        == edit.layout.row(containing: change.edit.lowerBound) - edit.topRow)
  }

  @Test("Another view shows the same place of the edit")
  func keepsPlaceInViews() {
    var robot = Self.finished()
    robot.press("g")
    robot.press(.control("d"), .control("d"))
    let pane = robot.state.editPane
    let first = pane.layout.lines[pane.topRow].text
    for _ in 0..<4 { robot.press("v") }
    #expect(robot.state.diffView == .sideBySide)
    let after = robot.state.editPane
    #expect(abs(after.topRow - pane.topRow) <= 1)
    robot.press("v")
    let inline = robot.state.inlinePane
    let shown = (0..<inline.height).compactMap {
      inline.layout.slice(row: inline.topRow + $0)?.text
    }
    let words = first.split(separator: " ").prefix(3).joined(separator: " ")
    #expect(shown.joined(separator: " ").contains(words))
  }

  @Test("< and > move the divider, as far as both texts keep room", arguments: [118, 80])
  func movesDivider(columns: Int) {
    var robot = Self.finished(columns: columns)
    func extent() -> Int {
      columns == 80 ? robot.state.layout.answer?.rows ?? 0 : robot.state.layout.answer?.columns ?? 0
    }
    let before = extent()
    robot.press(">>>>")
    #expect(extent() > before)
    robot.press("<<<<")
    #expect(extent() == before)
    for _ in 0..<60 { robot.press("<") }
    #expect(extent() > 0 && extent() < before)
    robot.press("v")
    #expect(robot.state.layout.divider == nil)
  }

  @Test("The mouse takes the divider along until it is let go", arguments: [(118, 10), (80, 9)])
  func dragsDivider(columns: Int, row: Int) throws {
    var robot = Self.finished(columns: columns)
    let divider = try #require(robot.state.layout.divider)
    robot.click(divider.column, divider.row)
    let target = (columns == 80 ? 40 : 40, columns == 80 ? divider.row - 3 : divider.row)
    robot.drag(to: target.0, target.1)
    let moved = try #require(robot.state.layout.divider)
    #expect(columns == 80 ? moved.row == target.1 : moved.column == 40)
    robot.release(target.0, target.1)
    robot.drag(to: 60, divider.row)
    #expect(robot.state.layout.divider == moved)
  }

  @Test("Of drags and resizes that wait, the last one counts")
  func joinsDrags() {
    func mouse(_ action: MouseEvent.Action) -> InputEvent {
      .mouse(MouseEvent(action, at: Position(column: 1, row: 1)))
    }
    let resize = InputEvent.resize(Size(columns: 80, rows: 24))
    #expect(mouse(.drag).isReplaced(by: mouse(.drag)))
    #expect(resize.isReplaced(by: resize))
    #expect(!mouse(.drag).isReplaced(by: mouse(.release)))
    #expect(!mouse(.press).isReplaced(by: mouse(.press)))
    #expect(!mouse(.wheelUp).isReplaced(by: mouse(.wheelUp)))
    #expect(!mouse(.drag).isReplaced(by: nil))
  }
}
