import Foundation
import Testing

/// The real program in a pseudo-terminal: what reaches it through the kernel, and how it leaves the terminal.
@Suite(
  "The real program in a pseudo-terminal",
  .enabled(if: BuiltProgram.isPresent, "no built program"), .serialized)
struct PseudoTerminalTests {
  private static let scripted = ["metaaligner", "debug", "screen", "--rate", "2000"]

  /// What a screen must have switched off again: the other screen, paste, focus, the mouse, a hidden cursor.
  private func expectRepaired(_ terminal: PseudoTerminal) {
    #expect(terminal.modes == terminal.modesBefore)
    #expect(
      terminal.screen.modes.isDisjoint(with: [1049, 2004, 1004, 1000, 1002, 1006, 2026, 2027]))
    #expect(terminal.screen.modes.contains(25))
    #expect(terminal.screen.keyboardRequests <= 0)
    #expect(!terminal.screen.text.contains("Aligned edit") || terminal.screen.modes.contains(25))
  }

  @Test("It enters its modes, and leaves every one of them when the user quits")
  func quits() throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "finished")
    #expect(!terminal.modes.isCooked)
    #expect(terminal.screen.modes.isSuperset(of: [1049, 2004, 1002, 1006]))
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
    #expect(terminal.screen.unknown.isEmpty)
  }

  @Test(
    "A signal to the program, or to its guardian, ends both with its number and repairs the terminal",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGKILL, SIGSEGV], [true, false])
  func signals(number: Int32, toProgram: Bool) throws {
    // Nobody is left to see its end or to repair where the guardian itself is killed; its program says goodbye.
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "Aligned edit")
    guard toProgram || ![SIGKILL, SIGSEGV].contains(number) else { return }
    let program = try terminal.program()
    #expect(program != terminal.process)
    kill(toProgram ? program : terminal.process, number)
    #expect(try terminal.waitForEnd() == 128 + number)
    expectRepaired(terminal)
  }

  @Test("Where the guardian is killed, the program leaves the terminal by itself")
  func survivesGuardian() throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "Aligned edit")
    let program = try terminal.program()
    kill(terminal.process, SIGKILL)
    #expect(try terminal.waitForEnd() == 128 + SIGKILL)
    try terminal.wait(for: "the other screen left") { !$0.modes.contains(1049) }
    try terminal.wait(for: "the terminal as it was") { _ in
      kill(program, 0) != 0 || terminal.modes == terminal.modesBefore
    }
  }

  @Test("Without a guardian the process is one, and every signal but SIGKILL is still repaired")
  func worksAlone() throws {
    let terminal = try PseudoTerminal(Self.scripted + ["--no-guardian"])
    try terminal.wait(for: "Aligned edit")
    #expect(try terminal.program() == terminal.process)
    kill(terminal.process, SIGTERM)
    #expect(try terminal.waitForEnd() == 143)
    expectRepaired(terminal)
  }

  @Test("A window that is closed ends the program")
  func hangsUp() throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "Aligned edit")
    let program = try terminal.program()
    terminal.hangUp()
    #expect(try terminal.waitForEnd() == 129)
    #expect(kill(program, 0) != 0)
  }

  @Test("^Z stops it under a shell with the terminal as it was, and fg brings it back")
  func suspends() throws {
    let script = """
      stty -g > "$HOME/before"; set -m; @metaaligner debug screen; echo stopped $?; \
      stty -g > "$HOME/stopped"; cmp "$HOME/before" "$HOME/stopped" && echo same one; \
      fg > /dev/null; echo ended $?; stty -g | cmp - "$HOME/before" && echo same two
      """
    let home = FileManager.default.temporaryDirectory
      .appendingPathComponent("metaaligner-test-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let terminal = try PseudoTerminal(
      ["/bin/sh", "-c", script], environment: ["HOME": home.path])
    try terminal.wait(for: "finished")
    try terminal.type("\u{1A}")
    try terminal.wait(for: "back again") { $0.modes.contains(1049) && $0.text.contains("finished") }
    try terminal.type("?")
    try terminal.wait(for: "suspend")
    try terminal.type("\u{1B}")
    try terminal.wait(for: "Aligned edit")
    try terminal.type("q")
    _ = try terminal.waitForEnd()
    let text = terminal.screen.text
    #expect(text.contains("ended 0"))
    #expect(text.contains("same two"))
    let pair = try ["before", "stopped"].map {
      try String(contentsOf: home.appendingPathComponent($0), encoding: .utf8)
    }
    #expect(pair[0] == pair[1])
  }

  @Test(
    "SIGSTOP and SIGCONT, which nobody can prepare for, leave it usable", arguments: [true, false])
  func stopsAndContinues(resumesGroup: Bool) throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "finished")
    let program = try terminal.program()
    kill(program, SIGSTOP)
    try terminal.wait(for: "the screen given back") { !$0.modes.contains(1049) }
    // Continued before it stands still, the guardian would stop after all.
    try terminal.wait(for: "both to stand still") { _ in
      terminal.modes == terminal.modesBefore && PseudoTerminal.isStopped(terminal.process)
    }
    #expect(terminal.screen.modes.contains(25))
    // The whole group, as a shell does it, or only the process that a user can name.
    kill(resumesGroup ? -terminal.process : terminal.process, SIGCONT)
    try terminal.wait(for: "the screen taken again") {
      $0.modes.contains(1049) && $0.text.contains("finished")
    }
    try terminal.wait(for: "the modes and the hidden cursor") {
      $0.modes.isSuperset(of: [2004, 1002, 1006]) && !$0.modes.contains(25)
    }
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
  }

  @Test("A paste of 100 KB is text: none of its letters acts, and all of it arrives")
  func pastesMuch() throws {
    let terminal = try PseudoTerminal(Self.scripted + ["--rate", "1000000"])
    try terminal.wait(for: "finished")
    try terminal.type("e")
    try terminal.wait(for: "editing")
    let lines = (1...2000).map { "q quit 123 line \($0) of a long paste, with naïve 日本茶 in it" }
    let text = lines.joined(separator: "\r\n")
    #expect(text.utf8.count > 100_000)
    try terminal.paste(text + "\r\nthe very end")
    try terminal.wait(for: "the very end")
    try terminal.type("\u{1B}")
    try terminal.wait(for: "finished") { $0.text.contains("Answer · edited") }
    try terminal.type("G")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
  }

  @Test("A paste whose end is lost does not take the keyboard away")
  func losesPasteEnd() throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "finished")
    try terminal.type("\u{1B}[200~half a paste")
    var typed = ContinuousClock.now
    try terminal.wait(for: "a question, by a key behind a pause") { screen in
      if screen.text.contains("Is it the answer or the context?") { return true }
      // Typed again and again: only the one that comes behind a pause of a second ends the paste.
      if ContinuousClock.now > typed + .milliseconds(1200) {
        _ = try? terminal.type("?")
        typed = .now
      }
      return false
    }
    try terminal.type("a")
    try terminal.wait(for: "Answer · pasted")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test("A storm of toggles ends in one edit, and the program is alive")
  func togglesMuch() throws {
    let terminal = try PseudoTerminal(Self.scripted)
    try terminal.wait(for: "finished")
    for round in 0..<300 { try terminal.type("\(1 + round % 4)") }
    try terminal.type("1")
    try terminal.wait(for: "finished")
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
  }

  @Test("A storm of sizes, tiny and huge, ends on a whole screen")
  func resizesMuch() throws {
    let terminal = try PseudoTerminal(Self.scripted + ["--rate", "50"])
    try terminal.wait(for: "Aligned edit")
    var seed: UInt64 = 7
    for _ in 0..<80 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      terminal.resize(columns: 1 + Int(seed >> 33) % 500, rows: 1 + Int(seed >> 45) % 200)
      try terminal.type("jk")
    }
    terminal.resize(columns: 500, rows: 60)
    try terminal.type("\u{0C}")
    try terminal.wait(for: "a whole screen") {
      $0.text.contains("Aligned edit") && $0.text.contains("? help")
    }
    terminal.resize(columns: 120, rows: 40)
    try terminal.type("\u{0C}")
    let text = try terminal.wait(for: "a whole screen") {
      $0.text.contains("Aligned edit") && $0.text.contains("? help")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
  }

  @Test("A drag of the mouse selects, and y puts the text on the terminal's clipboard")
  func selects() throws {
    let terminal = try PseudoTerminal(
      Self.scripted + ["--answer", "one two three four"], columns: 100, rows: 30)
    let text = try terminal.wait(for: "finished")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = (lines.firstIndex { $0.hasPrefix(" one two") } ?? 0) + 1
    try terminal.type("\u{1B}[<0;6;\(row)M\u{1B}[<32;9;\(row)M\u{1B}[<32;14;\(row)M")
    try terminal.type("\u{1B}[<0;14;\(row)m")
    try terminal.wait(for: "9 characters selected")
    try terminal.type("y")
    try terminal.wait(for: "Copied 9 characters")
    #expect(terminal.screen.clipboard == [Data("two three".utf8).base64EncodedString()])
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test("Families, flags and other wide signs leave the wall between the texts where it is")
  func keepsWall() throws {
    let terminal = try PseudoTerminal(
      Self.scripted
        + ["--answer", "👨\u{200D}👩\u{200D}👧 🇩🇪 ❤\u{FE0F} 日本茶 e\u{301} 👍🏽 1\u{FE0F}\u{20E3} end"],
      columns: 100, rows: 30)
    try terminal.wait(for: "finished")
    let screen = terminal.screen
    let walls = (0..<30).compactMap { row in
      (0..<100).first { screen.cell(row, $0) == "│" }
    }
    #expect(walls.count > 10)
    #expect(Set(walls).count == 1)
    #expect(screen.text.contains("日本茶") && screen.text.contains("end"))
  }

  @Test(
    "A terminal that takes clusters for one gets them whole, also where one gives way to its first part"
  )
  func drawsWholeClusters() throws {
    let family = "👨\u{200D}👩\u{200D}👧"
    let terminal = try PseudoTerminal(
      Self.scripted + ["--answer", "\(family) 🇩🇪 ❤\u{FE0F} 日本茶 e\u{301} 👍🏽 1\u{FE0F}\u{20E3} end"],
      columns: 100, rows: 30, joinsClusters: true)
    try terminal.wait(for: "finished")
    #expect(terminal.screen.modes.contains(2027))
    let text = try terminal.wait(for: "the whole family") { $0.text.contains(family) }
    for cluster in ["🇩🇪", "❤\u{FE0F}", "👍🏽", "1\u{FE0F}\u{20E3}", "日本茶"] {
      #expect(text.contains(cluster), "\(cluster)")
    }
    let walls = (0..<30).compactMap { row in
      (0..<100).first { terminal.screen.cell(row, $0) == "│" }
    }
    #expect(walls.count > 10 && Set(walls).count == 1)
    // The man alone is all that curses knows of the family.
    try terminal.type("e\u{01}\u{1B}[3~👨")
    try terminal.wait(for: "the man alone") { screen in
      screen.text.contains("👨 🇩🇪") && screen.text.contains("editing")
    }
    try terminal.type("\u{1B}")
    try terminal.wait(for: "the answer as edited") { $0.text.contains("Answer · edited") }
    try terminal.wait(for: "the end of its edit") { $0.text.contains("Aligned edit · finished") }
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
    #expect(!terminal.screen.modes.contains(2027))
  }

  @Test("In lines it needs no terminal modes at all")
  func speaksPlainly() throws {
    let terminal = try PseudoTerminal(["metaaligner", "chat", "--plain"])
    try terminal.wait(for: "status: finished", seconds: 120)
    #expect(terminal.modes == terminal.modesBefore)
    #expect(terminal.screen.modes == [25])
    try terminal.type("quit\n")
    #expect(try terminal.waitForEnd() == 0)
  }

  @Test("The default model's edit streams while keys are answered, and ends whole")
  func streamsModel() throws {
    let terminal = try PseudoTerminal(["metaaligner"], columns: 120, rows: 40)
    try terminal.wait(for: "finished", seconds: 120)
    for key in ["1", "2", "1", "/the\r", "n", "\u{1B}", "V", "V", "v", "v", "v"] {
      try terminal.type(key)
    }
    try terminal.wait(for: "finished", seconds: 120) {
      $0.text.contains("finished") && $0.text.contains("Aligned edit")
    }
    try terminal.type("q")
    #expect(try terminal.waitForEnd() == 0)
    expectRepaired(terminal)
  }
}
