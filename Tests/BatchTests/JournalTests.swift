import StrictJSON
import TestSupport
import Testing

@testable import Batch

@Suite("The journal")
struct JournalTests {
  private let folder: ScratchFolder
  private var path: String { folder["results.jsonl"] }

  init() throws { folder = try ScratchFolder() }

  private static func made(_ row: Int, _ text: String = "é\n\"x\"\u{0}") -> JournalRecord {
    JournalRecord(
      row: row, key: RowKey(bits: UInt64(row) &* 77),
      outcome: .done(JSONObject([("text", .string(text))])))
  }

  private func load(rows: Int = 4) throws -> (Journal, JournalIndex, damaged: [Int]) {
    let journal = try Journal(path)
    var index = JournalIndex(rowCount: rows)
    let damaged = try journal.load(into: &index)
    return (journal, index, damaged)
  }

  private static let lines = (0..<3).map { made($0).line }

  @Test(
    "gives records back as they were written",
    arguments: [
      made(0), made(9_000_000, ""),
      JournalRecord(row: 1, key: RowKey(bits: .max), outcome: .failed(reason: "no \u{1B}")),
    ])
  func record(_ record: JournalRecord) {
    let line = record.line
    #expect(line.last == 0x0A && line.count { $0 == 0x0A } == 1)
    #expect(JournalRecord(line: line.dropLast()) == record)
  }

  @Test("knows a record of which any byte was changed")
  func changed() {
    let line = Self.lines[1].dropLast()
    for place in line.indices {
      var other = line
      other[place] ^= 1
      #expect(JournalRecord(line: other) == nil, "byte \(place)")
    }
  }

  @Test("goes on after its end was cut off at any byte")
  func cut() throws {
    let whole = Self.lines.flatMap(\.self)
    let start = Self.lines[0].count + Self.lines[1].count
    for end in start...whole.count {
      try folder.write(whole[..<end], to: "results.jsonl")
      let (journal, index, damaged) = try load()
      #expect(damaged.isEmpty && index[1] != nil)
      // Its last byte but the line's end is enough.
      #expect((index[2] != nil) == (end >= whole.count - 1), "cut at \(end)")
      let offset = try journal.append(Self.made(3))
      #expect(try journal.record(at: offset) == Self.made(3))
      let (_, again, stillDamaged) = try load()
      #expect(stillDamaged.isEmpty && again[3]?.offset == offset)
    }
  }

  @Test("tells damage elsewhere by its line, and puts it aside when asked to")
  func repair() throws {
    var bytes = Self.lines.flatMap(\.self)
    bytes[Self.lines[0].count + 9] ^= 0x20
    try folder.write(bytes, to: "results.jsonl")
    #expect(try load().damaged == [2])
    try JournalRepair.quarantine([2], of: path)
    let (journal, index, damaged) = try load()
    #expect(damaged.isEmpty && index[1] == nil && index[2] != nil)
    #expect(try journal.record(at: index[2]?.offset ?? -1) == Self.made(2))
    #expect(try folder.bytes(of: "results.jsonl.damaged").count == Self.lines[1].count)
  }

  @Test("takes a row that there is not for damage")
  func unknownRow() throws {
    try folder.write(Self.lines.flatMap(\.self), to: "results.jsonl")
    #expect(try load(rows: 2).damaged == [3])
  }

  @Test("believes the last record of a row")
  func again() throws {
    let failed = JournalRecord(row: 1, key: RowKey(bits: 77), outcome: .failed(reason: "x"))
    try folder.write(failed.line + Self.lines[1], to: "results.jsonl")
    let (_, index, _) = try load()
    #expect(index[1]?.isFailure == false && index[1]?.offset == failed.line.count)
  }
}
