import Alignment
import Generation
import TerminalUI
import Testing

@testable import ChatApp

@Suite("Searching, hidden characters, selecting and copying")
struct FindingTests {
  private static func finished(
    _ edit: String = "Go to bed late. Do not drink tea. Read a book if you can't sleep.",
    answer: String = Robot.answer, columns: Int = 118, rows: Int = 30
  ) -> Robot {
    var robot = Robot(columns: columns, rows: rows, answer: answer)
    robot.load()
    robot.generate(edit)
    robot.finish()
    return robot
  }

  // MARK: - Search

  @Test("A search marks every place while it is typed, and n and N step through them until Esc")
  func searches() {
    var robot = Self.finished()
    robot.press("/")
    #expect(robot.state.layer == .search)
    robot.press("go TO")
    #expect(robot.screen.contains("Not found in the texts on the screen."))
    robot.press(.control("u"))
    robot.press("drink")
    #expect(robot.screen.contains("Find: drink"))
    #expect(robot.state.finding.search?.hits.count == 2)
    robot.press(.enter)
    #expect(robot.state.layer == .matches)
    // From the focused pane, the edit, on.
    #expect(robot.screen.contains("Found 2 of 2, in the edit."))
    robot.press("n")
    #expect(robot.screen.contains("Found 1 of 2, in the answer."))
    #expect(robot.state.focus == .answer)
    #expect(robot.role(of: "drink") == .currentChange)
    robot.press("N")
    #expect(robot.state.focus == .edit)
    #expect(robot.role(of: "drink") == .match)
    robot.press(.escape)
    #expect(robot.state.layer == .command)
    #expect(robot.role(of: "drink") == .text)
    robot.press("n")
    #expect(robot.screen.contains("Change 1 of 2."))
  }

  @Test(
    "Capitals matter only where there is one in what is looked for",
    arguments: [("go", 2), ("Go", 1), ("GO", 0), ("é", 1), ("É", 0), ("b", 4)])
  func folds(query: String, count: Int) {
    var folded = FoldedText()
    _ = folded.update("Go b b. égo b b")
    #expect(folded.ranges(of: query, limit: 100).count == count)
  }

  @Test("A text that grows is searched as if it had been whole")
  func growsWhileSearched() {
    let text = "Naïve tea e\u{301}e\u{301} TEA, 日本茶 tea"
    var growing = FoldedText()
    var sofar = ""
    for scalar in text.unicodeScalars {
      sofar.unicodeScalars.append(scalar)
      _ = growing.update(sofar)
    }
    var whole = FoldedText()
    _ = whole.update(text)
    for query in ["tea", "e\u{301}", "茶", "naïve"] {
      #expect(growing.ranges(of: query, limit: 9) == whole.ranges(of: query, limit: 9))
    }
    #expect(whole.ranges(of: "tea", limit: 9) == [6..<9, 13..<16, 22..<25])
  }

  @Test("The place that is shown stays while the edit grows behind it")
  func keepsHit() {
    var robot = Robot()
    robot.load()
    robot.generate("one tea ")
    robot.press("/tea")
    robot.press(.enter)
    robot.generate("two tea three tea ")
    #expect(robot.state.finding.search?.hits.count == 3)
    #expect(robot.state.finding.search?.current == 0)
    robot.press("n")
    robot.press(.enter)
    #expect(robot.state.finding.search?.current == 1)
  }

  @Test("An empty search ends with Enter, and keys of a search are text")
  func endsEmpty() {
    var robot = Self.finished()
    robot.press("/q1")
    #expect(robot.state.finding.search?.query.text == "q1")
    robot.paste("two\nlines")
    #expect(robot.state.finding.search?.query.text == "q1two lines")
    robot.press(.control("u"), .enter)
    #expect(robot.state.layer == .command)
    #expect(!robot.effects.contains(.quit(status: 0)))
  }

  @Test("A hit far down is brought into sight")
  func revealsHit() {
    let long = (1...900).map { "word\($0)" }.joined(separator: " ")
    var robot = Self.finished(long, answer: long)
    robot.press("g/word700")
    #expect(robot.screen.contains("word700"))
    #expect(robot.find("word700").map { robot.frame[$0].role } == .currentChange)
  }

  // MARK: - Hidden characters

  @Test("V writes out what is hidden, in the texts and in the title, and hides it again")
  func reveals() {
    var robot = Self.finished(
      "safe\u{202E}evil\u{1B}[31m \u{200B}end", answer: "plain\u{7}")
    #expect(robot.screen.contains("hidden characters: 3"))
    robot.press("V")
    #expect(robot.screen.contains("safe\\u{202E}evil\\u{1B}[31m \\u{200B}end"))
    #expect(robot.screen.contains("plain\\u{7}"))
    #expect(robot.screen.contains("3 hidden, all written out"))
    #expect(robot.role(of: "\\u{202E}") == .warning)
    robot.press("V")
    #expect(!robot.screen.contains("\\u{"))
  }

  @Test("What is written out grows with the edit and is searched as it is seen")
  func revealsStream() {
    var robot = Robot()
    robot.load()
    robot.press("V")
    robot.generate("a\u{200B}")
    robot.generate("b\u{FEFF}")
    #expect(robot.screen.contains("a\\u{200B}b\\u{FEFF}"))
    robot.press("/FEFF")
    #expect(robot.state.finding.search?.hits.count == 1)
  }

  // MARK: - Selecting and copying

  @Test("A drag selects text as it was written, without the screen's line breaks")
  func drags() {
    let text = (1...60).map { "word\($0)" }.joined(separator: " ")
    var robot = Self.finished(text, answer: text)
    guard let start = robot.find("word2 ") else { Issue.record("no text"); return }
    robot.click(start.column, start.row)
    #expect(robot.state.finding.selection == nil)
    robot.drag(to: start.column + 3, start.row + 1)
    let selected = robot.state.selectedText ?? ""
    #expect(selected.hasPrefix("word2 word3") && !selected.contains("\n"))
    #expect(robot.frame[start].role == .selection)
    robot.release(start.column + 3, start.row + 1)
    #expect(robot.screen.contains("\(selected.count) characters selected: y copies, Esc drops."))
    robot.press("y")
    #expect(robot.effects.last == .copy(selected))
    robot.press(.escape)
    #expect(robot.state.finding.selection == nil)
  }

  @Test("A drag beyond the edge scrolls, and a double click selects a word")
  func scrollsAndSelectsWords() {
    let text = (1...900).map { "word\($0)" }.joined(separator: " ")
    var robot = Self.finished(text, answer: text)
    robot.press(.tab)
    robot.press("g")
    guard let start = robot.find("word1 ") else { Issue.record("no text"); return }
    robot.click(start.column, start.row)
    robot.drag(to: start.column, 29)
    robot.drag(to: start.column, 29)
    #expect(robot.state.answerPane.topRow == 2)
    robot.release(start.column, 29)
    robot.press("g")
    robot.wait(.seconds(1))
    robot.click(start.column + 1, start.row)
    robot.release(start.column + 1, start.row)
    #expect(robot.state.selectedText == nil)
    robot.wait(.milliseconds(100))
    robot.click(start.column + 1, start.row)
    #expect(robot.state.selectedText == "word1")
  }

  @Test("Shift and arrows select from where the reader is")
  func selectsByKeys() {
    var robot = Self.finished()
    robot.press("n")
    robot.press(KeyPress(.right, .shift), KeyPress(.right, .shift), KeyPress(.right, .shift))
    robot.press(KeyPress(.right, .shift))
    #expect(robot.state.selectedText == "late")
    robot.press(KeyPress(.left, .shift))
    #expect(robot.state.selectedText == "lat")
    #expect(robot.screen.contains("y copy the selection"))
    // What a new edit replaces is selected no more.
    robot.press("1")
    robot.wait(.milliseconds(40))
    #expect(robot.state.finding.selection == nil)
  }

  @Test("y copies the focused text made harmless and says so; Y copies it to the byte")
  func copies() {
    var robot = Self.finished("a\u{7}b")
    robot.press("y")
    #expect(robot.effects.last == .copy("a\u{2407}b"))
    robot.send(.copied(characters: 3, isSent: true))
    #expect(
      robot.screen.contains(
        "Copied 3 characters. Hidden characters are replaced: 1; Y copies the text as it is."))
    robot.press("Y")
    #expect(robot.effects.last == .copy("a\u{7}b"))
    robot.send(.copied(characters: 3, isSent: true))
    #expect(robot.screen.contains("Copied 3 characters."))
    robot.send(.report(.copiedNatively(characters: 3, program: "wl-copy")))
    #expect(robot.screen.contains("Copied 3 characters, also with wl-copy."))
    robot.press(.tab, .character("y"))
    #expect(robot.effects.last == .copy(Robot.answer))
    robot.send(.copied(characters: 3, isSent: false))
    #expect(robot.screen.contains("does not take text for its clipboard"))
  }

  @Test("Y with a selection copies what was written there, to the byte")
  func copiesSelectionRaw() {
    var robot = Self.finished("one\u{200B} \u{7}two\r\nthree e\u{301}!", answer: "plain")
    // "one ␇two", which is eight characters as it is seen.
    for _ in 0..<8 { robot.press(KeyPress(.right, .shift)) }
    #expect(robot.state.selectedText == "one ␇two")
    robot.press("Y")
    #expect(robot.effects.last == .copy("one\u{200B} \u{7}two"))
    robot.press("y")
    #expect(robot.effects.last == .copy("one ␇two"))
    for _ in 0..<20 { robot.press(KeyPress(.right, .shift)) }
    robot.press("Y")
    #expect(robot.effects.last == .copy("one\u{200B} \u{7}two\r\nthree e\u{301}!"))
  }

  @Test(
    "Y copies the bytes also where they are written out, and in a context without its first lines")
  func copiesRevealedRaw() {
    var robot = Self.finished("a\u{200B}b\u{7}c", answer: "plain")
    robot.press("V")
    // a\u{200B}b: the escape of eight characters stands for one.
    for _ in 0..<10 { robot.press(KeyPress(.right, .shift)) }
    #expect(robot.state.selectedText == "a\\u{200B}b")
    robot.press("Y")
    #expect(robot.effects.last == .copy("a\u{200B}b"))

    robot = Robot(context: "\n\nHuman: Q\u{200B}?\n\nAssistant:")
    robot.load()
    robot.press("t")
    while robot.state.focus != .context { robot.press(.tab) }
    for _ in 0..<9 { robot.press(KeyPress(.right, .shift)) }
    #expect(robot.state.selectedText == "Human: Q?")
    robot.press("Y")
    #expect(robot.effects.last == .copy("Human: Q\u{200B}?"))
  }
}
