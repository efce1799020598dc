import Glibc
import StrictJSON
import Testing

@testable import Datasets

@Suite("The demonstration's data set")
struct DemoDatasetTests {
  @Test("is written as conversations that FastChat's trainer reads, the same for a seed")
  func files() throws {
    var template = Array("/tmp/metaaligner-dataset-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let dataset = DemoDataset(rowCount: 40, seed: 9, options: DemoGenerator.Options())
    defer {
      for path in dataset.parts.map(\.path) + ["corpus.txt"] { unlink(folder + "/" + path) }
      for path in ["/no_equal", "/all_equal", ""] { rmdir(folder + path) }
    }
    var reported = 0
    try dataset.write(to: folder) { reported = $0 }
    #expect(reported == dataset.rowCount && dataset.rowCount == 40 + 10 + 3 * 2)
    var first: [String] = []
    for part in dataset.parts {
      let text = try WholeDataFile.text(folder + "/" + part.path)
      first.append(text)
      let rows = try #require(try JSONParser.parse(text.utf8).arrayValue)
      #expect(rows.count == part.rowCount)
      for (index, row) in rows.enumerated() {
        #expect(row["id"]?.intValue == index)
        let turns = try #require(row["conversations"]?.arrayValue)
        #expect(turns.map { $0["from"]?.stringValue } == ["human", "gpt"])
        let aim = part.isEqual ? "make it equal" : "improve it"
        #expect(turns[0]["value"]?.stringValue?.contains(aim) == true)
        #expect(turns[0]["value"]?.stringValue?.hasSuffix(" | Edit: ") == true)
        #expect(turns[1]["value"]?.stringValue?.isEmpty == false)
      }
    }
    try dataset.write(to: folder) { _ in }
    let second = try dataset.parts.map { try WholeDataFile.text(folder + "/" + $0.path) }
    #expect(first == second)
    #expect(try WholeDataFile.text(folder + "/corpus.txt").contains("Consider the context"))
  }

  @Test("is refused where it cannot be written")
  func refusal() {
    let dataset = DemoDataset(rowCount: 1, seed: 9, options: DemoGenerator.Options())
    let folder = "/dev/null/data"
    #expect(throws: DatasetError.fileAccess(path: folder, errorNumber: ENOTDIR)) {
      try dataset.write(to: folder) { _ in }
    }
  }
}
