import TerminalUI
import Testing

@Suite("Text becomes cells")
struct FrameTests {
  private func frame(_ columns: Int, _ rows: Int = 1) -> Frame {
    Frame(size: Size(columns: columns, rows: rows))
  }

  @Test("a wide cluster takes two cells and is never drawn by half")
  func wide() {
    var frame = frame(5)
    #expect(frame.write("a漢字b", at: Position(column: 0, row: 0)) == 5)
    #expect(frame.lines() == ["a漢字"])
    #expect(frame[Position(column: 2, row: 0)].isContinuation)
    // The second wide cluster would need a sixth cell.
    var narrow = self.frame(4)
    #expect(narrow.write("a漢字", at: Position(column: 0, row: 0)) == 3)
    #expect(narrow.lines() == ["a漢"])
  }

  @Test(
    "covering half of a wide cluster turns the other half into a space",
    arguments: [(0, "x 字"), (1, " x字"), (2, "漢x"), (3, "漢 x")])
  func halves(_ column: Int, _ expected: String) {
    var frame = frame(4)
    frame.write("漢字", at: Position(column: 0, row: 0))
    frame.write("x", at: Position(column: column, row: 0))
    #expect(frame.lines() == [expected])
  }

  @Test("text is clipped at every edge and at the limit")
  func clipping() {
    var frame = frame(4, 2)
    frame.write("漢bcdefg", at: Position(column: -1, row: 0))
    frame.write("abcdef", at: Position(column: 1, row: 1), limit: 2)
    frame.write("lost", at: Position(column: 0, row: 2))
    frame.write("lost", at: Position(column: 0, row: -1))
    frame.write("lost", at: Position(column: 4, row: 0))
    #expect(frame.lines() == [" bcd", " ab"])
  }

  @Test("nothing that a terminal would obey gets into a cell")
  func hostile() {
    var frame = frame(20)
    frame.write("a\u{1B}[2Jb\u{9B}31mc\nd\re", at: Position(column: 0, row: 0))
    #expect(frame.lines() == ["a␛b␛c␊d␍e"])
  }

  @Test("differences are runs that part no wide cluster and lead from one frame to the other")
  func differences() {
    var old = frame(10, 3)
    old.write("abc漢字def", at: Position(column: 0, row: 0))
    old.write("same", at: Position(column: 0, row: 1))
    var new = old
    new.write("X", at: Position(column: 4, row: 0))
    new.write("wide漢", at: Position(column: 0, row: 2), role: .added)
    let runs = new.differences(from: old)
    #expect(
      runs.map(\.position) == [Position(column: 3, row: 0), Position(column: 0, row: 2)])
    #expect(runs.map(\.cells.count) == [2, 6])
    #expect(runs.allSatisfy { $0.cells.first?.isContinuation == false })
    #expect(new.differences(from: new).isEmpty)
    #expect(new.differences(from: frame(4)).map(\.cells.count) == [10, 10, 10])
  }

  @Test("a role or an attribute alone is a difference")
  func styles() {
    var old = frame(3)
    old.write("abc", at: Position(column: 0, row: 0))
    var new = old
    new.restyle(Rect(column: 1, row: 0, columns: 1, rows: 1), role: .added, adding: .underline)
    let runs = new.differences(from: old)
    #expect(runs.map(\.position) == [Position(column: 1, row: 0)])
    #expect(runs.first?.cells.first?.cluster == "b")
    #expect(runs.first?.cells.first?.attributes == .underline)
  }

  @Test("an overlay covers what is below it and brings its cursor")
  func overlay() {
    var below = frame(6, 2)
    below.write("漢漢漢", at: Position(column: 0, row: 0))
    var above = frame(3, 1)
    above.write("ab", at: Position(column: 0, row: 0))
    above.cursor = Position(column: 2, row: 0)
    below.overlay(above, at: Position(column: 1, row: 0))
    #expect(below.lines() == [" ab 漢", ""])
    #expect(below.cursor == Position(column: 3, row: 0))
  }

  @Test("rules and fills stay inside")
  func fills() {
    var frame = frame(3, 3)
    frame.horizontalRule(at: Position(column: -5, row: 0), columns: 99)
    frame.verticalRule(at: Position(column: 1, row: 1), rows: 99)
    frame.fill(Rect(column: 2, row: 2, columns: 9, rows: 9), with: "x")
    #expect(frame.lines() == ["───", " │", " │x"])
  }
}
