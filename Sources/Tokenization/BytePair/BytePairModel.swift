import StrictJSON

/// A vocabulary with the rules by which its tokens are merged of smaller ones.
///
/// Source: `models/bpe` of Hugging Face's tokenizers.
struct BytePairModel: Sendable {
  /// What two neighbours become.
  struct Merge: Sendable {
    /// Rules of lower rank come first.
    let rank: UInt32
    let result: Int32
  }

  /// What characters without a token of their own become.
  struct Fallback: Sendable {
    /// Whether their bytes' tokens `<0x00>` … `<0xFF>` stand for them.
    var usesBytes = false
    /// The token that stands for what is unknown, nil to leave it out.
    var unknown: Int?
    /// Whether several unknown characters in a row become one token.
    var fusesUnknown = false
  }

  /// Ids of tokens that text may become, by text.
  let ids: [ByteKey: Int]
  let merges: [UInt64: Merge]
  let fallback: Fallback
  /// Whether a word that is a token is taken as it is.
  let ignoresMerges: Bool
  /// Whether the first symbols are bytes rather than characters.
  let isByteLevel: Bool
  /// The token of each byte, as the fallback or as the alphabet has it; -1 where there is none.
  let byteIDs: [Int32]
  /// The tokens of single characters.
  private let scalarIDs: [Unicode.Scalar: Int32]

  init(
    ids: [ByteKey: Int], merges: [UInt64: Merge], fallback: Fallback, ignoresMerges: Bool,
    isByteLevel: Bool, byteIDs: [Int32]
  ) {
    self.ids = ids
    self.merges = merges
    self.fallback = fallback
    self.ignoresMerges = ignoresMerges
    self.isByteLevel = isByteLevel
    self.byteIDs = byteIDs
    var scalarIDs: [Unicode.Scalar: Int32] = [:]
    for (text, id) in ids {
      let scalars = text.text.unicodeScalars
      if let first = scalars.first, scalars.dropFirst().isEmpty {
        scalarIDs[first] = Int32(truncatingIfNeeded: id)
      }
    }
    self.scalarIDs = scalarIDs
  }

  /// Two neighbours as a key of `merges`.
  static func pair(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// Encodes one word, as the pre-tokenizer has cut it; O(n log n).
  func encode(_ word: ArraySlice<Unicode.Scalar>, into output: inout [Int]) {
    if ignoresMerges, let id = ids[ByteKey(spelling(word))] {
      output.append(id)
      return
    }
    var symbols = firstSymbols(word)
    merge(&symbols)
    for symbol in symbols where symbol >= 0 { output.append(Int(symbol)) }
  }

  private func spelling(_ word: ArraySlice<Unicode.Scalar>) -> String {
    let text = String(String.UnicodeScalarView(word))
    return isByteLevel ? ByteAlphabet.spelling(text.utf8) : text
  }

  private func firstSymbols(_ word: ArraySlice<Unicode.Scalar>) -> [Int32] {
    var symbols: [Int32] = []
    symbols.reserveCapacity(word.count)
    var isAfterUnknown = false
    for scalar in word {
      if isByteLevel {
        for byte in UTF8.encode(scalar) ?? .init() { symbols.append(byteIDs[Int(byte)]) }
        continue
      }
      if let id = scalarIDs[scalar] {
        symbols.append(id)
        isAfterUnknown = false
        continue
      }
      let bytes = (UTF8.encode(scalar) ?? .init()).map { byteIDs[Int($0)] }
      if fallback.usesBytes, bytes.allSatisfy({ $0 >= 0 }) {
        symbols += bytes
        isAfterUnknown = false
      } else if let unknown = fallback.unknown {
        if !(isAfterUnknown && fallback.fusesUnknown) {
          symbols.append(Int32(truncatingIfNeeded: unknown))
        }
        isAfterUnknown = true
      }
    }
    return symbols
  }

  /// Merges neighbours, the rule of the lowest rank first; -1 marks what went into the symbol before it.
  private func merge(_ symbols: inout [Int32]) {
    guard symbols.count > 1 else { return }
    var next = Array(1...symbols.count)
    var previous = Array(-1..<symbols.count - 1)
    var queue = MergeQueue()
    func candidate(at place: Int) -> Merge? {
      let follower = next[place]
      guard follower < symbols.count else { return nil }
      return merges[Self.pair(symbols[place], symbols[follower])]
    }
    for place in symbols.indices {
      if let merge = candidate(at: place) { queue.insert(rank: merge.rank, place: place) }
    }
    while let (rank, place) = queue.removeFirst() {
      // What stood there when it was queued may be gone.
      guard symbols[place] >= 0, let merge = candidate(at: place), merge.rank == rank else {
        continue
      }
      let right = next[place]
      symbols[place] = merge.result
      symbols[right] = -1
      next[place] = next[right]
      if next[place] < symbols.count { previous[next[place]] = place }
      if let merge = candidate(at: place) { queue.insert(rank: merge.rank, place: place) }
      let before = previous[place]
      if before >= 0, let merge = candidate(at: before) {
        queue.insert(rank: merge.rank, place: before)
      }
    }
  }
}
