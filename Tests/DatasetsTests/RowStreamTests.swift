import StrictJSON
import TestSupport
import Testing

@testable import Datasets

@Suite("Streams of rows")
struct RowStreamTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func rows(_ text: String, _ name: String = "rows.csv") throws -> [DataRow] {
    try folder.write(text.utf8, to: name)
    let stream = try RowStream(folder[name])
    var rows: [DataRow] = []
    while let row = try stream.next() { rows.append(row) }
    return rows
  }

  @Test(
    "give the rows that a table of the whole text has",
    arguments: [
      "a,b\r\n\"x, \"\"y\"\"\nz\",1\n\n,\n\"\",\"é\"\n", "a\n", "a\n\n\n", "a\r\n1", "a,b\n1,\"\"",
      "\"a\"\r\n\"1\"\r\n",
    ])
  func table(_ text: String) throws {
    let table = try CSVTable(text)
    let rows = try rows("\u{FEFF}" + text)
    #expect(rows.map(\.values) == table.rows)
    #expect(rows.map(\.number) == Array(table.rows.indices))
    #expect(rows.allSatisfy { $0.columns == table.header })
  }

  @Test("do not depend on where the parts that are read end", arguments: 0..<8)
  func parts(_ shift: Int) throws {
    // Rows of 16 bytes: a part's end, at a power of two, falls on every byte of one as the header grows.
    let header = "a,b" + String(repeating: "b", count: shift)
    let text = header + "\r\n" + String(repeating: "\"é\"\"\n,\",\"x,\"\r\n", count: 40_000)
    let rows = try rows(text)
    #expect(rows.count == 40_000)
    #expect(rows.allSatisfy { $0.values == ["é\"\n,", "x,"] })
    #expect(rows.last?.line == 2 + 2 * 39_999)
  }

  @Test("hold a row that is longer than what is read at once")
  func long() throws {
    let long = String(repeating: "word ", count: 200_000)
    #expect(try rows("a,b\n1,\"\(long)\"\n2,x\n").map(\.values) == [["1", long], ["2", "x"]])
    let line = "{\"a\": \"\(long)\"}\n"
    #expect(try rows(line + line, "rows.jsonl").map(\.values) == [[long], [long]])
  }

  @Test("refuse rows without an end, saying where they begin", arguments: ["csv", "jsonl"])
  func endless(_ kind: String) throws {
    let start = kind == "csv" ? "a\n\"" : "{}\n{\"a\": \""
    let text = start + String(repeating: "word ", count: 200_000)
    let path = folder["rows." + kind]
    try folder.write(text.utf8, to: "rows." + kind)
    #expect(throws: DatasetError.rowTooLarge(path: path, line: 2, limit: 500_000)) {
      let stream = try RowStream(path, limit: 500_000)
      while try stream.next() != nil {}
    }
  }

  @Test("take members of objects as they are, and what is no text as JSON")
  func objects() throws {
    let rows = try rows(
      "{\"q\": \"é\\n\", \"n\": 1.50, \"z\": null, \"l\": [1, \"a\"]}\r\n\n{\"other\": true}",
      "rows.jsonl")
    #expect(rows.map(\.columns) == [["q", "n", "z", "l"], ["other"]])
    #expect(rows.map(\.values) == [["é\n", "1.50", "", "[1,\"a\"]"], ["true"]])
    #expect(rows.map(\.line) == [1, 3])
    #expect(rows[0]["n"] == "1.50" && rows[1]["n"] == nil)
  }

  @Test(
    "are refused where they break the rules",
    arguments: [
      ("", CSVFault.empty), ("a,a\n", .repeatedColumn("a")),
      ("a,b\n1\n", .ragged(line: 2, fields: 1, expected: 2)),
      ("a\n\"1", .unclosedQuote(line: 2)), ("a\n\"1\"2\n", .textAfterQuote(line: 2)),
    ])
  func faults(_ text: String, _ fault: CSVFault) {
    #expect(throws: DatasetError.table(path: folder["rows.csv"], fault)) { try rows(text) }
  }

  @Test("are refused where a line is no object")
  func notAnObject() {
    let path = folder["rows.jsonl"]
    #expect(throws: DatasetError.notAnObject(path: path, line: 2)) {
      try rows("{}\n[1]\n", "rows.jsonl")
    }
  }

  @Test("are refused where they are not UTF-8", arguments: ["csv", "jsonl"])
  func notUTF8(_ kind: String) throws {
    let path = folder["rows." + kind]
    try folder.write(Array("a\n{\"".utf8) + [0xFF] + Array("\": 1}\n".utf8), to: "rows." + kind)
    #expect(throws: DatasetError.self) {
      let stream = try RowStream(path)
      while try stream.next() != nil {}
    }
  }

  @Test("come back as they were written", arguments: DataFormat.allCases)
  func written(_ format: DataFormat) throws {
    let writer = RowWriter(format: format, columns: ["a", "b"])
    let values: [[JSONValue]] = [
      ["", ""], ["x, y", "\"quoted\""], ["line\r\nline", "\\ é"], [" ", "\u{0}"],
    ]
    let bytes = writer.header + values.flatMap(writer.row)
    let rows = try rows(String(decoding: bytes, as: UTF8.self), "rows." + format.rawValue)
    #expect(rows.map { $0.values.map(JSONValue.string) } == values)
  }

  @Test("keep a row of one empty field")
  func emptyField() throws {
    let writer = RowWriter(format: .csv, columns: ["a"])
    let text = String(decoding: writer.header + writer.row([""]), as: UTF8.self)
    #expect(try rows(text).map(\.values) == [[""]])
  }
}
