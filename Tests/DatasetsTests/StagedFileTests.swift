import Datasets
import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("Staged records in files")
struct StagedFileTests {
  private let folder: String

  init() {
    var template = Array("/tmp/metaaligner-staged-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  private var file: StagedFile { StagedFile(path: folder + "/staged.json") }

  private func clean() {
    unlink(file.path)
    unlink(file.tablePath)
    rmdir(folder)
  }

  private func write(_ text: String, to path: String) throws {
    let stream = try #require(fopen(path, "w"))
    fputs(text, stream)
    fclose(stream)
  }

  private static func record(_ merged: String) -> StagedRecord {
    StagedRecord(
      prompt: "Edit: \"Yes.\"", context: "Is tea\n\"good\"?", answer: "Yes, it is.",
      merged: merged, edit: "Yes!", objectives: ["Harmless: no harm", "Short: be short"],
      changes: [.init(removed: ", it is.", added: "!", isAccepted: false)])
  }

  @Test("Records are added to a conversation file and a table, which the readers of data read")
  func appends() throws {
    defer { clean() }
    #expect(try file.append(Self.record("Yes.")) == 1)
    #expect(try file.append(Self.record("Yes,\nit \"is\"")) == 2)
    let rows = try #require(try JSONParser.parse(fileBytes(file.path)).arrayValue)
    #expect(rows.map { $0["id"]?.stringValue } == ["staged-0", "staged-1"])
    let turns = rows.last?["conversations"]?.arrayValue
    #expect(turns?.map { $0["from"]?.stringValue } == ["human", "gpt"])
    #expect(
      turns?.map { $0["value"]?.stringValue } == ["Edit: \"Yes.\"", "Yes,\nit \"is\""])
    let samples = try AnswerFile.read(file.tablePath)
    #expect(samples.map(\.answer) == ["Yes, it is.", "Yes.", "Yes,\nit \"is\""])
    #expect(samples.first?.context == "Is tea\n\"good\"?")
    let table = try CSVTable(String(decoding: fileBytes(file.tablePath), as: UTF8.self))
    let verdicts = try table.column("verdicts")
    let changes = try JSONParser.parse(Array(table.rows[0][verdicts].utf8)).arrayValue
    #expect(changes?.first?["accepted"]?.boolValue == false)
    #expect(changes?.first?["removed"]?.stringValue == ", it is.")
  }

  @Test("Files that are something else stay as they are", arguments: ["{}", "[1]", "[", "x"])
  func refuses(content: String) throws {
    defer { clean() }
    try write(content, to: file.path)
    #expect(throws: DatasetError.self) { try file.append(Self.record("Yes.")) }
    #expect(try fileBytes(file.path) == Array(content.utf8))
    #expect(access(file.tablePath, F_OK) != 0)
  }

  @Test("A table with other columns is refused before anything is written")
  func refusesTable() throws {
    defer { clean() }
    try write("a,b\n1,2\n", to: file.tablePath)
    #expect(throws: DatasetError.self) { try file.append(Self.record("Yes.")) }
    #expect(access(file.path, F_OK) != 0)
  }
}
