import Tensors
import Transformer

extension GenerationScheduler {
  /// Prompt tokens that are read in about so many seconds.
  ///
  /// - Parameters:
  ///   - seconds: How long a pass may take, and so how long whoever cancels or comes has to wait.
  ///   - least: Fewer are not worth reading the weights for.
  /// - Returns: At most as many as a context runs at once.
  func promptPiece(seconds: Double, least: Int) -> Int {
    let rate = times.promptTokensPerSecond ?? assumedPromptTokensPerSecond
    let tokens = min(rate * seconds, 512)
    return max(Int(tokens) / 16 * 16, least)
  }

  /// By the arithmetic of two ordinary cores, until measured.
  private var assumedPromptTokensPerSecond: Double {
    4e11 / (2 * Double(max(model.configuration.approximateParameterCount, 1)))
  }

  /// One pass: the prompts' next pieces, as far as they go, and a step of each text.
  ///
  /// - Parameters:
  ///   - decoders: Whose turn it is; each needs the model.
  ///   - promptTokens: The most prompt tokens to read in all.
  func runModel(_ decoders: [TokenDecoder], promptTokens: Int) {
    var inputs: [SequenceInput] = []
    inputs.reserveCapacity(decoders.count)
    var members: [TokenDecoder] = []
    members.reserveCapacity(decoders.count)
    var promptRows = 0
    var textRows = 0
    let sharers = decoders.reduce(0) { $0 + ($1.unreadPromptTokens == 0 ? 1 : 0) }
    for decoder in decoders {
      let input: SequenceInput
      if decoder.unreadPromptTokens > 0 {
        guard promptRows < promptTokens else { continue }
        input = decoder.promptInput(length: promptTokens - promptRows)
        promptRows += input.count
      } else {
        input = decoder.textInput(costs: times.costs, sharers: sharers)
        textRows += input.count
      }
      inputs.append(input)
      members.append(decoder)
    }
    let clock = ContinuousClock()
    let start = clock.now
    context.forward(inputs)
    passCount += 1
    let duration = clock.now - start
    if promptRows == 0 { times.learn(rows: textRows, seconds: duration.seconds) }
    if textRows == 0 { times.learn(promptTokens: promptRows, seconds: duration.seconds) }

    var row = 0
    for (decoder, input) in zip(members, inputs) {
      let first = row
      row += input.logitsRowCount
      if decoder.isReadingPrompt {
        let logits = input.logitsRowCount > 0 ? context.logits(row: first) : nil
        decoder.readPrompt(logits)
        if let logits { keepPrompt(of: decoder, logits) }
      } else {
        decoder.readText { context.logits(row: first + $0) }
      }
    }
  }

  /// Keeps a prompt with its last logits: asked for again, it takes no pass.
  private func keepPrompt(of decoder: TokenDecoder, _ logits: UnsafeBufferPointer<Float>) {
    cache.keep(decoder.sequence.fork(), tokens: decoder.prompt, logits: Array(logits))
  }
}
