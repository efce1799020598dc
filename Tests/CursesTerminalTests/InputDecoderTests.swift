import TerminalUI
import Testing

@testable import CursesTerminal

/// Bytes, and the events they are.
struct DecoderCase: Sendable, CustomTestStringConvertible {
  let input: String
  let events: [InputEvent]
  var testDescription: String { input.debugDescription }

  init(_ input: String, _ events: InputEvent...) {
    self.input = input
    self.events = events
  }
}

@Suite("Bytes from a terminal become events")
struct InputDecoderTests {
  private static func key(_ key: Key, _ modifiers: KeyModifiers = []) -> InputEvent {
    .key(KeyPress(key, modifiers))
  }

  static let cases: [DecoderCase] = [
    DecoderCase("aé漢", .key(.character("a")), .key(.character("é")), .key(.character("漢"))),
    DecoderCase("\r", key(.enter)),
    DecoderCase("\n", .key(.control("j"))),
    DecoderCase("\t\u{1B}[Z", key(.tab), key(.backTab)),
    DecoderCase("\u{7F}", key(.backspace)),
    DecoderCase(
      "\u{03}\u{1A}\u{1C}", .key(.control("c")), .key(.control("z")), .key(.control("\\"))),
    DecoderCase("\0", key(.character(" "), .control)),
    DecoderCase("\u{1B}[A\u{1B}OB", key(.up), key(.down)),
    DecoderCase("\u{1B}[1;5C\u{1B}[1;3D", key(.right, .control), key(.left, .alt)),
    DecoderCase("\u{1B}[H\u{1B}[4~\u{1B}[1~\u{1B}OF", key(.home), key(.end), key(.home), key(.end)),
    DecoderCase("\u{1B}[1;5F", key(.end, .control)),
    DecoderCase(
      "\u{1B}[5~\u{1B}[6;2~\u{1B}[2~\u{1B}[3~", key(.pageUp), key(.pageDown, .shift),
      key(.insert), key(.delete)),
    DecoderCase(
      "\u{1B}OP\u{1B}[15~\u{1B}[24~\u{1B}[[B", key(.function(1)), key(.function(5)),
      key(.function(12)), key(.function(2))),
    DecoderCase(
      "\u{1B}x\u{1B}é\u{1B}\r", key(.character("x"), .alt), key(.character("é"), .alt),
      key(.enter, .alt)),
    // modifyOtherKeys and the kitty protocol.
    DecoderCase("\u{1B}[27;5;13~\u{1B}[27;2;13~", key(.enter, .control), key(.enter, .shift)),
    DecoderCase("\u{1B}[27;5;99~\u{1B}[27;2;65~", .key(.control("c")), .key(.character("A"))),
    DecoderCase(
      "\u{1B}[13;2u\u{1B}[13;5u\u{1B}[27u", key(.enter, .shift), key(.enter, .control),
      key(.escape)),
    DecoderCase(
      "\u{1B}[99;5u\u{1B}[97;2u\u{1B}[9;2u", .key(.control("c")), .key(.character("A")),
      key(.backTab)),
    DecoderCase("\u{1B}[97:65;1:1u\u{1B}[97;1:3u", .key(.character("a"))),
    // Mouse.
    DecoderCase(
      "\u{1B}[<0;5;3M\u{1B}[<0;5;3m",
      .mouse(MouseEvent(.press, at: Position(column: 4, row: 2))),
      .mouse(MouseEvent(.release, at: Position(column: 4, row: 2)))),
    DecoderCase(
      "\u{1B}[<64;1;1M\u{1B}[<81;300;200M",
      .mouse(MouseEvent(.wheelUp, at: Position(column: 0, row: 0))),
      .mouse(MouseEvent(.wheelDown, at: Position(column: 299, row: 199), modifiers: .control))),
    DecoderCase(
      "\u{1B}[<32;6;3M\u{1B}[<35;6;3M",
      .mouse(MouseEvent(.drag, at: Position(column: 5, row: 2)))),
    DecoderCase("\u{1B}[<0;0;0M\u{1B}[M abz", .key(.character("z"))),
    DecoderCase("\u{1B}[I\u{1B}[O", .focus(true), .focus(false)),
    // Reports are nobody's typing.
    DecoderCase("\u{1B}[?62;22c\u{1B}[24;80Rx", .key(.character("x"))),
    DecoderCase("\u{1B}]11;rgb:0000/0000/0000\u{07}x", .key(.character("x"))),
    DecoderCase("\u{1B}P>|xterm(380)\u{1B}\\x", .key(.character("x"))),
    DecoderCase("\u{1B}[?2027;2$yx", .key(.character("x"))),
    DecoderCase("\u{85}x", .key(.character("x"))),
    // Pastes.
    DecoderCase("\u{1B}[200~a\r\nb\rc\u{1B}[201~x", .paste("a\nb\nc"), .key(.character("x"))),
    DecoderCase("\u{1B}[200~a\u{1B}[2Jb\u{9B}\u{07}\tc\u{1B}[201~", .paste("a[2Jb\tc")),
    DecoderCase("\u{1B}[200~\u{1B}[201~", .paste("")),
    DecoderCase("\u{1B}[200~a\u{1B}[201\u{1B}[201~", .paste("a[201")),
  ]

  @Test("whole sequences are recognised", arguments: cases)
  func whole(_ example: DecoderCase) {
    var decoder = InputDecoder()
    #expect(decoder.take(Array(example.input.utf8)) == example.events)
    #expect(!decoder.isWaiting && !decoder.isPasting)
  }

  @Test("a sequence may be cut anywhere", arguments: cases)
  func cut(_ example: DecoderCase) {
    let bytes = Array(example.input.utf8)
    for place in 0...bytes.count {
      var decoder = InputDecoder()
      #expect(decoder.take(bytes[..<place]) + decoder.take(bytes[place...]) == example.events)
    }
    var decoder = InputDecoder()
    #expect(bytes.flatMap { decoder.take([$0]) } == example.events)
  }

  @Test("Escape is told from a sequence by time")
  func escape() {
    var decoder = InputDecoder()
    #expect(decoder.take([0x1B]).isEmpty)
    #expect(decoder.isWaiting)
    #expect(decoder.flush() == [Self.key(.escape)])
    #expect(decoder.take([0x1B, 0x5B]).isEmpty)
    #expect(decoder.flush() == [Self.key(.character("["), .alt)])
    #expect(decoder.take([0x1B, 0x1B]) == [Self.key(.escape)])
    #expect(decoder.flush() == [Self.key(.escape)])
    #expect(decoder.flush().isEmpty)
  }

  @Test("bytes that are not UTF-8 are dropped, and what follows is read")
  func illFormed() {
    var decoder = InputDecoder()
    #expect(
      decoder.take([0xFF, 0x61, 0xC3, 0x62, 0xE2, 0x82]) == [
        .key(.character("a")), .key(.character("b")),
      ])
    #expect(decoder.flush().isEmpty)
    #expect(!decoder.isWaiting)
  }

  @Test("keys that only this terminal sends are known from terminfo")
  func terminfo() {
    var decoder = InputDecoder()
    decoder.keySequences = [Array("\u{1B}[25~".utf8): KeyPress(.function(13))]
    #expect(decoder.take(Array("\u{1B}[25~".utf8)) == [Self.key(.function(13))])
  }

  @Test("a long paste in many pieces is one event")
  func longPaste() {
    let line = "some words, 漢字\r\n"
    let text = String(repeating: line, count: 6000)
    let bytes = Array("\u{1B}[200~\(text)\u{1B}[201~".utf8)
    var decoder = InputDecoder()
    var events: [InputEvent] = []
    for start in stride(from: 0, to: bytes.count, by: 4095) {
      events += decoder.take(bytes[start..<min(start + 4095, bytes.count)])
    }
    #expect(events == [.paste(text.replacing("\r\n", with: "\n"))])
  }

  @Test("a report that never ends is dropped")
  func endlessReport() {
    var decoder = InputDecoder()
    let events = decoder.take(Array("\u{1B}]".utf8) + [UInt8](repeating: 0x78, count: 5000))
    #expect(events.count < 1000)
    #expect(decoder.take([0x61]).last == .key(.character("a")))
  }

  @Test("a paste whose end was lost ends with the first key behind a pause")
  func endsLostPaste() {
    var decoder = InputDecoder()
    #expect(decoder.take(Array("\u{1B}[200~text q".utf8)).isEmpty)
    #expect(decoder.flush().isEmpty)
    #expect(decoder.isPasting)
    #expect(decoder.take(Array("j".utf8)) == [.paste("text q"), .key(.character("j"))])
    #expect(!decoder.isPasting)
    #expect(decoder.take(Array("q".utf8)) == [.key(.character("q"))])
  }

  @Test(
    "a paste that only paused goes on",
    arguments: ["more than a key could ever be\u{1B}[201~", "\u{1B}[201~", "01~"])
  func resumesPaste(rest: String) {
    var decoder = InputDecoder()
    let start = "\u{1B}[200~text " + (rest == "01~" ? "\u{1B}[2" : "")
    #expect(decoder.take(Array(start.utf8)).isEmpty)
    #expect(decoder.flush().isEmpty)
    let text = "text " + (rest.hasPrefix("more") ? "more than a key could ever be" : "")
    #expect(decoder.take(Array(rest.utf8)) == [.paste(text)])
    #expect(!decoder.isPasting)
  }

  @Test("keys within a pause's time are still pasted")
  func keepsPasting() {
    var decoder = InputDecoder()
    #expect(decoder.take(Array("\u{1B}[200~a".utf8)).isEmpty)
    #expect(decoder.take(Array("q".utf8)).isEmpty)
    #expect(decoder.take(Array("\u{1B}[201~".utf8)) == [.paste("aq")])
  }
}
