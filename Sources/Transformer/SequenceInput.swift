/// What one sequence contributes to a forward pass.
public struct SequenceInput {
  /// The sequence that the tokens are appended to.
  public let sequence: KeyValueSequence
  /// For which of the tokens the next token's logits are wanted.
  public let logits: LogitsSelection
  /// The tokens, or nil for `single`.
  private let many: ArraySlice<Int>?
  private let single: Int

  /// Several tokens: a piece of a prompt, or a draft to check.
  ///
  /// - Parameters:
  ///   - sequence: What they are appended to.
  ///   - tokens: Ids in `0..<vocabularySize`.
  ///   - logits: For which of them the next token's logits are wanted.
  public init(_ sequence: KeyValueSequence, tokens: ArraySlice<Int>, logits: LogitsSelection) {
    self.sequence = sequence
    self.logits = logits
    many = tokens
    single = 0
  }

  /// Several tokens: a piece of a prompt, or a draft to check.
  ///
  /// - Parameters:
  ///   - sequence: What they are appended to.
  ///   - tokens: Ids in `0..<vocabularySize`.
  ///   - logits: For which of them the next token's logits are wanted.
  public init(_ sequence: KeyValueSequence, tokens: [Int], logits: LogitsSelection) {
    self.init(sequence, tokens: tokens[...], logits: logits)
  }

  /// One token, with its logits; allocates nothing.
  ///
  /// - Parameters:
  ///   - sequence: What it is appended to.
  ///   - token: An id in `0..<vocabularySize`.
  public init(_ sequence: KeyValueSequence, token: Int) {
    self.sequence = sequence
    logits = .last
    many = nil
    single = token
  }

  /// How many tokens there are.
  public var count: Int { many?.count ?? 1 }

  /// How many rows of logits are wanted.
  public var logitsRowCount: Int { logits.rowCount(tokens: count) }

  /// The id of one of the tokens, `0..<count`.
  public func token(_ index: Int) -> Int {
    if let many { many[many.startIndex + index] } else { single }
  }
}

extension LogitsSelection {
  /// Rows that the selection asks for of `tokens` tokens: the last ones.
  func rowCount(tokens: Int) -> Int {
    switch self {
    case .none: 0
    case .last: min(1, tokens)
    case .all: tokens
    }
  }
}
