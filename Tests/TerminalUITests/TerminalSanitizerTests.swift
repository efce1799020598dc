import TerminalUI
import Testing

/// A text, and what must become of it.
struct SanitizerCase: Sendable, CustomTestStringConvertible {
  let name: String
  let input: String
  let output: String
  let hidden: Int
  var testDescription: String { name }

  init(_ name: String, _ input: String, _ output: String, hidden: Int = 1) {
    self.name = name
    self.input = input
    self.output = output
    self.hidden = hidden
  }
}

@Suite("Text is made harmless for a terminal")
struct TerminalSanitizerTests {
  static let sequences: [SanitizerCase] = [
    SanitizerCase("clear screen", "a\u{1B}[2Jb", "a␛b"),
    SanitizerCase("move home", "\u{1B}[1;1Hx", "␛x"),
    SanitizerCase("status request", "\u{1B}[6n", "␛"),
    SanitizerCase("full reset", "\u{1B}c!", "␛!"),
    SanitizerCase("leave the screen", "\u{1B}[?1049l", "␛"),
    SanitizerCase("mouse on", "\u{1B}[?1003h", "␛"),
    SanitizerCase("version request", "\u{1B}[>q", "␛"),
    SanitizerCase("colour", "\u{1B}[31mred\u{1B}[0m", "␛red␛", hidden: 2),
    SanitizerCase("title ended by BEL", "\u{1B}]0;x\u{07}y", "␛y"),
    SanitizerCase("palette ended by ST", "\u{1B}]4;1;#fff\u{1B}\\y", "␛y"),
    SanitizerCase("link", "\u{1B}]8;;http://e\u{07}t\u{1B}]8;;\u{07}", "␛t␛", hidden: 2),
    SanitizerCase("clipboard", "\u{1B}]52;c;aGk=\u{07}", "␛"),
    SanitizerCase("string ended by C1 ST", "\u{1B}]0;x\u{9C}y", "␛y"),
    SanitizerCase("string cancelled", "\u{1B}]0;x\u{18}y", "␛y"),
    SanitizerCase("device control", "\u{1B}P$qm\u{1B}\\y", "␛y"),
    SanitizerCase("application command", "\u{1B}_Gf=1;AAAA\u{1B}\\y", "␛y"),
    SanitizerCase("privacy message", "\u{1B}^x\u{1B}\\y", "␛y"),
    SanitizerCase("start of string", "\u{1B}Xx\u{1B}\\y", "␛y"),
    SanitizerCase("character set", "\u{1B}(0qqq", "␛qqq"),
    SanitizerCase("C1 control sequence", "\u{9B}2Jb", "␛b"),
    SanitizerCase("C1 operating system command", "\u{9D}0;x\u{07}y", "␛y"),
    SanitizerCase("ends with ESC", "a\u{1B}", "a␛"),
    SanitizerCase("ESC twice", "\u{1B}\u{1B}[mx", "␛␛x", hidden: 2),
    SanitizerCase("nested splice", "\u{1B}[\u{1B}[2J2Jx", "␛␛2Jx", hidden: 2),
    SanitizerCase("unfinished string ends with the line", "\u{1B}]0;abc\ndef", "␛\ndef"),
    SanitizerCase("ESC before a letter beyond ASCII", "\u{1B}é", "␛é"),
    SanitizerCase("a new sequence inside a string", "\u{1B}]0;x\u{1B}[2Jy", "␛␛y", hidden: 2),
    SanitizerCase("delete", "a\u{7F}b", "a␡b"),
    SanitizerCase("next line", "a\u{85}b", "a\u{FFFD}b"),
    SanitizerCase("stray terminator", "a\u{9C}b", "a\u{FFFD}b"),
  ]

  static let characters: [SanitizerCase] = [
    SanitizerCase("plain", "Hello, world", "Hello, world", hidden: 0),
    SanitizerCase("tab", "ab\tc", "ab      c", hidden: 0),
    SanitizerCase("tab after a wide character", "漢\tc", "漢      c", hidden: 0),
    SanitizerCase("CRLF", "a\r\nb", "a\nb", hidden: 0),
    SanitizerCase("lone CR", "a\rb", "a␍b"),
    SanitizerCase("CR at the end", "a\r", "a␍"),
    SanitizerCase("backspace overstrike", "a\u{08}b", "a␈b"),
    SanitizerCase("shift out", "\u{0E}x\u{0F}", "␎x␏", hidden: 2),
    SanitizerCase("bells", "\u{07}\u{07}\u{07}", "␇␇␇", hidden: 3),
    SanitizerCase("override", "a\u{202E}b", "a\u{FFFD}b"),
    SanitizerCase("isolate", "a\u{2066}b\u{2069}", "a\u{FFFD}b\u{FFFD}", hidden: 2),
    SanitizerCase("direction mark in prose", "a\u{200E}b", "ab"),
    SanitizerCase("line separator", "a\u{2028}b", "a\nb", hidden: 0),
    SanitizerCase("unassigned", "a\u{E0FFF}b", "a\u{FFFD}b"),
    SanitizerCase(
      "noncharacter", "a" + scalar(0xFDD0) + scalar(0x2FFFF), "a\u{FFFD}\u{FFFD}", hidden: 2),
    SanitizerCase("private use", "a\u{E0B0}b", "a\u{FFFD}b"),
    SanitizerCase("invisible operators", "a\u{2062}\u{2064}b", "ab", hidden: 2),
    SanitizerCase("zero width space", "a\u{200B}b\u{FEFF}", "ab", hidden: 2),
    SanitizerCase("Hangul filler", "\u{3164}", "\u{FFFD}"),
    SanitizerCase("tag text", "a\u{E0041}\u{E0042}b", "ab", hidden: 2),
    SanitizerCase(
      "many marks", "Z" + String(repeating: "\u{0335}", count: 500),
      "Z" + String(repeating: "\u{0335}", count: 4), hidden: 496),
    SanitizerCase("a mark at the start", "\u{0301}a", "\u{25CC}\u{0301}a", hidden: 0),
    SanitizerCase(
      "joiners", "a" + String(repeating: "\u{200D}", count: 1000) + "b", "ab",
      hidden: 1000),
    SanitizerCase("selectors", "a" + String(repeating: "\u{FE0F}", count: 256), "a", hidden: 256),
    SanitizerCase("selectors behind Han", "漢\u{E0100}\u{E0101}", "漢\u{E0100}"),
    SanitizerCase("family", "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦", hidden: 0),
    SanitizerCase("skin and sex", "🏃🏽‍♀️", "🏃🏽‍♀️", hidden: 0),
    SanitizerCase("keycap", "1\u{FE0F}\u{20E3}", "1\u{FE0F}\u{20E3}", hidden: 0),
    SanitizerCase("flag", "🇩🇪", "🇩🇪", hidden: 0),
    SanitizerCase("lone regional indicator", "🇩x", "🇩x", hidden: 0),
    SanitizerCase("England", "🏴󠁧󠁢󠁥󠁮󠁧󠁿!", "🏴󠁧󠁢󠁥󠁮󠁧󠁿!", hidden: 0),
    SanitizerCase("bogus tag flag", "🏴\u{E0061}\u{E0062}\u{E007F}!", "🏴!", hidden: 3),
    SanitizerCase("Persian", "می\u{200C}خواهم", "می\u{200C}خواهم", hidden: 0),
    SanitizerCase("non-joiner in Latin", "a\u{200C}b", "ab"),
    SanitizerCase("conjunct", "क्\u{200D}ष", "क्\u{200D}ष", hidden: 0),
    SanitizerCase("Arabic number sign", "\u{0600}1", "\u{0600}1", hidden: 0),
    SanitizerCase("format characters of printf", "%n%s", "%n%s", hidden: 0),
  ]

  /// A scalar that a literal may not hold.
  private static func scalar(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String($0) } ?? ""
  }

  @Test("escape sequences show as one mark and are not obeyed", arguments: sequences)
  func sequence(_ example: SanitizerCase) { check(example) }

  @Test("characters are kept, left out or replaced by their kind", arguments: characters)
  func character(_ example: SanitizerCase) { check(example) }

  private func check(_ example: SanitizerCase) {
    let result = TerminalSanitizer.sanitize(example.input)
    #expect(result.text.unicodeScalars.elementsEqual(example.output.unicodeScalars))
    #expect(result.hiddenCount == example.hidden)
    #expect(TerminalSanitizer.sanitize(result.text).text.utf8.elementsEqual(result.text.utf8))
  }

  @Test("every C0 character but the line's own becomes its picture", arguments: UInt8(0)..<0x20)
  func control(_ byte: UInt8) {
    guard ![0x09, 0x0A, 0x1B].contains(byte) else { return }
    let input = "a" + String(Unicode.Scalar(byte)) + "b"
    let picture = Unicode.Scalar(0x2400 + UInt32(byte)).map(String.init)
    #expect(TerminalSanitizer.sanitize(input).text == "a" + (picture ?? "") + "b")
  }

  @Test("no C1 character is left", arguments: UInt8(0x80)..<0xA0)
  func laterControl(_ byte: UInt8) {
    let text = TerminalSanitizer.sanitize("a" + String(Unicode.Scalar(byte)) + "b\n").text
    #expect(text.hasPrefix("a"))
    #expect(text.unicodeScalars.dropFirst().contains { $0 == "\u{FFFD}" || $0 == "\u{241B}" })
    #expect(!text.unicodeScalars.contains { (0x80..<0xA0).contains($0.value) })
  }

  @Test("any two cuts give what the whole gives", arguments: sequences + characters)
  func cuts(_ example: SanitizerCase) {
    let scalars = Array(example.input.unicodeScalars)
    guard scalars.count < 40 else { return }
    let whole = TerminalSanitizer.sanitize(example.input)
    var different: [[Int]] = []
    for first in 0...scalars.count {
      for second in first...scalars.count {
        var sanitizer = TerminalSanitizer()
        var pieces = ""
        for range in [0..<first, first..<second, second..<scalars.count] {
          var piece = String.UnicodeScalarView()
          piece.append(contentsOf: scalars[range])
          pieces += sanitizer.append(String(piece)).text
        }
        pieces += sanitizer.finish().text
        if !pieces.utf8.elementsEqual(whole.text.utf8) { different.append([first, second]) }
        if sanitizer.hiddenCount != whole.hiddenCount { different.append([first, second]) }
      }
    }
    #expect(different.isEmpty)
  }

  @Test("bytes cut anywhere give what the text gives", arguments: sequences + characters)
  func byteCuts(_ example: SanitizerCase) {
    let whole = TerminalSanitizer.sanitize(example.input).text
    let bytes = Array(example.input.utf8)
    var sanitizer = TerminalSanitizer()
    var pieces = ""
    for byte in bytes { pieces += sanitizer.append(bytes: [byte]).text }
    pieces += sanitizer.finish().text
    #expect(pieces.utf8.elementsEqual(whole.utf8))
  }

  @Test(
    "ill-formed UTF-8 becomes one mark for each maximal subpart",
    arguments: [
      ([0x80], 1), ([0xC0, 0xAF], 2), ([0xE0, 0x80, 0xAF], 3), ([0xED, 0xA0, 0x80], 3),
      ([0xF0, 0x9F, 0x98], 1), ([0xF4, 0x90, 0x80, 0x80], 4), ([0xE2, 0x82, 0x41], 1),
      ([0x9B, 0x32, 0x4A], 1),
    ] as [([UInt8], Int)])
  func illFormed(_ bytes: [UInt8], _ marks: Int) {
    var sanitizer = TerminalSanitizer()
    let text = sanitizer.append(bytes: bytes).text + sanitizer.finish().text
    #expect(text.unicodeScalars.filter { $0 == "\u{FFFD}" }.count == marks)
    #expect(text == String(decoding: bytes, as: UTF8.self))
  }

  @Test("sanitising twice changes nothing more, for every code point", arguments: UInt32(0)..<17)
  func idempotence(_ plane: UInt32) {
    var input = String.UnicodeScalarView()
    for value in plane << 16..<(plane + 1) << 16 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      input.append(contentsOf: ["a", scalar, "\n"])
    }
    let once = TerminalSanitizer.sanitize(String(input)).text
    #expect(TerminalSanitizer.sanitize(once).text.utf8.elementsEqual(once.utf8))
    let bad = once.unicodeScalars.contains {
      ($0.value < 0x20 && $0 != "\n") || (0x7F..<0xA0).contains($0.value)
        || (0x202A...0x202E).contains($0.value) || (0x2066...0x2069).contains($0.value)
    }
    #expect(!bad)
  }

  @Test("an unfinished string is swallowed for 4096 bytes and no more")
  func longString() {
    let text = TerminalSanitizer.sanitize("\u{1B}]" + String(repeating: "x", count: 100_000)).text
    #expect(text.hasPrefix("␛x"))
    #expect(text.count > 95_000)
  }

  @Test("what one message leaves open does not reach the next")
  func messages() {
    var sanitizer = TerminalSanitizer()
    #expect(sanitizer.append("a\u{1B}[").text == "a␛")
    #expect(sanitizer.finish().text == "")
    #expect(sanitizer.append("mb").text == "mb")
  }

  @Test("a name stays on one line and shows its spaces and marks")
  func names() {
    #expect(TerminalSanitizer.sanitize("a\nb\tc", place: .name).text == "a␊b␉c")
    #expect(TerminalSanitizer.sanitize("a\u{A0}b\u{200E}", place: .name).text == "a b\u{FFFD}")
  }

  @Test("private use characters are kept where that is allowed")
  func privateUse() {
    let text = TerminalSanitizer.sanitize("a\u{E0B0}", allowsPrivateUse: true).text
    #expect(text == "a\u{E0B0}")
  }
}
