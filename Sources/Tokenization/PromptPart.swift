/// A part of a prompt that is put together of texts of different origin.
public struct PromptPart: Sendable, Equatable {
  /// The text.
  public var text: String
  /// Whether the names of special tokens in it are these tokens: so in what a template writes, never in what a person
  /// or a model wrote.
  public var mayHoldSpecialTokens: Bool

  /// Creates a part.
  public init(_ text: String, mayHoldSpecialTokens: Bool) {
    self.text = text
    self.mayHoldSpecialTokens = mayHoldSpecialTokens
  }
}

/// A token that steers the model, by the name that templates call it.
public struct SpecialToken: Sendable, Equatable {
  /// Its name, such as `<|im_end|>`.
  public let text: String
  /// Its id.
  public let id: Int

  /// Creates a token.
  public init(text: String, id: Int) {
    self.text = text
    self.id = id
  }
}

/// The characters of a prompt's parts in one row, with what each of them may be.
struct JoinedPrompt {
  let text: [Unicode.Scalar]
  /// Where the parts are in which special tokens count, in order.
  private let open: [Range<Int>]

  init(_ parts: [PromptPart]) {
    var text: [Unicode.Scalar] = []
    var open: [Range<Int>] = []
    for part in parts {
      let start = text.count
      text += part.text.unicodeScalars
      guard part.mayHoldSpecialTokens, text.count > start else { continue }
      // A name may go on from one such part to the next.
      if let last = open.last, last.upperBound == start {
        open[open.count - 1] = last.lowerBound..<text.count
      } else {
        open.append(start..<text.count)
      }
    }
    self.text = text
    self.open = open
  }

  /// Whether special tokens count in all of `range`; O(log parts).
  func isOpen(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = open.count
    while low < high {
      let middle = (low + high) / 2
      if open[middle].upperBound <= range.lowerBound { low = middle + 1 } else { high = middle }
    }
    guard low < open.count else { return false }
    return open[low].lowerBound <= range.lowerBound && range.upperBound <= open[low].upperBound
  }
}
