public import Alignment

/// An edit as it is kept: all that it takes to make it again, and what came of it.
public struct RecordedEdit: Sendable, Equatable {
  /// Its number in the session, from 1.
  public var number: Int
  /// The edit whose text was the answer; nil where the answer was the policy's.
  public var parent: Int?
  /// The conversation that the answer ends.
  public var context: String
  /// The answer that was edited.
  public var answer: String
  /// Where the answer was from, in a few words.
  public var source: String
  /// The prompt to the character, before turns were left out that did not fit.
  public var prompt: String
  /// Turns of the context that were left out, the oldest ones.
  public var droppedTurns: Int
  /// What was edited for, in the prompt's order.
  public var objectives: [RecordedObjective]
  /// Whose wording the prompt has.
  public var family: PromptFamily
  /// Whether the answer was to become better or to stay equal.
  public var direction: EditDirection
  /// What surrounds the prompt.
  public var format: PromptFormat
  /// How tokens were chosen.
  public var sampling: RecordedSampling
  /// The most tokens that were allowed.
  public var maximumTokens: Int
  /// Texts that would have ended the edit.
  public var stopStrings: [String]
  /// Whether turns that did not fit were to be left out, rather than the request refused.
  public var trimsContext: Bool
  /// The model's name.
  public var model: String
  /// The model's folder or address.
  public var modelLocation: String
  /// What told the model, and how it computed, from others of its name and place; nil where that was not known.
  public var modelRevision: String?
  /// The text, as far as it came.
  public var text: String
  /// How it ended; nil while it was growing, and for good where the program ended before it.
  public var ending: RecordedEnding?
  /// When it was first kept, in seconds since 1970; nil before.
  public var created: Double?

  /// Makes a record.
  public init(
    number: Int, parent: Int? = nil, context: String, answer: String, source: String = "",
    prompt: String, droppedTurns: Int = 0, objectives: [RecordedObjective],
    family: PromptFamily = .hhRLHF, direction: EditDirection = .better,
    format: PromptFormat = .raw, sampling: RecordedSampling = RecordedSampling(),
    maximumTokens: Int, stopStrings: [String] = [], trimsContext: Bool = true, model: String,
    modelLocation: String, modelRevision: String? = nil,
    text: String, ending: RecordedEnding? = nil, created: Double? = nil
  ) {
    self.number = number
    self.parent = parent
    self.context = context
    self.answer = answer
    self.source = source
    self.prompt = prompt
    self.droppedTurns = droppedTurns
    self.objectives = objectives
    self.family = family
    self.direction = direction
    self.format = format
    self.sampling = sampling
    self.maximumTokens = maximumTokens
    self.stopStrings = stopStrings
    self.trimsContext = trimsContext
    self.model = model
    self.modelLocation = modelLocation
    self.modelRevision = modelRevision
    self.text = text
    self.ending = ending
    self.created = created
  }
}

/// An objective as an edit was asked for it; the catalog may have another wording by now.
public struct RecordedObjective: Sendable, Equatable {
  /// Its id in the catalog.
  public var id: String
  /// Its name on the screen.
  public var label: String
  /// What it asks of a response.
  public var description: String
  /// The text that stood for it in the prompt.
  public var wording: String

  /// Makes a record.
  public init(id: String, label: String, description: String, wording: String) {
    self.id = id
    self.label = label
    self.description = description
    self.wording = wording
  }
}

/// How the tokens of an edit were chosen; without a temperature the likeliest was taken.
public struct RecordedSampling: Sendable, Equatable {
  /// What the logits were divided by; nil for greedy.
  public var temperature: Double?
  /// How many of the likeliest tokens were kept; nil for all.
  public var topK: Int?
  /// The probability up to which the likeliest tokens were kept; nil for all.
  public var topP: Double?
  /// The least probability relative to the likeliest; nil for none.
  public var minP: Double?
  /// The penalty of tokens seen before; 1 is none.
  public var repetitionPenalty: Double
  /// What reproduces the draw; nil for greedy.
  public var seed: UInt64?

  /// Makes a record; greedy unless told otherwise.
  public init(
    temperature: Double? = nil, topK: Int? = nil, topP: Double? = nil, minP: Double? = nil,
    repetitionPenalty: Double = 1, seed: UInt64? = nil
  ) {
    self.temperature = temperature
    self.topK = topK
    self.topP = topP
    self.minP = minP
    self.repetitionPenalty = repetitionPenalty
    self.seed = seed
  }
}

/// How an edit ended and what it took.
public struct RecordedEnding: Sendable, Equatable {
  /// Why: `eos`, `stop_string`, `token_limit`, `context_limit` or `cancelled`.
  public var reason: String
  /// Tokens of the prompt; 0 where nobody counted them.
  public var promptTokens: Int
  /// Tokens of the text.
  public var generatedTokens: Int
  /// Seconds to the first token; nil where there was none.
  public var secondsToFirstToken: Double?
  /// Seconds from the first token to the end.
  public var decodeSeconds: Double

  /// Makes a record.
  public init(
    reason: String, promptTokens: Int, generatedTokens: Int, secondsToFirstToken: Double?,
    decodeSeconds: Double
  ) {
    self.reason = reason
    self.promptTokens = promptTokens
    self.generatedTokens = generatedTokens
    self.secondsToFirstToken = secondsToFirstToken
    self.decodeSeconds = decodeSeconds
  }

  /// Tokens a second after the first one; nil where fewer than two were generated.
  public var tokensPerSecond: Double? {
    generatedTokens > 1 && decodeSeconds > 0 ? Double(generatedTokens - 1) / decodeSeconds : nil
  }
}
