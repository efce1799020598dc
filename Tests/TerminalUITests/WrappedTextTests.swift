import TerminalUI
import Testing

@Suite("Text is wrapped at words")
struct WrappedTextTests {
  @Test(
    "rows break at spaces, long words are broken, line ends are kept",
    arguments: [
      ("", 10, [""]),
      ("hello world", 5, ["hello ", "world"]),
      ("hello world", 11, ["hello world"]),
      ("hello   world", 5, ["hello   ", "world"]),
      ("a\n\nb\n", 5, ["a", "", "b", ""]),
      ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
      ("ab cdefghij", 4, ["ab ", "cdef", "ghij"]),
      ("one 漢字漢字 two", 6, ["one 漢", "字漢字 ", "two"]),
      ("漢字。x", 4, ["漢", "字。", "x"]),
      ("a\r\nb", 5, ["a", "b"]),
      ("é\r\né", 5, ["é", "é"]),
      ("a 👨‍👩‍👧‍👦 b", 3, ["a ", "👨‍👩‍👧‍👦 ", "b"]),
      ("漢字", 1, ["漢", "字"]),
    ])
  func rows(_ text: String, _ width: Int, _ rows: [String]) {
    #expect(WrappedText(text, width: width).lines.map(\.text) == rows)
  }

  static let texts = [
    "The quick brown fox, “quoted” — jumps over the lazy dog; antidisestablishmentarianism wins.\n\nEnd",
    "漢字かな交じり文。と English words、mixed 👨‍👩‍👧‍👦 and 🇩🇪 flags e\u{301}\u{302} here\n\u{301}x",
    "tabs\tand\ttabs   and     spaces      \r\nCRLF\r\r\n lines \u{0600}12 क्षत्रिय नमस्ते",
  ]

  @Test("ranges count characters and cover the text", arguments: texts, 1...24)
  func ranges(_ text: String, _ width: Int) {
    let characters = Array(text)
    let wrapped = WrappedText(text, width: width)
    #expect(wrapped.count == characters.count)
    var next = 0
    for line in wrapped.lines {
      #expect(line.range.lowerBound == next)
      #expect(String(characters[line.range]) == line.text)
      next = line.range.upperBound
      if line.endsParagraph, next < characters.count {
        #expect(characters[next].isNewline)
        next += 1
      }
    }
  }

  @Test("no row is wider than asked, spaces at its end aside", arguments: texts, 2...24)
  func widths(_ text: String, _ width: Int) {
    let wrapped = WrappedText(text, width: width)
    for row in wrapped.lines.indices {
      let slice = wrapped.slice(row: row)
      #expect((slice?.columns ?? 0) <= width)
      let hanging = wrapped.lines[row].text.drop { _ in false }.reversed().prefix {
        $0 == " " || $0 == "\t"
      }
      let shown = wrapped.lines[row].range.count - hanging.count
      let visible = wrapped.slice(row: row, characters: wrapped.lines[row].range.prefix(shown))
      let text = String(wrapped.lines[row].text.prefix(shown)).filter { $0 != "\t" }
      #expect((visible?.text.filter { $0 != " " } ?? "") == text.filter { $0 != " " })
    }
  }

  @Test(
    "text that grows piece by piece is wrapped as the whole is", arguments: texts, [1, 4, 9, 20])
  func growth(_ text: String, _ width: Int) {
    var grown = WrappedText(width: width)
    var different: [String] = []
    var soFar = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      soFar.append(scalar)
      grown.update(String(soFar), width: width)
      if grown != WrappedText(String(soFar), width: width) { different.append(String(soFar)) }
    }
    #expect(different.isEmpty)
  }

  @Test("another text or width wraps anew")
  func replacement() {
    var wrapped = WrappedText("hello world", width: 5)
    wrapped.update("hello there", width: 5)
    #expect(wrapped == WrappedText("hello there", width: 5))
    wrapped.update("hello there", width: 20)
    #expect(wrapped.lines.count == 1)
    // Canonically equal, yet other bytes.
    wrapped.update("e\u{301}", width: 20)
    wrapped.update("é", width: 20)
    #expect(wrapped.text.utf8.count == 2)
  }

  @Test("offsets and cells map to each other", arguments: texts, [3, 8, 15])
  func mapping(_ text: String, _ width: Int) {
    let wrapped = WrappedText(text, width: width)
    for offset in 0...wrapped.count {
      let position = wrapped.position(of: offset)
      guard position.column < width, TextWidth.width(of: Array(text + " ")[offset]) > 0 else {
        continue
      }
      #expect(wrapped.offset(at: position) == offset)
    }
  }

  @Test("a slice says where a range stands in a row")
  func slices() {
    let wrapped = WrappedText("one 漢字 two\tx", width: 9)
    #expect(wrapped.lines.map(\.text) == ["one 漢字 ", "two\tx"])
    let slice = wrapped.slice(row: 0, characters: 4..<6)
    #expect(slice?.column == 4 && slice?.columns == 4 && slice?.text == "漢字")
    #expect(wrapped.slice(row: 0, characters: 0..<100)?.text == "one 漢字 ")
    #expect(wrapped.slice(row: 1, characters: 0..<3) == nil)
    #expect(wrapped.slice(row: 9) == nil)
  }
}
