import Glibc
import Testing

@testable import Datasets

@Suite("Files of rows")
struct RowFileTests {
  private static func write(_ text: String) -> String {
    var template = Array("/tmp/rows-XXXXXX.csv".utf8CString)
    let descriptor = mkstemps(&template, 4)
    var text = text
    text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  @Test("give the rows that a table of the whole text has, in any order")
  func rows() throws {
    let text = "a,b\r\n\"x, \"\"y\"\"\nz\",1\n\n,\n\"\",\"é\"\n"
    let path = Self.write("\u{FEFF}" + text)
    defer { unlink(path) }
    let table = try CSVTable(text)
    let file = try #require(try RowFile(path))
    #expect(file.header == table.header)
    #expect((0..<file.count).reversed().map(file.fields) == table.rows.reversed())
    #expect(file.fields(file.count).isEmpty)
    #expect(file.fields(-1).isEmpty)
  }

  /// Writes lines under a name that says what they are.
  private static func writeLines(_ text: String) -> String {
    let path = write(text)
    rename(path, path + ".jsonl")
    return path + ".jsonl"
  }

  @Test("may be JSON lines: a column a member, empty where an object has it not")
  func lines() throws {
    let path = Self.writeLines(
      """
      \u{FEFF}{"query": "What is tea?", "generated_text": "A \\"drink\\".\\nYes.", "n": 1.5}\r
      \n{"query": "é", "tags": ["a", {"b": null}], "generated_text": null}
      """)
    defer { unlink(path) }
    let file = try #require(try RowFile(path))
    #expect(file.header == ["query", "generated_text", "n", "tags"])
    #expect(file.count == 2)
    #expect(file.fields(1) == ["é", "", "", #"["a",{"b":null}]"#])
    #expect(file.fields(0) == ["What is tea?", "A \"drink\".\nYes.", "1.5", ""])
    #expect(file.fields(2).isEmpty)
    let columns = RowColumns(header: file.header)
    #expect(columns.context == 0 && columns.answer == 1)
  }

  @Test("take dialogues apart, so that the last answer stands by itself")
  func dialogues() throws {
    let path = Self.writeLines(
      """
      {"chosen": "\\n\\nHuman: Tea?\\n\\nAssistant: Yes, please.", "rejected": "\\n\\nHuman: Tea?\\n\\nAssistant: No."}
      {"id": 1, "conversations": [{"from": "human", "value": "Edit this."}, {"from": "gpt", "value": "Done."}]}
      """)
    defer { unlink(path) }
    let file = try #require(try RowFile(path))
    #expect(file.header == ["query", "generated_text", "goldens"])
    #expect(file.fields(0) == ["\n\nHuman: Tea?\n\nAssistant:", "No.", "Yes, please."])
    #expect(file.fields(1) == ["Edit this.", "Done.", ""])
  }

  @Test("tell the line that is no object, or no JSON")
  func brokenLines() {
    let path = Self.writeLines("{\"a\": 1}\n\n[1]\n")
    defer { unlink(path) }
    #expect(throws: DatasetError.notAnObject(path: path, line: 3)) { try RowFile(path) }
    let broken = Self.writeLines("{\"a\": 1}\n{\"a\"\n")
    defer { unlink(broken) }
    #expect {
      try RowFile(broken)
    } throws: { error in
      if case DatasetError.json(broken, 2?, _) = error { true } else { false }
    }
  }

  @Test(
    "are refused where they break the rules",
    arguments: [
      ("", CSVFault.empty), ("a,a\n", .repeatedColumn("a")),
      ("a,b\n1\n", .ragged(line: 2, fields: 1, expected: 2)),
      ("a\n\"1", .unclosedQuote(line: 2)),
    ])
  func faults(_ text: String, _ fault: CSVFault) {
    let path = Self.write(text)
    defer { unlink(path) }
    #expect(throws: DatasetError.table(path: path, fault)) { try RowFile(path) }
  }

  @Test("say how far they are, and stop when asked to")
  func progress() throws {
    let path = Self.write("a\n" + String(repeating: "word\n", count: 1000))
    defer { unlink(path) }
    var parts: [Double] = []
    _ = try RowFile(path) { part in
      parts.append(part)
      return true
    }
    #expect(parts == parts.sorted() && parts.count > 1 && parts.allSatisfy { 0...1 ~= $0 })
    #expect(try RowFile(path) { _ in false } == nil)
  }

  @Test(
    "have columns that are known by name",
    arguments: [
      (["query", "goldens", "generated_text"], 0, 2, 1),
      (["goldens", "generated_text"], nil, 1, 0), (["query", "gpt-3.5-turbo"], 0, 1, nil),
      (["id", "Prompt", "Response"], 1, 2, nil), (["text", "humor"], nil, nil, nil),
      (["query", "goldens"], 0, nil, 1),
    ] as [([String], Int?, Int?, Int?)])
  func columns(_ header: [String], _ context: Int?, _ answer: Int?, _ gold: Int?) {
    let columns = RowColumns(header: header)
    #expect(columns.context == context && columns.answer == answer && columns.gold == gold)
  }
}
