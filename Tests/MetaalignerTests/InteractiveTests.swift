import Testing

/// A few journeys through the real program, read from the screen of a real terminal emulator.
@Suite(
  "The interactive program in a terminal",
  .enabled(if: BuiltProgram.isPresent && TerminalScreen.isAvailable, "no built program or no tmux"),
  .serialized)
struct InteractiveTests {
  /// The shell's settings of the terminal before and after, to be compared.
  static let session =
    "stty -g > $HOME/before; metaaligner; echo status $?; stty -g > $HOME/after; cmp $HOME/before $HOME/after && echo restored"

  @Test(
    "opens on an example whose edit is made at once, and quits by key",
    arguments: [
      (80, 24), (120, 40), (200, 60),
    ])
  func opens(columns: Int, rows: Int) throws {
    let screen = try TerminalScreen(Self.session, columns: columns, rows: rows)
    let text = try screen.wait { $0.contains("finished") }
    #expect(text.contains("Aligned edit"))
    #expect(text.contains("Harmless"))
    screen.type("q")
    try screen.wait { $0.contains("status 0") && $0.contains("restored") }
  }

  @Test("makes the edit anew when a digit toggles an objective")
  func toggles() throws {
    let screen = try TerminalScreen("metaaligner", columns: 120, rows: 40)
    let joke = "bananas"
    try screen.wait { $0.contains("finished") && $0.contains("● Humour") && $0.contains(joke) }
    screen.type("3")
    try screen.wait { $0.contains("○ Humour") && !$0.contains(joke) }
    screen.type("3")
    try screen.wait { $0.contains("● Humour") && $0.contains(joke) && $0.contains("replayed") }
  }

  @Test("shows the edits of a session again at once after a restart")
  func findsAgain() throws {
    let screen = try TerminalScreen(
      "metaaligner; metaaligner chat --session 1", columns: 120, rows: 40)
    try screen.wait { $0.contains("finished") && $0.contains("● Humour") }
    screen.type("3")
    try screen.wait {
      $0.contains("○ Humour") && ($0.contains("finished") || $0.contains("replayed"))
    }
    screen.type("q")
    try screen.wait { $0.contains("Resumed: ") && $0.contains("○ Humour") }
    screen.type("3")
    try screen.wait { $0.contains("● Humour") && $0.contains("replayed, made at") }
    screen.type("q")
  }

  @Test("takes a pasted answer without letting its letters act as keys")
  func pastes() throws {
    let screen = try TerminalScreen("metaaligner", columns: 120, rows: 40)
    try screen.wait { $0.contains("finished") }
    screen.type("e")
    try screen.wait { $0.contains("leave") || $0.contains("Esc") }
    screen.press("C-a")
    try screen.paste("quickly quit q q q 1 2 3\r\nA second line of the paste.")
    try screen.wait { $0.contains("quickly quit q q q 1 2 3") && $0.contains("second line") }
    screen.press("Escape")
    try screen.wait { $0.contains("finished") && $0.contains("second line") }
  }

  @Test("keeps its texts through a change of the window's size")
  func resizes() throws {
    let screen = try TerminalScreen("metaaligner", columns: 120, rows: 40)
    try screen.wait { $0.contains("finished") }
    for (columns, rows) in [(80, 24), (59, 14), (200, 60), (40, 10), (120, 40)] {
      try screen.resize(columns: columns, rows: rows)
      try screen.wait { $0.contains("Go to bed") }
    }
    try screen.wait { $0.contains("finished") && $0.contains("Aligned edit") }
  }

  @Test("suspends to the shell and comes back")
  func suspends() throws {
    let screen = try TerminalScreen("sh -m -c 'exec sh -i'", columns: 100, rows: 30)
    screen.type(BuiltProgram.path.map { "'\($0)'\r" } ?? "")
    try screen.wait { $0.contains("finished") }
    screen.press("C-z")
    try screen.wait { $0.contains("Stopped") && !$0.contains("Aligned edit") }
    screen.type("fg\r")
    try screen.wait { $0.contains("Aligned edit") && $0.contains("finished") }
  }

  @Test(
    "leaves the terminal as it was when a signal ends it",
    arguments: [("TERM", 143), ("HUP", 129), ("INT", 130), ("SEGV", 139), ("KILL", 137)])
  func signals(name: String, status: Int) throws {
    let screen = try TerminalScreen(Self.session, columns: 100, rows: 30)
    try screen.wait { $0.contains("finished") }
    try screen.kill(name)
    try screen.wait { $0.contains("status \(status)") && $0.contains("restored") }
    let after = try screen.text()
    #expect(!after.contains("Aligned edit"))
  }

  @Test(
    "refuses a terminal whose cursor it cannot place, or that nobody knows",
    arguments: ["dumb", "nosuch", ""])
  func refusesTerminals(name: String) throws {
    let screen = try TerminalScreen(
      "TERM=\(name); export TERM; metaaligner; echo status $?", columns: 100, rows: 30)
    let text = try screen.wait { $0.contains("status 2") }
    #expect(text.contains("TERM"))
    #expect(!text.contains("Aligned edit"))
  }

  @Test("tells in the shell that there is no such model")
  func missingModel() throws {
    let screen = try TerminalScreen(
      "metaaligner --model /nonexistent; echo status $?", columns: 100, rows: 30)
    let text = try screen.wait { $0.contains("status 2") }
    #expect(text.contains("/nonexistent") && !text.contains("Aligned edit"))
  }

  @Test("takes an Escape and a key pressed soon after for both")
  func escapeAndKey() throws {
    let screen = try TerminalScreen("metaaligner", columns: 120, rows: 40)
    try screen.wait { $0.contains("finished") }
    screen.type("x")
    try screen.wait { $0.contains("Bread in a cold kitchen") }
    screen.press("M-o")
    try screen.wait { $0.contains("All objectives") }
  }

  @Test("shows the text as it was where the editor fails")
  func failingEditor() throws {
    let screen = try TerminalScreen(
      "metaaligner", columns: 120, rows: 40,
      environment: ["VISUAL": "", "EDITOR": "/nonexistent/editor"])
    try screen.wait { $0.contains("finished") }
    screen.press("C-o")
    let text = try screen.wait { $0.contains("could not be started") }
    #expect(text.contains("Go to bed"))
  }

  @Test("is usable where the locale is not UTF-8")
  func plainLocale() throws {
    let screen = try TerminalScreen(
      "metaaligner", columns: 100, rows: 30, environment: ["LANG": "C", "LC_ALL": "C"])
    let text = try screen.wait { $0.contains("finished") }
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    #expect(isASCII)
  }
}
