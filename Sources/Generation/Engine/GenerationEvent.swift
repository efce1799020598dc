/// What an engine reports while it generates; a summary is always the last event.
public enum GenerationEvent: Sendable, Equatable {
  /// Part of the prompt has been read.
  case prefill(PrefillProgress)
  /// More of the generated text.
  case text(String)
  /// The end, with what it took.
  case summary(GenerationSummary)
}

/// How much of the prompt has been read.
public struct PrefillProgress: Sendable, Equatable {
  /// Prompt tokens whose keys and values are there.
  public let processedTokens: Int
  /// Tokens of the whole prompt.
  public let promptTokens: Int

  /// Creates a report.
  public init(processedTokens: Int, promptTokens: Int) {
    self.processedTokens = processedTokens
    self.promptTokens = promptTokens
  }
}

/// Why a generation ended.
public enum StopReason: String, Sendable {
  /// The model ended its text.
  case endOfSequence = "eos"
  /// One of the request's stop strings appeared.
  case stopString = "stop_string"
  /// The request's most tokens were generated.
  case tokenLimit = "token_limit"
  /// The model's context is full.
  case contextLimit = "context_limit"
  /// Whoever consumed the stream cancelled it.
  case cancelled = "cancelled"
}

/// Counts, times and the reason of the end.
public struct GenerationSummary: Sendable, Equatable {
  /// Tokens of the prompt, with the beginning-of-sequence token.
  public let promptTokens: Int
  /// Tokens generated, the end-of-sequence token not counted.
  public let generatedTokens: Int
  /// From the start of the generation to its first token; nil where there was none.
  public let timeToFirstToken: Duration?
  /// From the first token to the end.
  public let decodeTime: Duration
  /// Why it ended.
  public let stopReason: StopReason
  /// Passes through the model that this generation had a part in, those over the prompt included.
  public let forwardPasses: Int
  /// Prompt tokens whose keys and values were there from an earlier request.
  public let cachedPromptTokens: Int
  /// Tokens that were guessed and checked.
  public let draftedTokens: Int
  /// Guessed tokens that turned out to be right.
  public let acceptedTokens: Int

  /// Creates a summary.
  public init(
    promptTokens: Int, generatedTokens: Int, timeToFirstToken: Duration?, decodeTime: Duration,
    stopReason: StopReason, forwardPasses: Int = 0, cachedPromptTokens: Int = 0,
    draftedTokens: Int = 0, acceptedTokens: Int = 0
  ) {
    self.promptTokens = promptTokens
    self.generatedTokens = generatedTokens
    self.timeToFirstToken = timeToFirstToken
    self.decodeTime = decodeTime
    self.stopReason = stopReason
    self.forwardPasses = forwardPasses
    self.cachedPromptTokens = cachedPromptTokens
    self.draftedTokens = draftedTokens
    self.acceptedTokens = acceptedTokens
  }

  /// Tokens generated a second after the first one; 0 where fewer than two were generated.
  public var tokensPerSecond: Double {
    let seconds = decodeTime.seconds
    guard generatedTokens > 1, seconds > 0 else { return 0 }
    return Double(generatedTokens - 1) / seconds
  }
}

extension Duration {
  /// The duration in seconds.
  public var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
