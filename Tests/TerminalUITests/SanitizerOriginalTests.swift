import TerminalUI
import Testing

@Suite("What a part of a sanitised text was")
struct SanitizerOriginalTests {
  /// Texts with what is hidden, held back, replaced and joined.
  private static let texts = [
    "plain", "", "a\u{200B}b", "\u{200B}ab", "ab\u{200B}", "one\r\ntwo\rthree\r",
    "tab\there", "\u{1B}[31mred\u{1B}[0m end", "👨\u{200D}👩\u{200D}👧 x", "x\u{200D}y",
    "e\u{301}\u{302}!",
    "\u{202E}right\u{202C} to", "❤\u{FE0F} a\u{FE0F}b", "\u{1B}]0;title\u{07}z", "bad\u{0}nul",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} flag", "日本\u{FEFF}茶",
  ]

  @Test("The whole is the whole, and parts that follow each other make it up", arguments: texts)
  func adjoins(text: String) {
    let count = TerminalSanitizer.sanitize(text).text.unicodeScalars.count
    #expect(TerminalSanitizer.original(of: 0..<count, in: text) == text)
    for cut in 0...count {
      let parts = [0..<cut, cut..<count].map { TerminalSanitizer.original(of: $0, in: text) }
      #expect(parts.joined().unicodeScalars.elementsEqual(text.unicodeScalars), "at \(cut)")
    }
  }

  @Test(
    "What is hidden goes with what is before it",
    arguments: [
      ("a\u{200B}b", 0..<1, "a\u{200B}"), ("a\u{200B}b", 1..<2, "b"),
      ("one\r\ntwo", 0..<3, "one"), ("one\r\ntwo", 3..<4, "\r\n"), ("one\r\ntwo", 4..<7, "two"),
      ("a\rb", 1..<2, "\r"), ("a\rb", 2..<3, "b"), ("a\tb", 0..<1, "a"),
    ])
  func parts(text: String, range: Range<Int>, original: String) {
    let part = TerminalSanitizer.original(of: range, in: text)
    #expect(part.unicodeScalars.elementsEqual(original.unicodeScalars))
  }
}
