import TerminalUI
import Testing

@testable import CursesTerminal

@Suite("Clusters are drawn as curses can")
struct CellGlyphTests {
  /// Widths as a C library gives them, which knows no emoji of 2023.
  private static func width(_ scalar: UInt32) -> Int {
    switch scalar {
    case 0x1FAE8: -1
    case 0x300...0x36F, 0x200D, 0xFE00...0xFE0F, 0x20E3: 0
    case 0x4E00...0x9FFF, 0x1F300...0x1FAFF: 2
    default: 1
    }
  }

  private static func cell(_ text: String) -> Cell {
    var frame = Frame(size: Size(columns: 2, rows: 1))
    frame.write(text, at: Position(column: 0, row: 0))
    return frame[Position(column: 0, row: 0)]
  }

  @Test(
    "a cluster is shortened to a part on whose width all agree",
    arguments: [
      ("a", "a", 1), ("e\u{301}", "e\u{301}", 1), ("漢", "漢", 2), ("👨‍👩‍👧‍👦", "👨", 2),
      ("👍🏽", "👍", 2), ("❤\u{FE0F}", "❤", 1), ("1\u{FE0F}\u{20E3}", "1\u{20E3}", 1), ("🇩🇪", "🇩🇪", 1),
      ("\u{1FAE8}", "\u{FFFD}", 1),
      ("Z\u{335}\u{337}\u{321}\u{322}", "Z\u{335}\u{337}\u{321}\u{322}", 1),
    ])
  func shortened(_ text: String, _ drawn: String, _ width: Int) {
    let glyph = CellGlyph(Self.cell(text), isUTF8: true, scalarWidth: Self.width)
    let scalars = glyph.scalars + (glyph.second.map { [$0] } ?? [])
    #expect(scalars == drawn.unicodeScalars.map(\.value))
    #expect(glyph.width == width)
    #expect(glyph.scalars.count <= 5)
  }

  @Test(
    "a terminal that joins clusters can show more of those that had to be shortened",
    arguments: [
      ("a", false), ("e\u{301}", false), ("漢", false), ("👨‍👩‍👧‍👦", true), ("👍🏽", true),
      ("❤\u{FE0F}", true), ("1\u{FE0F}\u{20E3}", true), ("🇩🇪", true),
    ])
  func shortens(_ text: String, _ isShortened: Bool) {
    let glyph = CellGlyph(Self.cell(text), isUTF8: true, scalarWidth: Self.width)
    #expect(glyph.isShortened == isShortened)
  }

  @Test(
    "without UTF-8 there is an ASCII character for everything",
    arguments: [
      ("a", "a"), ("é", "?"), ("漢", "?"), ("─", "-"), ("│", "|"), ("┼", "+"), ("“", "\""),
      ("’", "'"),
      ("—", "-"), ("…", "."), ("●", "*"), ("○", "o"), ("█", "#"), ("␛", "?"), ("e\u{301}", "e"),
    ])
  func ascii(_ text: String, _ drawn: String) {
    let glyph = CellGlyph(Self.cell(text), isUTF8: false, scalarWidth: Self.width)
    #expect(glyph.scalars == drawn.unicodeScalars.map(\.value))
    #expect(glyph.width == 1)
  }
}
