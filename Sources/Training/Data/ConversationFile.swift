import StrictJSON

/// One row of training data: what the model is asked, and what it should answer.
public struct ConversationRow: Sendable, Equatable {
  /// The prompt, without what a prompt format puts around it.
  public let prompt: String
  /// The text that the model should write.
  public let target: String

  /// Makes a row.
  public init(prompt: String, target: String) {
    self.prompt = prompt
    self.target = target
  }
}

/// FastChat's training data: a JSON array of `{"id": …, "conversations": [{"from": "human", "value": …}, {"from": "gpt",
/// "value": …}]}`.
///
/// Read row by row, because the files of a published data set have hundreds of megabytes.
struct ConversationFile {
  private let file: MappedFile

  init(_ path: String) throws(TrainingError) {
    file = try MappedFile(path)
  }

  /// The whole file, for its checksum.
  var bytes: UnsafeRawBufferPointer { file.bytes }

  /// Calls `body` with every row and the share of the file that has been read; stops where it returns false.
  func forEachRow(
    _ body: (ConversationRow, Double) throws(TrainingError) -> Bool
  ) throws(TrainingError) {
    var reader = JSONReader(file.bytes)
    var row = 0
    while true {
      row += 1
      let next: Result<ConversationRow, DataFault>?
      do throws(JSONError) {
        if row == 1 { try reader.beginArray() }
        next = try Self.readRow(&reader, row: row)
      } catch {
        throw .data(path: file.path, .malformed(error))
      }
      switch next {
      case nil: return
      case .failure(let fault): throw .data(path: file.path, fault)
      case .success(let read):
        if try !body(read, Double(reader.offset) / Double(max(1, file.bytes.count))) { return }
      }
    }
  }

  /// The next row; nil at the end of the file.
  private static func readRow(
    _ reader: inout JSONReader, row: Int
  ) throws(JSONError) -> Result<ConversationRow, DataFault>? {
    guard try reader.nextElement() else {
      try reader.finish()
      return nil
    }
    var turns: [Turn]?
    try reader.beginObject()
    while let key = try reader.nextKey() {
      if key == "conversations" {
        turns = try readTurns(&reader)
      } else {
        try reader.skipValue()
      }
    }
    guard let turns else { return .failure(.noConversation(row: row)) }
    guard turns.count == 2, let prompt = turns.first, let target = turns.last,
      ["human", "user"].contains(prompt.speaker ?? ""),
      ["gpt", "assistant"].contains(target.speaker ?? "")
    else {
      return .failure(.unexpectedTurns(row: row, found: turns.map { $0.speaker ?? "" }))
    }
    guard let prompt = prompt.text, let target = target.text else {
      return .failure(.incompleteTurn(row: row))
    }
    return .success(ConversationRow(prompt: prompt, target: target))
  }

  private struct Turn {
    var speaker: String?
    var text: String?
  }

  private static func readTurns(_ reader: inout JSONReader) throws(JSONError) -> [Turn] {
    var turns: [Turn] = []
    try reader.beginArray()
    while try reader.nextElement() {
      var turn = Turn()
      try reader.beginObject()
      while let key = try reader.nextKey() {
        switch key {
        case "from": turn.speaker = try reader.readString()
        case "value": turn.text = try reader.readString()
        default: try reader.skipValue()
        }
      }
      turns.append(turn)
    }
    return turns
  }
}
