import Testing

@testable import Generation

@Suite("Stop strings")
struct StopStringFilterTests {
  /// What is shown of a text that arrives in the given pieces.
  static func shown(_ pieces: [String], stops: [String]) -> (text: String, stopped: Bool) {
    var filter = StopStringFilter(stops)
    var text = ""
    for piece in pieces { text += filter.append(piece) }
    text += filter.finish()
    return (text, filter.hasStopped)
  }

  @Test(
    "cut the text before the first one to be complete, however it is split",
    arguments: [
      ("Hello\n\nHuman: more", ["\n\nHuman:"], "Hello", true),
      ("Hello\n\nHumble", ["\n\nHuman:"], "Hello\n\nHumble", false),
      ("abcd", ["abcd", "bc"], "a", true),
      ("aaab", ["aab"], "a", true),
      ("xENDy", ["END", "xEN"], "", true),
      ("naïve café", ["é"], "naïve caf", true),
      ("e\u{301}", ["\u{E9}"], "e\u{301}", false),
      ("line\r\nnext", ["\n"], "line\r", true),
      ("a\u{1F468}\u{200D}\u{1F469}b", ["\u{1F469}"], "a\u{1F468}\u{200D}", true),
      ("tail STO", ["STOP"], "tail STO", false),
      ("nothing", [""], "nothing", false),
      ("nothing", [], "nothing", false),
    ])
  func cut(text: String, stops: [String], expected: String, stops stopped: Bool) {
    let scalars = Array(text.unicodeScalars)
    func string(_ part: ArraySlice<Unicode.Scalar>) -> String {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: part)
      return String(view)
    }
    var splits = [[text], scalars.map { string([$0]) }]
    for middle in scalars.indices {
      splits.append([string(scalars[..<middle]), string(scalars[middle...])])
    }
    for pieces in splits {
      let shown = Self.shown(pieces, stops: stops)
      #expect(Array(shown.text.utf8) == Array(expected.utf8), "\(pieces)")
      #expect(shown.stopped == stopped)
    }
  }

  @Test("show at once what cannot begin one")
  func prompt() {
    var filter = StopStringFilter(["\n\nHuman:"])
    #expect(filter.append("Hello") == "Hello")
    #expect(filter.append(" there\n") == " there")
    #expect(filter.append("!") == "\n!")
  }
}
