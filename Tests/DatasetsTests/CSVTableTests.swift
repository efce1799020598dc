import Testing

@testable import Datasets

@Suite("Tables")
struct CSVTableTests {
  @Test("have fields with commas, quotes and line breaks")
  func fields() throws {
    let table = try CSVTable("a,b\r\n\"x, \"\"y\"\"\nz\",1\n\n,\n")
    #expect(table.header == ["a", "b"])
    #expect(table.rows == [["x, \"y\"\nz", "1"], ["", ""]])
    #expect(try table.column("b") == 1)
  }

  @Test(
    "are refused where they break the rules",
    arguments: [
      ("", CSVFault.empty), ("a,a\n", .repeatedColumn("a")),
      ("a,b\n1\n", .ragged(line: 2, fields: 1, expected: 2)),
      ("a\n\"1", .unclosedQuote(line: 2)), ("a\n\"1\"2\n", .textAfterQuote(line: 2)),
    ])
  func faults(_ text: String, _ fault: CSVFault) {
    #expect(throws: fault) { try CSVTable(text) }
  }
}
