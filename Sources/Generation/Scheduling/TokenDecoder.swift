import Transformer

/// One generation at the level of tokens: what it needs of the model next, and what it makes of the logits.
///
/// First the prompt in pieces, then token by token, or several guessed ones at once: of those it keeps as many as the
/// sampler would have chosen itself, so that guessing changes the speed and never the text. Belongs to one owner.
final class TokenDecoder {
  /// Keys and values of the prompt and the text so far.
  let sequence: KeyValueSequence
  let prompt: [Int]
  private let endOfSequence: Set<Int>
  private let maximumTokens: Int
  private let contextLength: Int
  private var sampler: Sampler
  private var drafter: Drafter?

  /// Tokens that were chosen and not yet taken.
  private var chosen: [Int] = []
  /// The newest token of the text, which the model has not read yet.
  private var unread: Int?
  /// Every token chosen, the end of the sequence not among them.
  private(set) var text: [Int] = []
  /// The tokens that the model reads in the pass under way.
  private var reading: [Int] = []
  /// Whether the pass under way is one over the prompt.
  private(set) var isReadingPrompt = false
  /// Where the logits turned out not to be numbers.
  private var failedPosition: Int?

  private(set) var generatedTokens = 0
  private(set) var forwardPasses = 0
  private(set) var draftedTokens = 0
  private(set) var acceptedTokens = 0

  /// What a step after the prompt gave.
  enum Step {
    case token(Int)
    case stopped(StopReason)
  }

  /// - Parameters:
  ///   - sequence: Holds the first tokens of the prompt, or all of them.
  ///   - prompt: The prompt's ids; fewer than `contextLength` and at least one.
  ///   - sampling: How each next token is chosen.
  ///   - endOfSequence: Ids that end the text.
  ///   - maximumTokens: The most tokens to generate.
  ///   - contextLength: The most tokens of prompt and text together.
  ///   - drafter: Guesses; nil for none.
  init(
    sequence: KeyValueSequence, prompt: [Int], sampling: Sampling, endOfSequence: Set<Int>,
    maximumTokens: Int, contextLength: Int, drafter: Drafter?
  ) {
    self.sequence = sequence
    self.prompt = prompt
    self.endOfSequence = endOfSequence
    self.maximumTokens = maximumTokens
    self.contextLength = contextLength
    self.drafter = drafter
    sampler = Sampler(sampling, prompt: prompt)
  }

  /// Prompt tokens that the model has not read.
  var unreadPromptTokens: Int { max(0, prompt.count - sequence.count) }

  /// The most tokens that the sequence may come to hold.
  var mostPositions: Int { prompt.count + min(contextLength - prompt.count, maximumTokens) }

  /// The tokens whose keys and values are held.
  var tokensRead: [Int] { Array((prompt + text).prefix(sequence.count)) }

  /// Chooses the first token by logits that are known already.
  func begin(with logits: [Float]) {
    logits.withUnsafeBufferPointer { _ = choose(from: $0, position: prompt.count) }
  }

  /// The next token of the text, or why there is none; nil where the model has to be run first.
  ///
  /// - Throws: `GenerationError.notFiniteLogits`.
  func take() throws(GenerationError) -> Step? {
    guard generatedTokens < maximumTokens else { return .stopped(.tokenLimit) }
    if let token = chosen.first {
      if endOfSequence.contains(token) { return .stopped(.endOfSequence) }
      chosen.removeFirst()
      generatedTokens += 1
      return .token(token)
    }
    if let failedPosition { throw .notFiniteLogits(position: failedPosition) }
    // Prompt and text together fill the context; the unread token is part of them.
    if unread != nil, sequence.count + 1 >= contextLength { return .stopped(.contextLimit) }
    return nil
  }

  // MARK: - Passes

  /// The next piece of the prompt.
  ///
  /// - Parameter length: The most tokens.
  /// - Returns: What the model has to read.
  func promptInput(length: Int) -> SequenceInput {
    isReadingPrompt = true
    let end = min(sequence.count + length, prompt.count)
    return SequenceInput(
      sequence, tokens: prompt[sequence.count..<end], logits: end == prompt.count ? .last : .none)
  }

  /// The newest token and what is guessed to follow; called where `take` had nothing left.
  ///
  /// - Parameters:
  ///   - costs: What passes cost.
  ///   - sharers: How many sequences decode in the pass.
  /// - Returns: What the model has to read.
  func textInput(costs: PassCosts, sharers: Int) -> SequenceInput {
    guard let unread else { preconditionFailure("nothing to go on from") }
    isReadingPrompt = false
    // A pass yields one token more than were guessed.
    let room = min(maximumTokens - generatedTokens - 1, contextLength - sequence.count - 2)
    let draft = drafter?.draft(most: room, costs: costs, sharers: sharers) ?? []
    reading.removeAll(keepingCapacity: true)
    reading.append(unread)
    guard !draft.isEmpty else { return SequenceInput(sequence, token: unread) }
    reading += draft
    return SequenceInput(sequence, tokens: reading, logits: .all)
  }

  /// Takes the logits that a pass over the prompt's end left.
  func readPrompt(_ logits: UnsafeBufferPointer<Float>?) {
    forwardPasses += 1
    if let logits { _ = choose(from: logits, position: prompt.count) }
  }

  /// Takes the logits of a pass over text: keeps the guesses that the sampler chooses too, and forgets the rest.
  ///
  /// - Parameter logits: The row of logits after the `index`-th token that was read.
  func readText(_ logits: (Int) -> UnsafeBufferPointer<Float>) {
    forwardPasses += 1
    let start = sequence.count - reading.count
    var right = 0
    while let token = choose(from: logits(right), position: start + 1 + right) {
      guard right + 1 < reading.count, token == reading[right + 1], !endOfSequence.contains(token)
      else { break }
      right += 1
    }
    // An end that was guessed is right as well, though nothing follows it.
    let endsAsGuessed =
      failedPosition == nil && right + 1 < reading.count && chosen.last == reading[right + 1]
    let accepted = right + (endsAsGuessed ? 1 : 0)
    draftedTokens += reading.count - 1
    acceptedTokens += accepted
    drafter?.learn(guessed: reading.count - 1, accepted: accepted)
    sequence.truncate(to: start + 1 + right)
  }

  private func choose(from logits: UnsafeBufferPointer<Float>, position: Int) -> Int? {
    guard let token = sampler.choose(from: logits) else {
      failedPosition = position
      return nil
    }
    chosen.append(token)
    if !endOfSequence.contains(token) {
      text.append(token)
      drafter?.append(token)
    }
    unread = token
    return token
  }
}
