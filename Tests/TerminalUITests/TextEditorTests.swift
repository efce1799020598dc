import TerminalUI
import Testing

@Suite("Text is edited")
struct TextEditorTests {
  @Test("typing inserts at the insertion point, deleting takes characters whole")
  func typing() {
    var editor = TextEditor("👨‍👩‍👧‍👦b")
    editor.moveLeft()
    editor.insert("é")
    #expect(editor.text == "👨‍👩‍👧‍👦éb")
    editor.deleteBackward()
    editor.deleteBackward()
    editor.deleteForward()
    #expect(editor.isEmpty)
    editor.deleteBackward()
    editor.deleteForward()
    #expect(editor.text == "")
  }

  @Test("an accent joins the letter before it, and undo parts them again")
  func joining() {
    var editor = TextEditor("e")
    editor.insert("\u{301}")
    #expect(editor.count == 1)
    #expect(editor.text == "e\u{301}")
    #expect(editor.cursor == 1)
    editor.undo()
    #expect(editor.text == "e")
  }

  @Test("deleting between two halves of a character joins them")
  func joiningByDeletion() {
    var editor = TextEditor("ex\u{301}")
    editor.moveToStart()
    editor.moveRight()
    editor.deleteForward()
    #expect(editor.text == "e")
    var flags = TextEditor("🇩-🇪")
    flags.moveLeft()
    flags.deleteBackward()
    #expect(flags.count == 1)
    #expect(flags.text == "🇩🇪")
  }

  @Test("line ends become LF")
  func lineEnds() {
    var editor = TextEditor("a\r\nb\rc")
    #expect(editor.text == "a\nb\nc")
    editor.paste("\r\n")
    #expect(editor.text == "a\nb\nc\n")
  }

  @Test("a word typed in one go is one step; a paste is one step; moving starts another")
  func undo() {
    var editor = TextEditor()
    for letter in "hello big" { editor.insert(String(letter)) }
    editor.paste(" pasted\ntext")
    editor.insert("!")
    editor.moveToStart()
    editor.insert("?")
    var seen: [String] = []
    while editor.canUndo {
      editor.undo()
      seen.append(editor.text)
    }
    #expect(
      seen == ["hello big pasted\ntext!", "hello big pasted\ntext", "hello big", "hello ", ""])
    while editor.canRedo { editor.redo() }
    #expect(editor.text == "?hello big pasted\ntext!")
    editor.undo()
    editor.insert("x")
    #expect(!editor.canRedo)
  }

  @Test("undo puts the insertion point back")
  func undoCursor() {
    var editor = TextEditor("one two three")
    editor.moveWordLeft()
    editor.deleteWordBackward()
    #expect(editor.text == "one three")
    editor.undo()
    #expect(editor.text == "one two three")
    #expect(editor.cursor == 8)
  }

  @Test("words, lines and the text have their ends")
  func movement() {
    var editor = TextEditor("one, two\nthree")
    editor.moveWordLeft()
    #expect(editor.cursor == 9)
    editor.moveWordLeft()
    #expect(editor.cursor == 5)
    editor.moveToLineEnd()
    #expect(editor.cursor == 8)
    editor.moveToLineStart()
    #expect(editor.cursor == 0)
    editor.moveWordRight()
    #expect(editor.cursor == 3)
    editor.deleteToLineEnd()
    #expect(editor.text == "one\nthree")
    editor.deleteToLineEnd()
    #expect(editor.text == "onethree")
    editor.deleteToLineStart()
    #expect(editor.text == "three")
  }

  @Test("up and down go by rows of the wrapped text and keep their column")
  func rows() {
    var editor = TextEditor("hello world\nab\nlonger row")
    editor.moveToEnd()
    editor.moveUp(width: 6)
    #expect(editor.wrapped(width: 6).position(of: editor.cursor) == Position(column: 3, row: 3))
    editor.moveUp(width: 6)
    #expect(editor.cursor == 14)
    editor.moveUp(width: 6)
    #expect(editor.cursor == 9)
    editor.moveUp(width: 6, rows: 10)
    #expect(editor.cursor == 0)
    editor.moveDown(width: 6, rows: 2)
    #expect(editor.cursor == 14)
    editor.moveDown(width: 6, rows: 10)
    #expect(editor.cursor == editor.count)
  }

  @Test("moving down from every place ends at the end", arguments: [1, 2, 5, 80])
  func downEnds(_ width: Int) {
    var editor = TextEditor("hello   world 漢字\n\nabcdefghij\tx ")
    editor.moveToStart()
    var steps = 0
    while editor.cursor < editor.count, steps < 100 {
      editor.moveDown(width: width)
      steps += 1
    }
    #expect(editor.cursor == editor.count)
  }
}
