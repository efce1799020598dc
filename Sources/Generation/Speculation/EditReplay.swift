import Tokenization

/// Replays a known edit under teacher forcing: the guesses are made, checked against the known text, and counted, as
/// speculation would have run had the model written exactly this text.
///
/// Nothing is computed by the model; what passes cost is measured apart, by `LocalEngine.measurePassCosts`.
public struct EditReplay: Sendable {
  private let engine: LocalEngine
  private let costs: PassCosts

  /// Creates a replay.
  ///
  /// - Parameters:
  ///   - engine: Whose tokenizer and rules for guessing are used.
  ///   - costs: What passes cost, on which the lengths of guesses depend.
  public init(engine: LocalEngine, costs: PassCosts) {
    self.engine = engine
    self.costs = costs
  }

  /// Replays one edit.
  ///
  /// - Parameters:
  ///   - prompt: The whole prompt.
  ///   - edit: The text that the model is taken to write, followed by the end of the sequence.
  ///   - draftSources: As in `GenerationRequest`: the answer that was edited.
  /// - Returns: What speculation would have done.
  public func run(prompt: String, edit: String, draftSources: [String]) -> EditReplayReport {
    let tokenizer = engine.tokenizer
    // Nothing but the text's own pieces, as the model would have written them.
    let end = tokenizer.endOfSequence.map { [$0] } ?? []
    return Self.replay(
      tokenizer.encode(edit) + end, prompt: tokenizer.encodePrompt(prompt),
      sources: tokenizer.draftSources(draftSources), costs: costs)
  }

  /// Replays token ids.
  ///
  /// - Parameters:
  ///   - edit: What the model is taken to write.
  ///   - prompt: What stands before.
  ///   - sources: What the text may repeat.
  ///   - costs: What passes cost.
  /// - Returns: What speculation would have done.
  static func replay(
    _ edit: [Int], prompt: [Int], sources: [[Int]], costs: PassCosts
  ) -> EditReplayReport {
    var drafter = Drafter(sources: sources, prompt: prompt)
    var drafted = 0
    var accepted = 0
    var passSizes: [Int] = []
    // The first token comes of the pass that reads the prompt.
    var written = min(1, edit.count)
    for token in edit[..<written] { drafter.append(token) }
    while written < edit.count {
      // A guess for the last token saves a pass; none can stand after it.
      let draft = drafter.draft(most: edit.count - written, costs: costs)
      let right = zip(draft, edit[written...]).prefix { $0 == $1 }.count
      drafter.learn(guessed: draft.count, accepted: right)
      passSizes.append(1 + draft.count)
      drafted += draft.count
      accepted += right
      let end = min(written + right + 1, edit.count)
      for token in edit[written..<end] { drafter.append(token) }
      written = end
    }
    return EditReplayReport(
      editTokens: edit.count, draftedTokens: drafted, acceptedTokens: accepted,
      passSizes: passSizes)
  }
}

/// What speculation would have done for one known edit.
public struct EditReplayReport: Sendable, Equatable {
  /// Tokens of the edit, the end-of-sequence token among them.
  public let editTokens: Int
  /// Tokens guessed and checked.
  public let draftedTokens: Int
  /// Guessed tokens that were right.
  public let acceptedTokens: Int
  /// Tokens in each pass after the one that reads the prompt: 1 + the guesses.
  public let passSizes: [Int]

  /// Creates a report.
  public init(editTokens: Int, draftedTokens: Int, acceptedTokens: Int, passSizes: [Int]) {
    self.editTokens = editTokens
    self.draftedTokens = draftedTokens
    self.acceptedTokens = acceptedTokens
    self.passSizes = passSizes
  }

  /// Tokens of the edit a pass: 1 without speculation.
  public var acceptedTokensPerStep: Double {
    passSizes.isEmpty ? 1 : Double(editTokens - 1) / Double(passSizes.count)
  }

  /// How much faster the edit is written than by one token a pass.
  ///
  /// - Parameter costs: Measured on the machine in question.
  /// - Returns: The quotient of the times.
  public func speedup(_ costs: PassCosts) -> Double {
    let speculative = passSizes.reduce(0) { $0 + costs.relative(rows: $1) }
    return speculative > 0 ? Double(editTokens - 1) / speculative : 1
  }
}
