import Sessions
import StrictJSON
import Testing

@Suite("Exported sessions")
struct SessionExportTests {
  private static let session = Session(
    summary: SessionSummary(
      id: 7, title: "Sleep *well*", editCount: 1, created: 0, updated: 86_399),
    context: SessionFixture.context, answer: SessionFixture.answer, source: "pasted",
    edits: [SessionFixture.edit(text: "Go to bed early. <b>Do</b> not drink ```tea```.")],
    verdicts: [
      RecordedVerdict(
        edit: 1, changes: [.init(removed: "coffee", added: "tea", isAccepted: true)],
        merged: "Go to bed early. Do not drink tea.")
    ])

  private static func text(_ format: SessionExport.Format) -> String {
    String(decoding: SessionExport.bytes(of: session, as: format), as: UTF8.self)
  }

  @Test("Markdown says every text once, in fences that no text ends")
  func writesMarkdown() {
    let text = Self.text(.markdown)
    #expect(text.hasPrefix("# Sleep \\*well\\*\n\nSession 7, begun 1970-01-01T00:00:00Z\n"))
    #expect(text.contains("- Harmlessness: It does no harm\n"))
    #expect(text.contains("````text\nGo to bed early. <b>Do</b> not drink ```tea```.\n````\n"))
    #expect(text.contains("Go to bed early. {+<b>+}Do{+</b>+} not drink [-coffee-]{+```tea```+}."))
    #expect(text.contains("### Merged: 1 of 1 changes accepted"))
    #expect(text.contains("seed 18446744073709551615"))
  }

  @Test("A page marks differences by elements and takes no text for markup")
  func writesHTML() {
    let text = Self.text(.html)
    #expect(text.contains("<ins>&lt;b&gt;</ins>Do<ins>&lt;/b&gt;</ins> not drink"))
    #expect(text.contains("<del>coffee</del>"))
    #expect(!text.contains("<b>") && !text.contains("<script") && !text.contains("http"))
  }

  @Test("JSON has a line for the session, its edits and its verdicts")
  func writesLines() throws {
    let lines = Self.text(.jsonLines).split(separator: "\n")
    let values = try lines.map { try JSONParser.parse(Array($0.utf8)) }
    #expect(values.map { $0["kind"]?.stringValue } == ["session", "edit", "verdict"])
    #expect(values[1]["seed"]?.stringValue == "18446744073709551615")
    #expect(values[1]["objectives"]?.arrayValue?.first?["id"]?.stringValue == "harmless")
    #expect(values[1]["tokens_per_second"]?.doubleValue == 20)
    #expect(values[2]["changes"]?.arrayValue?.first?["accepted"]?.boolValue == true)
  }

  @Test(
    "Times are read without a time zone",
    arguments: [
      (0.0, "1970-01-01T00:00:00Z"), (1_777_817_347.9, "2026-05-03T14:09:07Z"),
      (.infinity, "1970-01-01T00:00:00Z"),
    ])
  func writesTimes(seconds: Double, text: String) {
    #expect(Timestamp.universal(seconds) == text)
  }
}
