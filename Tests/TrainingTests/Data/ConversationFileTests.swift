import StrictJSON
import Testing

@testable import Training

@Suite("A file of conversations") struct ConversationFileTests {
  private static let good =
    #"{"id": 7, "conversations": [{"from": "human", "value": "p\u00e9"}, {"value": "t\n", "from": "gpt"}]}"#

  private static func rows(_ text: String) throws -> [ConversationRow] {
    let folder = try TemporaryFolder()
    let file = try ConversationFile(try folder.write(text, to: "rows.json"))
    var rows: [ConversationRow] = []
    try file.forEachRow { row, _ in
      rows.append(row)
      return true
    }
    return rows
  }

  @Test("gives prompts and targets in order")
  func reads() throws {
    let other =
      #"{"conversations": [{"from": "user", "value": ""}, {"from": "assistant", "value": "x", "extra": [1]}]}"#
    #expect(
      try Self.rows("[\(Self.good), \(other)]\n")
        == [
          ConversationRow(prompt: "pé", target: "t\n"), ConversationRow(prompt: "", target: "x"),
        ])
    #expect(try Self.rows("[]").isEmpty)
  }

  @Test(
    "names the row that is no conversation",
    arguments: [
      (#"{"id": 1}"#, DataFault.noConversation(row: 2)),
      (#"{"conversations": []}"#, .unexpectedTurns(row: 2, found: [])),
      (
        #"{"conversations": [{"from": "human", "value": "a"}]}"#,
        .unexpectedTurns(row: 2, found: ["human"])
      ),
      (
        #"{"conversations": [{"from": "gpt", "value": "a"}, {"from": "human", "value": "b"}]}"#,
        .unexpectedTurns(row: 2, found: ["gpt", "human"])
      ),
      (
        #"{"conversations": [{"from": "human", "value": "a"}, {"from": "gpt"}]}"#,
        .incompleteTurn(row: 2)
      ),
    ])
  func faults(_ row: String, _ fault: DataFault) throws {
    let failure = #expect(throws: TrainingError.self) {
      try Self.rows("[\(Self.good), \(row)]")
    }
    guard case .data(_, let found) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
    #expect(found == fault)
  }

  @Test(
    "refuses what is not JSON of that form",
    arguments: [
      "", "{}", "[1]", "[{\"conversations\": 3}]", "[\(good)", "[\(good)] x", "[\(good),]",
    ])
  func malformed(_ text: String) throws {
    let failure = #expect(throws: TrainingError.self) { try Self.rows(text) }
    guard case .data(_, .malformed) = failure else {
      Issue.record("\(String(describing: failure))")
      return
    }
  }

  @Test("says which file cannot be read")
  func missing() {
    let failure = #expect(throws: TrainingError.self) { try ConversationFile("/nowhere/x.json") }
    #expect(failure == .fileAccess(path: "/nowhere/x.json", errorNumber: 2))
  }
}
