/// What an engine is asked to score.
public struct ScoringRequest: Sendable, Equatable {
  /// What stands before, exactly as the model shall see it.
  public var prompt: String
  /// What is scored: a whole text, tokenized alone as training does.
  public var text: String
  /// How many of the likeliest tokens to name at each place.
  public var alternatives: Int

  /// Creates a request.
  public init(prompt: String, text: String, alternatives: Int = 0) {
    self.prompt = prompt
    self.text = text
    self.alternatives = alternatives
  }
}

/// A text as a model sees it: its tokens, and how likely each is after all before it.
public struct ScoredText: Sendable, Equatable {
  /// The tokens, in order; their texts joined are the text.
  public let tokens: [ScoredToken]

  /// Creates a scored text.
  public init(tokens: [ScoredToken]) { self.tokens = tokens }

  /// The logarithm of the whole text's probability.
  public var total: Double { tokens.reduce(0) { $0 + $1.logProbability } }
}

/// A token and how likely it is.
public struct ScoredToken: Sendable, Equatable {
  /// What it adds to the text; empty where it is a part of a character that ends later.
  public let text: String
  /// The natural logarithm of its probability.
  public let logProbability: Double
  /// What might have stood there, the likeliest first, the token itself among them where it is likely enough.
  public let alternatives: [TokenAlternative]

  /// Creates a token.
  public init(text: String, logProbability: Double, alternatives: [TokenAlternative] = []) {
    self.text = text
    self.logProbability = logProbability
    self.alternatives = alternatives
  }
}

/// What might have stood at a place.
public struct TokenAlternative: Sendable, Equatable {
  /// What it would add to the text; nil for the end of the text.
  public let text: String?
  /// The natural logarithm of its probability.
  public let logProbability: Double
  /// Whether it is the token that stands there.
  public let isChosen: Bool

  /// Creates an alternative.
  public init(text: String?, logProbability: Double, isChosen: Bool) {
    self.text = text
    self.logProbability = logProbability
    self.isChosen = isChosen
  }
}
