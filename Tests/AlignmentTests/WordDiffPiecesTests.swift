import Alignment
import Testing

@Suite("An answer and its edit in pieces")
struct WordDiffPiecesTests {
  static let pairs = [
    ("Go to bed early.", "Go to bed late."), ("a b c", "a c"), ("a c", "a b c"), ("", "new text"),
    ("old text", ""), ("same", "same"), ("  a  b\n\nc ", "a  x\n\ny c"), ("眠れない夜", "眠れる夜"),
    ("One. Two. Three.", "Zero. One. Three. Four."),
  ]

  @Test("All of one side is that side's text", arguments: pairs)
  func takesSides(answer: String, edit: String) {
    let pieces = WordDiffPieces(answer: answer, edit: edit)
    let count = pieces.changeCount
    #expect(pieces.merged(Array(repeating: true, count: count)) == edit)
    // White space between equal words is no change, and the edit's.
    let words = { (text: String) in text.split(whereSeparator: \.isWhitespace) }
    #expect(words(pieces.merged([])) == words(answer))
  }

  @Test("A change holds the white space around it")
  func holdsBlanks() {
    let pieces = WordDiffPieces(answer: "a b c d", edit: "a c x d")
    #expect(
      pieces.pieces == [
        .kept("a"), .changed(answer: " b ", edit: " "), .kept("c"),
        .changed(answer: " ", edit: " x "), .kept("d"),
      ])
    #expect(pieces.merged([true, false]) == "a c d")
    #expect(pieces.merged([false, true]) == "a b c x d")
  }
}
