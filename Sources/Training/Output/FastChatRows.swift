internal import StrictJSON

/// Rows as FastChat's trainer reads them: conversations without what it puts around them.
struct FastChatRows {
  let preparation: DataPreparation
  let target: DataPreparation.Target
  private(set) var count = 0
  private(set) var tooLongCount = 0
  private(set) var unusableCount = 0

  /// What separates turns and rows there; a row that holds one is masked whole, with a warning.
  private static let separators = [Array(" ASSISTANT: ".utf8), Array("</s>".utf8)]

  init(preparation: DataPreparation, target: DataPreparation.Target) {
    self.preparation = preparation
    self.target = target
  }

  /// Reads a file and gives the text of another that holds what can be learned of it; nil where `progress` ended it.
  mutating func read(
    _ path: String, limit: Int?, seed: UInt64, progress: (Double) -> Bool
  ) throws(TrainingError) -> [UInt8]? {
    let file = try ConversationFile(path)
    let chosen = try limit.map { limit throws(TrainingError) in
      try DataPreparation.subset(of: file, limit: limit, seed: seed)
    }
    var output: [UInt8] = [UInt8(ascii: "[")]
    var (index, isStopped) = (0, false)
    try file.forEachRow { row, share throws(TrainingError) in
      defer { index += 1 }
      if let chosen, !chosen.contains(index) { return true }
      if let line = line(row) {
        output += count == 1 ? [0x0A] : [UInt8(ascii: ","), 0x0A]
        output += line
      }
      isStopped = index.isMultiple(of: 1024) && !progress(share)
      return !isStopped
    }
    if isStopped || !progress(1) { return nil }
    guard count > 0 else {
      throw .data(
        path: path, .noRows(tooLong: tooLongCount, limit: preparation.maximumLength))
    }
    return output + [0x0A, UInt8(ascii: "]"), 0x0A]
  }

  /// A row's JSON; nil for one that is left out.
  private mutating func line(_ row: ConversationRow) -> [UInt8]? {
    guard let text = preparation.text(of: row, target: target),
      !Self.holdsSeparator(row.prompt), !Self.holdsSeparator(text),
      let (ids, _) = preparation.tokenize(row, target: target)
    else {
      unusableCount += 1
      return nil
    }
    guard ids.count <= preparation.maximumLength else {
      tooLongCount += 1
      return nil
    }
    count += 1
    return JSONWriter.write(
      [
        "id": .string(String(count)),
        "conversations": [
          ["from": "human", "value": .string(row.prompt)],
          ["from": "gpt", "value": .string(text)],
        ],
      ], pretty: false)
  }

  private static func holdsSeparator(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.indices.contains { index in
      separators.contains { bytes[index] == $0[0] && bytes[index...].starts(with: $0) }
    }
  }
}
