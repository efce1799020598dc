public import Alignment
public import Tensors
public import Tokenization

/// Turns a file of conversations into rows of token ids.
///
/// A row's tokens are what inference makes of its prompt, then the target's own, then the end of the sequence. The target
/// is tokenized alone: inference goes on after the prompt's tokens, never merges one of them with what it writes, and takes
/// away the space that begins a text of SentencePiece's.
public struct DataPreparation: Sendable {
  /// What a row is made to teach.
  public enum Target: Sendable, Equatable {
    /// The row's own target.
    case asWritten
    /// The answer that stands in the row's prompt.
    case identity
  }

  /// The model's tokenizer.
  public let tokenizer: any Tokenizer
  /// The id that ends a sequence.
  public let endOfSequence: Int
  /// The number of ids that the model knows.
  public let vocabularySize: Int
  /// What surrounds prompts.
  public let format: PromptFormat
  /// The most tokens of a row; longer ones are left out and counted.
  public let maximumLength: Int

  /// Sets up the preparation.
  ///
  /// - Parameters:
  ///   - tokenizer: The model's tokenizer.
  ///   - endOfSequence: The id that ends a sequence.
  ///   - vocabularySize: The number of ids that the model knows.
  ///   - format: What surrounds prompts.
  ///   - maximumLength: The most tokens of a row.
  public init(
    tokenizer: any Tokenizer, endOfSequence: Int, vocabularySize: Int, format: PromptFormat,
    maximumLength: Int
  ) {
    self.tokenizer = tokenizer
    self.endOfSequence = endOfSequence
    self.vocabularySize = vocabularySize
    self.format = format
    self.maximumLength = maximumLength
  }

  /// How many rows are tokenized together.
  private static let groupSize = 2048

  /// Reads and tokenizes a file on all workers.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - target: What rows teach.
  ///   - limit: The most rows that are taken; a subset that the seed chooses.
  ///   - seed: What chooses the subset.
  ///   - workers: Who computes.
  ///   - progress: Called now and then with the share that has been read; false ends the reading.
  /// - Returns: The rows; nil where `progress` ended the reading.
  /// - Throws: `TrainingError`, also where no row is left.
  public func read(
    _ path: String, target: Target = .asWritten, limit: Int? = nil, seed: UInt64 = 0,
    workers: WorkerPool, progress: (Double) -> Bool
  ) throws(TrainingError) -> PreparedData? {
    let file = try ConversationFile(path)
    var data = PreparedData(rows: TokenizedRows(vocabularySize: vocabularySize))
    data.checksum = file.checksum
    let chosen = try limit.map { limit throws(TrainingError) in
      try Self.subset(of: file, limit: limit, seed: seed)
    }
    var group: [ConversationRow] = []
    var (index, isStopped) = (0, false)
    try file.forEachRow { row, share throws(TrainingError) in
      defer { index += 1 }
      if let chosen, !chosen.contains(index) { return true }
      group.append(row)
      if group.count == Self.groupSize {
        try append(group, target: target, to: &data, path: path, workers: workers)
        group.removeAll(keepingCapacity: true)
        isStopped = !progress(share)
      }
      return !isStopped
    }
    if isStopped { return nil }
    try append(group, target: target, to: &data, path: path, workers: workers)
    guard data.rows.count > 0 else {
      throw .data(path: path, .noRows(tooLong: data.tooLongCount, limit: maximumLength))
    }
    return progress(1) ? data : nil
  }

  /// Which rows a seed chooses.
  static func subset(
    of file: ConversationFile, limit: Int, seed: UInt64
  ) throws(TrainingError) -> Set<Int> {
    var count = 0
    try file.forEachRow { _, _ in
      count += 1
      return true
    }
    var generator = SplitMix(seed: seed, stream: 0)
    return Set(generator.permutation(of: count).prefix(limit).map { Int($0) })
  }

  /// What a row teaches; nil where that is its answer and none can be found.
  func text(of row: ConversationRow, target: Target) -> String? {
    switch target {
    case .asWritten: row.target
    case .identity: IdentityTarget.answer(in: row.prompt)
    }
  }

  /// One row: its ids and where the target begins; nil where it teaches nothing.
  func tokenize(_ row: ConversationRow, target: Target) -> (ids: [Int], targetStart: Int)? {
    guard let text = text(of: row, target: target) else { return nil }
    let prompt = tokenizer.encodePrompt(format.wrapping(row.prompt))
    return (prompt + tokenizer.encode(text) + [endOfSequence], prompt.count)
  }

  private func append(
    _ group: [ConversationRow], target: Target, to data: inout PreparedData, path: String,
    workers: WorkerPool
  ) throws(TrainingError) {
    var results = [(ids: [Int], targetStart: Int)?](repeating: nil, count: group.count)
    results.withUnsafeMutableBufferPointer { results in
      // Every worker writes elements of its own.
      workers.forEachRange(of: group.count, grain: 16) { range, _ in
        for index in range { results[index] = tokenize(group[index], target: target) }
      }
    }
    for result in results {
      data.readCount += 1
      guard let (ids, targetStart) = result else {
        data.unreadableCount += 1
        continue
      }
      if let token = ids.first(where: { $0 < 0 || $0 >= vocabularySize }) {
        throw .data(
          path: path,
          .tokenOutOfRange(row: data.readCount, token: token, vocabularySize: vocabularySize))
      }
      data.longest = max(data.longest, ids.count)
      guard ids.count <= maximumLength else {
        data.tooLongCount += 1
        continue
      }
      data.rows.append(ids.map { Int32(truncatingIfNeeded: $0) }, targetStart: targetStart)
    }
  }
}
