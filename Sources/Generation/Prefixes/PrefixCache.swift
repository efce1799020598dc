import Transformer

/// Keys and values of what the model has read before, for requests that begin the same.
struct PrefixCache {
  /// What is kept of one text.
  private struct Entry {
    /// Never run; those that use it fork it.
    let sequence: KeyValueSequence
    /// The logits after the last token, `[V]`; nil where nobody asked for them.
    let logits: [Float]?
  }

  /// The most bytes to keep.
  let byteBudget: Int
  private var tree: PrefixTree<Entry>

  /// - Parameters:
  ///   - byteBudget: The most bytes to keep.
  ///   - pool: Where the sequences' pages come from.
  init(byteBudget: Int, pool: KeyValuePagePool) {
    self.byteBudget = byteBudget
    tree = PrefixTree(
      byteBudget: byteBudget,
      measure: .init(pageLength: KeyValuePagePool.pageLength, pageBytes: pool.pageByteCount))
  }

  /// Bytes kept, what is shared counted once.
  var byteCount: Int { tree.byteCount }

  /// What a prompt can start from.
  struct Start {
    /// Holds as many of the prompt's first tokens as are known.
    let sequence: KeyValueSequence
    /// The logits after the whole prompt, where the sequence holds it all.
    let logits: [Float]?
  }

  /// The longest known beginning of a prompt; nil where there is none.
  mutating func start(_ prompt: [Int]) -> Start? {
    guard let match = tree.find(prompt) else { return nil }
    let isWhole = match.length == prompt.count
    let logits = isWhole && match.depth == match.length ? match.payload.logits : nil
    // Without its logits the last token has to be read again.
    let length = isWhole && logits == nil ? match.length - 1 : match.length
    guard length > 0 else { return nil }
    let sequence = match.payload.sequence.fork()
    sequence.truncate(to: length)
    return Start(sequence: sequence, logits: logits)
  }

  /// Keeps what a sequence holds.
  ///
  /// - Parameters:
  ///   - sequence: Not to be run any more; a fork where its owner goes on.
  ///   - tokens: What it has read.
  ///   - logits: The logits after the last of them.
  mutating func keep(_ sequence: KeyValueSequence, tokens: [Int], logits: [Float]? = nil) {
    guard sequence.count == tokens.count else { return }
    tree.insert(
      Entry(sequence: sequence, logits: logits), at: tokens,
      ownBytes: (logits?.count ?? 0) * MemoryLayout<Float>.stride)
  }

  /// The text that followed a prompt when it was last continued.
  func continuation(of prompt: [Int]) -> [Int] { tree.continuation(of: prompt) }

  /// Gives everything up.
  mutating func clear() { while tree.evictOldest() {} }
}
