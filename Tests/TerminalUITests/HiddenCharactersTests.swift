import TerminalUI
import Testing

@Suite("Writing out what cannot be seen")
struct HiddenCharactersTests {
  @Test(
    "Everything invisible is written out, everything visible stays",
    arguments: [
      ("plain text,\ntwo lines", "plain text,\ntwo lines"),
      ("tab\there", "tab\\u{9}here"),
      ("\u{1B}[31mred", "\\u{1B}[31mred"),
      ("a\r\nb", "a\\u{D}\nb"),
      ("a\u{202E}b", "a\\u{202E}b"),
      ("no\u{A0}break", "no\\u{A0}break"),
      ("zero\u{200B}width", "zero\\u{200B}width"),
      ("tag\u{E0041}", "tag\\u{E0041}"),
      ("café, cafe\u{301}", "café, cafe\u{301}"),
      ("日本茶　は", "日本茶　は"),
      ("👨\u{200D}👩", "👨\\u{200D}👩"),
      ("❤\u{FE0F}", "❤\\u{FE0F}"),
      ("\u{301}alone", "\\u{301}alone"),
      ("z\u{301}\u{301}\u{301}\u{301}\u{301}", "z\u{301}\u{301}\u{301}\u{301}\\u{301}"),
      ("\u{3164}\u{2028}\u{E000}", "\\u{3164}\\u{2028}\\u{E000}"),
      ("हिन्दी", "हिन्दी"),
    ])
  func reveals(text: String, revealed: String) {
    let result = HiddenCharacters.reveal(text)
    #expect(result.text.unicodeScalars.elementsEqual(revealed.unicodeScalars))
    // What is written out can be shown as it is.
    #expect(TerminalSanitizer.sanitize(result.text).hiddenCount == 0)
  }

  @Test("The marks name the places, in characters")
  func marks() {
    let (text, marks) = HiddenCharacters.reveal("é\u{200B}e\u{301}\u{7}")
    let characters = Array(text)
    #expect(marks.map { String(characters[$0]) } == ["\\u{200B}", "\\u{7}"])
  }
}
