import TerminalUI
import Testing

@testable import CursesTerminal

@Suite("What is sent to a terminal")
struct SequencesTests {
  @Test(
    "base64 has the vectors of RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("漢", "5ryi"),
    ])
  func base64(_ text: String, _ encoded: String) {
    #expect(ClipboardSequence.base64(Array(text.utf8)) == encoded)
    #expect(
      ClipboardSequence.make(text, throughTmux: false) == "\u{1B}]52;c;\(encoded)\u{07}")
  }

  @Test("tmux is asked to pass the clipboard on")
  func tmux() {
    let sequence = ClipboardSequence.make("f", throughTmux: true)
    #expect(sequence.hasPrefix("\u{1B}]52;c;Zg==\u{07}"))
    #expect(sequence.hasSuffix("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zg==\u{07}\u{1B}\\"))
  }

  @Test(
    "the programs of the windows around the terminal are asked before tmux",
    arguments: [
      ([:], []), (["DISPLAY": ":0"], ["xclip", "xsel"]), (["DISPLAY": ""], []),
      (["TMUX": "/tmp/t", "WAYLAND_DISPLAY": "wayland-0"], ["wl-copy", "tmux"]),
      (["WSL_DISTRO_NAME": "Debian"], ["clip.exe"]),
    ] as [([String: String], [String])])
  func clipboardPrograms(environment: [String: String], programs: [String]) {
    let commands = NativeClipboard.commands(environment: environment)
    #expect(commands.compactMap(\.first) == programs)
  }

  @Test(
    "every mode that is entered is left, also in a crash", arguments: [true, false],
    CursesOptions.KeyboardProtocol.allCases)
  func modes(_ usesMouse: Bool, _ keyboard: CursesOptions.KeyboardProtocol) {
    for tmux in [nil, "/tmp/tmux"] { modes(usesMouse, keyboard, tmux) }
  }

  private func modes(
    _ usesMouse: Bool, _ keyboard: CursesOptions.KeyboardProtocol, _ tmux: String?
  ) {
    var environment = ["TERM": "xterm-256color"]
    environment["TMUX"] = tmux
    let modes = TerminalModes(
      usesMouse: usesMouse, keyboardProtocol: keyboard, environment: environment)
    for part in modes.enter.split(separator: "\u{1B}") where part.hasSuffix("h") {
      let off = "\u{1B}" + part.dropLast() + "l"
      #expect(modes.leave.contains(off))
      #expect(modes.reset.contains(off))
    }
    #expect(modes.enter.contains("[>1u") == modes.leave.contains("[<u"))
    #expect(modes.enter.contains("[>4;2m") == modes.leave.contains("[>4m"))
    #expect(modes.enter.contains("1002") == usesMouse)
    #expect(modes.reset.utf8.count < 512)
  }

  @Test("the console is not asked for what it would print")
  func console() {
    let modes = TerminalModes(
      usesMouse: false, keyboardProtocol: .auto, environment: ["TERM": "linux"])
    #expect(!modes.enter.contains(">"))
  }

  @Test("the editor's words are parted by a shell, the file's name is not")
  func editor() {
    let file = "/tmp/a b; rm"
    #expect(ExternalEditor.command(environment: [:], file: file) == ["vi", file])
    #expect(
      ExternalEditor.command(environment: ["VISUAL": " ", "EDITOR": "code -w"], file: file)
        == ["/bin/sh", "-c", "code -w \"$@\"", "code -w", file])
    #expect(
      ExternalEditor.command(environment: ["VISUAL": "hx", "EDITOR": "vi"], file: file).last
        == file)
  }
}
