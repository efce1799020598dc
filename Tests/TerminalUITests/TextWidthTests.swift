import TerminalUI
import Testing

@Suite("Text is measured in cells")
struct TextWidthTests {
  @Test(
    "a cluster takes the cells that terminals give it",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("ｱ", 1), ("Ａ", 2), ("한", 2),
      ("\u{1112}\u{1161}\u{11AB}", 2), ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("🇩", 2), ("❤", 1),
      ("❤\u{FE0F}", 2), ("1\u{FE0F}\u{20E3}", 2), ("☺", 1), ("…", 1), ("─", 1), ("\u{301}", 0),
      ("\n", 0), ("\u{1B}", 0), ("\u{7F}", 0), ("กำ", 2), ("\u{AD}", 0),
    ] as [(Character, Int)])
  func cluster(_ cluster: Character, _ width: Int) {
    #expect(TextWidth.width(of: cluster) == width)
  }

  @Test("ambiguous characters take two cells where the user says so")
  func ambiguous() {
    let rules = WidthRules(ambiguousIsWide: true)
    #expect(TextWidth.width(of: "…" as Character, rules: rules) == 2)
    #expect(TextWidth.width(of: "a" as Character, rules: rules) == 1)
  }

  @Test(
    "a text is cut to fit, with an ellipsis, and never through a cluster",
    arguments: [
      ("hello", 5, "hello"), ("hello", 4, "hel…"), ("漢字漢字", 5, "漢字…"), ("漢字", 2, "…"),
      ("hello", 1, "…"), ("hello", 0, ""), ("👨‍👩‍👧‍👦ab", 3, "👨‍👩‍👧‍👦…"), ("👨‍👩‍👧‍👦ab", 4, "👨‍👩‍👧‍👦ab"),
    ])
  func truncation(_ text: String, _ columns: Int, _ expected: String) {
    #expect(TextWidth.truncated(text, to: columns) == expected)
  }
}
