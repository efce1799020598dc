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
    EditReplayReport(editTokens: 0, draftedTokens: 0, acceptedTokens: 0, passSizes: [])
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
