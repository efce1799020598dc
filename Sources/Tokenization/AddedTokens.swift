/// A token that stands beside the vocabulary proper, and how it is found in texts.
struct AddedToken: Sendable, Equatable {
  var content: String
  var id: Int
  /// Whether it steers the model and is no text.
  var isSpecial = true
  /// Whether it counts only where no word goes on at its sides.
  var isSingleWord = false
  /// Whether white space before it is a part of it.
  var takesSpaceBefore = false
  /// Whether white space after it is a part of it.
  var takesSpaceAfter = false
  /// Whether it is looked for in the normalised text.
  var isNormalized = false
}

/// Finds added tokens in texts: from left to right, the longest at each place.
///
/// Source: `AddedVocabulary` of Hugging Face's tokenizers.
struct AddedTokenMatcher: Sendable {
  /// A part of a text.
  enum Part: Equatable {
    case text(Range<Int>)
    case token(Int)
  }

  private let tokens: [AddedToken]
  /// A node and a character, to the next node: the nodes of a trie over the contents.
  private var edges: [UInt64: Int32] = [:]
  /// The token that ends at a node, -1 for none.
  private var ends: [Int32] = [-1]

  init(_ tokens: [AddedToken]) {
    self.tokens = tokens
    for (index, token) in tokens.enumerated() {
      var node: Int32 = 0
      for scalar in token.content.unicodeScalars {
        let edge = Self.edge(node, scalar)
        if let next = edges[edge] {
          node = next
        } else {
          node = Int32(truncatingIfNeeded: ends.count)
          edges[edge] = node
          ends.append(-1)
        }
      }
      if node > 0 { ends[Int(node)] = Int32(truncatingIfNeeded: index) }
    }
  }

  private static func edge(_ node: Int32, _ scalar: Unicode.Scalar) -> UInt64 {
    UInt64(UInt32(bitPattern: node)) << 32 | UInt64(scalar.value)
  }

  /// Cuts a text at its added tokens.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - isAllowed: Whether a token's occurrence in a range counts.
  /// - Returns: Ranges of text, none of them empty, and tokens, in order.
  func split(
    _ text: [Unicode.Scalar], where isAllowed: (AddedToken, Range<Int>) -> Bool
  ) -> [Part] {
    guard !edges.isEmpty else { return text.isEmpty ? [] : [.text(0..<text.count)] }
    var parts: [Part] = []
    var start = 0
    var place = 0
    while place < text.count {
      guard let (token, end) = longest(at: place, in: text) else {
        place += 1
        continue
      }
      defer { place = max(end, start) }
      guard isAllowed(token, place..<end),
        !token.isSingleWord || isSingleWord(place..<end, in: text)
      else { continue }
      var range = place..<end
      if token.takesSpaceBefore {
        let before = text[start..<place].reversed().prefix { $0.properties.isWhitespace }.count
        range = place - before..<end
      }
      if token.takesSpaceAfter {
        let after = text[end...].prefix { $0.properties.isWhitespace }.count
        range = range.lowerBound..<end + after
      }
      if range.lowerBound > start { parts.append(.text(start..<range.lowerBound)) }
      parts.append(.token(token.id))
      start = range.upperBound
    }
    if start < text.count { parts.append(.text(start..<text.count)) }
    return parts
  }

  private func longest(at place: Int, in text: [Unicode.Scalar]) -> (AddedToken, end: Int)? {
    var node: Int32 = 0
    var found: (AddedToken, end: Int)?
    var end = place
    while end < text.count, let next = edges[Self.edge(node, text[end])] {
      node = next
      end += 1
      if ends[Int(node)] >= 0 { found = (tokens[Int(ends[Int(node)])], end) }
    }
    return found
  }

  private func isSingleWord(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
    func isWord(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || scalar.properties.isAlphabetic
        || scalar.properties.generalCategory == .decimalNumber
    }
    let before = range.lowerBound > 0 && isWord(text[range.lowerBound - 1])
    let after = range.upperBound < text.count && isWord(text[range.upperBound])
    return !before && !after
  }
}
