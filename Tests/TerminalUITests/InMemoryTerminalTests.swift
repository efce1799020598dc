import TerminalUI
import Testing

@Suite("A terminal without a screen serves tests")
struct InMemoryTerminalTests {
  @Test("it plays events, keeps frames and never blocks")
  func plays() {
    let terminal = InMemoryTerminal(
      size: Size(columns: 8, rows: 1), events: [[.key(.character("a"))], [.paste("x"), .wake]])
    #expect(terminal.waitForEvents(timeoutMilliseconds: nil) == [.key(.character("a"))])
    #expect(terminal.readEvents() == [.paste("x"), .wake])
    #expect(terminal.readEvents().isEmpty)
    #expect(terminal.waitForEvents(timeoutMilliseconds: nil) == [.endOfInput])
    var frame = Frame(size: terminal.size)
    frame.write("shown", at: Position(column: 0, row: 0))
    terminal.draw(frame)
    #expect(terminal.lines == ["shown"])
    terminal.childStatus = 3
    #expect(terminal.runChild(["vi", "file"]) == 3)
    #expect(terminal.children == [["vi", "file"]])
  }
}
