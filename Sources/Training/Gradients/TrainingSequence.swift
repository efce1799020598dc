/// Tokens that the model learns to continue.
public struct TrainingSequence: Sendable, Equatable {
  /// Ids below the vocabulary's size.
  public var tokens: [Int32]
  /// The first token that carries loss, where it is not the sequence's first; the ones before are the prompt.
  public var targetStart: Int
  /// What the loss of the prompt's tokens is multiplied by.
  public var promptLossWeight: Float

  /// A sequence with loss on `tokens[targetStart...]`.
  public init(tokens: [Int32], targetStart: Int, promptLossWeight: Float = 0) {
    self.tokens = tokens
    self.targetStart = targetStart
    self.promptLossWeight = promptLossWeight
  }

  /// How many tokens carry loss.
  public var lossTokenCount: Int {
    max(0, tokens.count - (promptLossWeight > 0 ? 1 : max(1, targetStart)))
  }
}
