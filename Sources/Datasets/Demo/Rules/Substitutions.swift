/// Words and phrases to be replaced, each by one other.
struct Substitutions: Sendable {
  /// One replacement.
  struct Entry: Sendable, Equatable {
    let pattern: String
    let replacement: String
  }

  let entries: [Entry]
  /// By the first token, the longest pattern first.
  private let patterns: [String: [Pattern]]

  private struct Pattern: Sendable {
    let tokens: [String]
    let replacement: String
  }

  init(_ entries: [Entry]) {
    self.entries = entries
    let patterns = entries.map { entry in
      let bytes = Array(entry.pattern.utf8)
      return Pattern(
        tokens: TextToken.tokens(of: bytes).map { key(of: bytes[$0.range]) },
        replacement: entry.replacement)
    }
    self.patterns = Dictionary(grouping: patterns) { $0.tokens.first ?? "" }
      .mapValues { $0.sorted { $0.tokens.count > $1.tokens.count } }
  }

  /// Several lists as one.
  init(joining lists: [Substitutions]) {
    self.init(lists.flatMap(\.entries))
  }

  /// Replaces every occurrence, from the left, the longest pattern first.
  ///
  /// A word matches as it is listed or with a capital first letter, which the replacement then has too.
  func apply(to text: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 32)
    forEachPiece(of: bytes) { range, replacement in
      if let replacement {
        result += replacement.utf8
      } else {
        result += bytes[range]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// How many occurrences a text has.
  func count(in text: String) -> Int {
    var count = 0
    forEachPiece(of: Array(text.utf8)) { if $1 != nil { count += 1 } }
    return count
  }

  private func forEachPiece(of bytes: [UInt8], _ body: (Range<Int>, String?) -> Void) {
    let tokens = TextToken.tokens(of: bytes)
    var index = 0
    while index < tokens.count {
      if let (pattern, end) = match(at: index, tokens, bytes) {
        let first = bytes[tokens[index].range.lowerBound]
        let range = tokens[index].range.lowerBound..<tokens[end - 1].range.upperBound
        body(range, first.isCapital ? pattern.replacement.capitalizingFirst : pattern.replacement)
        index = end
      } else {
        body(tokens[index].range, nil)
        index += 1
      }
    }
  }

  private func match(
    at index: Int, _ tokens: [TextToken], _ bytes: [UInt8]
  ) -> (Pattern, end: Int)? {
    guard tokens[index].kind == .word, hasPlainCase(bytes[tokens[index].range]) else { return nil }
    guard let candidates = patterns[key(of: bytes[tokens[index].range])] else { return nil }
    for pattern in candidates {
      let end = index + pattern.tokens.count
      guard end <= tokens.count else { continue }
      let rest = tokens[index + 1..<end]
      if zip(rest, pattern.tokens.dropFirst()).allSatisfy({ key(of: bytes[$0.range]) == $1 }),
        rest.allSatisfy({ !bytes[$0.range].contains(where: \.isCapital) })
      {
        return (pattern, end)
      }
    }
    return nil
  }

  /// Whether no letter but the first is a capital: what is shouted stays.
  private func hasPlainCase(_ word: ArraySlice<UInt8>) -> Bool {
    !word.dropFirst().contains(where: \.isCapital)
  }
}

/// A token as patterns have it: in lower case, with straight apostrophes.
private func key(of token: ArraySlice<UInt8>) -> String {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(token.count)
  var rest = token
  while let byte = rest.first {
    if rest.starts(with: [0xE2, 0x80, 0x99]) {
      bytes.append(UInt8(ascii: "'"))
      rest = rest.dropFirst(3)
    } else {
      bytes.append(byte.isCapital ? byte | 0x20 : byte)
      rest = rest.dropFirst()
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

extension String {
  /// With a capital first letter.
  var capitalizingFirst: String { prefix(1).uppercased() + dropFirst() }
}
