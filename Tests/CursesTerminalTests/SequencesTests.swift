import Foundation
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
      ClipboardSequence.make(text, through: .none) == "\u{1B}]52;c;\(encoded)\u{07}")
  }

  @Test("tmux is asked to pass the clipboard on")
  func tmux() {
    let sequence = ClipboardSequence.make("f", through: .tmux)
    #expect(sequence.hasPrefix("\u{1B}]52;c;Zg==\u{07}"))
    #expect(sequence.hasSuffix("\u{1B}Ptmux;\u{1B}\u{1B}]52;c;Zg==\u{07}\u{1B}\\"))
  }

  @Test("GNU screen gets it in envelopes that fit into its buffer, and passes on the whole")
  func screen() throws {
    let text = String(repeating: "日本茶 ", count: 400)
    let sequence = ClipboardSequence.make(text, through: .screen)
    let envelopes = sequence.components(separatedBy: "\u{1B}\\").dropLast()
    #expect(envelopes.count > 5)
    for envelope in envelopes {
      #expect(envelope.hasPrefix("\u{1B}P"))
      #expect(envelope.utf8.count < 768)
    }
    let passedOn = envelopes.map { $0.dropFirst(2) }.joined()
    #expect(passedOn == ClipboardSequence.make(text, through: .none))
    #expect(sequence.hasSuffix("\u{07}\u{1B}\\"))
  }

  @Test(
    "what stands between is known by what it says of itself",
    arguments: [
      ([:], .none), (["TMUX": "/tmp/t,1"], .tmux), (["STY": "12.pts-0"], .screen),
      (["TMUX": "", "STY": ""], .none),
      (["TMUX": "/tmp/t", "STY": "12.pts-0", "TERM": "screen.xterm-256color"], .screen),
      (["TMUX": "/tmp/t", "STY": "12.pts-0", "TERM": "tmux-256color"], .tmux),
    ] as [([String: String], ClipboardSequence.Multiplexer)])
  func multiplexers(environment: [String: String], expected: ClipboardSequence.Multiplexer) {
    #expect(ClipboardSequence.Multiplexer(environment: environment) == expected)
  }

  @Test("a mode that is switched on for clusters is switched off again, in a crash as well")
  func clusters() {
    var modes = TerminalModes(
      usesMouse: true, keyboardProtocol: .disabled, environment: ["TERM": "xterm"])
    #expect(!modes.reset.contains("2027"))
    modes.joinClusters()
    #expect(modes.enter.contains("\u{1B}[?2027h"))
    #expect(modes.leave.contains("\u{1B}[?2027l") && modes.reset.contains("\u{1B}[?2027l"))
    #expect(modes.reset.utf8.count <= 512)
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
