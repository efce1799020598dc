import Glibc
import StrictJSON
import Testing

@testable import Datasets

@Suite("Files of answers")
struct AnswerFileTests {
  /// A folder of its own that goes when the test ends.
  private final class Folder {
    let path: String
    init() {
      var template = Array("/tmp/metaaligner-answers-XXXXXX".utf8CString)
      path = mkdtemp(&template).map { String(cString: $0) } ?? ""
    }
    deinit {
      for name in ["a.csv", "a.jsonl", "a.json", "a.csv.gz", "a.txt"] { unlink(path + "/" + name) }
      rmdir(path)
    }
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
      try TextOutput.write(bytes, to: path + "/" + name)
      return path + "/" + name
    }
  }

  @Test("are read as tables, JSON lines and JSON, from the row that is asked for")
  func forms() throws {
    let folder = Folder()
    let table = try folder.file(
      "a.csv", Array("query,goldens,generated_text\nq0,g0,a0\n\"q\n1\",g1,\" a1 \"\nq2,,a2\n".utf8))
    #expect(
      try AnswerFile.read(table, firstRow: 1) == [
        AnswerSample(context: "q\n1", answer: "a1"), AnswerSample(context: "q\n1", answer: "g1"),
        AnswerSample(context: "q2", answer: "a2"),
      ])
    let start = #"\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant: "#
    let lines = try folder.file(
      "a.jsonl", Array(#"{"chosen": "\#(start)d", "rejected": "\#(start)e"}"#.utf8) + [0x0A])
    #expect(try AnswerFile.read(lines).map(\.answer) == ["b", "d", "e"])
    #expect(
      try AnswerFile.read(lines)[1].context
        == "\n\nHuman: a\n\nAssistant: b\n\nHuman: c\n\nAssistant:")
    let array = try folder.file(
      "a.json",
      Array(
        """
        [{"context": "q", "response": "r"},
         {"conversations": [{"from": "human", "value": "h"}, {"from": "gpt", "value": "g"}]}]
        """.utf8))
    #expect(
      try AnswerFile.read(array) == [
        AnswerSample(context: "q", answer: "r"), AnswerSample(context: "h", answer: "g"),
      ])
  }

  @Test("are read compressed, and refused where the compression breaks off")
  func compressed() throws {
    let folder = Folder()
    let path = try folder.file("a.csv.gz", Self.compressed)
    #expect(try AnswerFile.read(path) == [AnswerSample(context: "why", answer: "because")])
    _ = try folder.file("a.csv.gz", Array(Self.compressed.dropLast(12)))
    #expect(throws: DatasetError.brokenCompression(path: path)) { try AnswerFile.read(path) }
  }

  @Test("are refused with what is wrong with them")
  func refusals() throws {
    let folder = Folder()
    let absent = folder.path + "/absent.csv"
    #expect(throws: DatasetError.fileAccess(path: absent, errorNumber: ENOENT)) {
      try AnswerFile.read(absent)
    }
    let text = try folder.file("a.txt", Array("x".utf8))
    #expect(throws: DatasetError.unknownKind(path: text)) { try AnswerFile.read(text) }
    let table = try folder.file("a.csv", Array("a,b\n1,2\n".utf8))
    #expect(
      throws: DatasetError.table(path: table, .missingColumn("query", found: ["a", "b"]))
    ) { try AnswerFile.read(table) }
    _ = try folder.file("a.csv", Array("query,generated_text\nq,\n".utf8))
    #expect(throws: DatasetError.noAnswers(path: table)) { try AnswerFile.read(table) }
    _ = try folder.file("a.csv", [0x71, 0xFF])
    #expect(throws: DatasetError.notUTF8(path: table)) { try AnswerFile.read(table) }
    let lines = try folder.file("a.jsonl", Array("{}\n{".utf8))
    do {
      _ = try AnswerFile.read(lines)
      Issue.record("broken JSON was read")
    } catch {
      guard case .json(lines, line: 2, _) = error else { throw error }
    }
  }

  @Test("leave out questions that others have, first turns of dialogues among them")
  func exclusion() {
    let kept = AnswerSample(context: "\n\nHuman: other\n\nAssistant:", answer: "a")
    let samples = [
      AnswerSample(context: "\n\nHuman: Same \\_\n\nAssistant:", answer: "a"),
      AnswerSample(
        context: "\n\nHuman: same _\n\nAssistant: b\n\nHuman: more\n\nAssistant:", answer: "a"),
      kept,
    ]
    let others = [AnswerSample(context: "\n\nHuman: same \\\\_\n\nAssistant:", answer: "z")]
    #expect(samples.excludingQuestions(of: others) == [kept])
  }

  /// `query,generated_text\nwhy,because\n`, by Python's `gzip.compress(…, mtime=0)`.
  private static let compressed: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0x2C, 0x4D, 0x2D,
    0xAA, 0xD4, 0x49, 0x4F, 0xCD, 0x4B, 0x2D, 0x4A, 0x2C, 0x49, 0x4D, 0x89, 0x2F, 0x49,
    0xAD, 0x28, 0xE1, 0x2A, 0xCF, 0xA8, 0xD4, 0x49, 0x4A, 0x4D, 0x4E, 0x2C, 0x2D, 0x4E,
    0xE5, 0x02, 0x00, 0xA7, 0xD5, 0xFB, 0xA1, 0x21, 0x00, 0x00, 0x00,
  ]
}
