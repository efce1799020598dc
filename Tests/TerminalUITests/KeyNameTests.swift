import TerminalUI
import Testing

@Suite("Keys have names")
struct KeyNameTests {
  @Test(
    "that are read in any of their forms",
    arguments: [
      ("R", KeyPress.character("R")), ("shift-r", .character("R")), ("ctrl-p", .control("p")),
      ("^P", .control("p")), ("Ctrl+Home", KeyPress(.home, .control)),
      ("alt-x", KeyPress(.character("x"), .alt)), ("shift-tab", KeyPress(.backTab)),
      ("f12", KeyPress(.function(12))), ("PgDn", KeyPress(.pageDown)), ("space", .character(" ")),
      ("+", .character("+")), ("minus", .character("-")), ("^", .character("^")),
      ("ctrl-alt-delete", KeyPress(.delete, [.control, .alt])), ("ß", .character("ß")),
    ])
  func reads(name: String, press: KeyPress) {
    #expect(KeyPress(name: name) == press)
  }

  @Test(
    "and nothing else is one, least of all what a terminal takes for another key",
    arguments: [
      "", "ctrl-", "ctrl-i", "^m", "ctrl-h", "ctrl-[", "f0", "f99", "enterr", "ab", "\u{200B}",
      "shift-1",
    ])
  func refuses(name: String) {
    #expect(KeyPress(name: name) == nil)
  }

  @Test(
    "that lead back to the key",
    arguments: [
      KeyPress.character("+"), .character("-"), .character(" "), .control("p"),
      KeyPress(.backTab), KeyPress(.up, [.control, .shift]), KeyPress(.function(3), .alt),
      .character("é"), KeyPress(.enter), KeyPress(.escape),
    ])
  func leadsBack(press: KeyPress) {
    #expect(KeyPress(name: press.name) == press)
  }

  @Test(
    "and short labels for the footer",
    arguments: [
      (KeyPress.control("p"), "^P"), (KeyPress(.pageDown), "PgDn"), (.character("R"), "R"),
      (KeyPress(.character("u"), .alt), "Alt-u"), (KeyPress(.escape), "Esc"),
      (KeyPress(.end, .control), "^End"), (.character(" "), "Space"),
    ])
  func labels(press: KeyPress, label: String) {
    #expect(press.label == label)
  }
}
