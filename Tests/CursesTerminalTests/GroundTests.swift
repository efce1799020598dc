import TerminalUI
import Testing

@testable import CursesTerminal

@Suite("The terminal's ground")
struct GroundTests {
  private static func decoded(_ text: String) -> (InputDecoder, [InputEvent]) {
    var decoder = InputDecoder()
    let events = decoder.take(Array(text.utf8))
    return (decoder, events)
  }

  @Test(
    "is read from the answer, with any number of digits and either end",
    arguments: [
      ("\u{1B}]11;rgb:ffff/ffff/dddd\u{1B}\\", Ground.light),
      ("\u{1B}]11;rgb:00/2b/36\u{7}", .dark),
      ("\u{1B}]11;rgb:f/f/f\u{7}", .light), ("\u{1B}]11;rgba:1e1e/1e1e/1e1e/ffff\u{7}", .dark),
    ])
  func reads(answer: String, ground: Ground) {
    let (decoder, events) = Self.decoded(answer)
    #expect(decoder.answers.ground == ground)
    #expect(events.isEmpty)
  }

  @Test(
    "is not known where the answer says nothing",
    arguments: [
      "\u{1B}]11;\u{7}", "\u{1B}]11;rgb:\u{7}", "\u{1B}]11;rgb:zz/zz/zz\u{7}",
      "\u{1B}]11;rgb:00/00\u{7}", "\u{1B}]10;rgb:ff/ff/ff\u{7}", "\u{1B}]11;rgb:00000/0/0\u{7}",
    ])
  func ignores(answer: String) {
    #expect(Self.decoded(answer).0.answers.ground == nil)
  }

  @Test(
    "A terminal's word on clusters is read",
    arguments: [
      ("\u{1B}[?2027;1$y", InputDecoder.ModeAnswer.set), ("\u{1B}[?2027;3$y", .set),
      ("\u{1B}[?2027;2$y", .reset), ("\u{1B}[?2027;0$y", .unknown),
      ("\u{1B}[?2027;4$y", .unknown), ("\u{1B}[?2026;1$y", .unknown), ("", .unknown),
    ])
  func clusters(answer: String, expected: InputDecoder.ModeAnswer) {
    let (decoder, events) = Self.decoded(answer + "\u{1B}[?62c")
    #expect(decoder.answers.clusters == expected)
    #expect(decoder.answers.isKindKnown && events.isEmpty)
  }

  @Test("is given up when the terminal has named its kind, and keys in between are kept")
  func kind() {
    let (decoder, events) = Self.decoded("q\u{1B}[?62;22cx")
    #expect(decoder.answers == InputDecoder.Answers(isKindKnown: true))
    #expect(events == [.key(.character("q")), .key(.character("x"))])
  }

  @Test(
    "is taken from COLORFGBG where some terminals name it",
    arguments: [
      ("15;0", Ground.dark), ("0;15", .light), ("0;default;7", .light), ("12;8", .dark),
      ("", nil), ("0;default", nil), ("0;99", nil),
    ] as [(String, Ground?)])
  func variable(text: String, ground: Ground?) {
    #expect(Ground(colorFGBG: text) == ground)
  }
}
