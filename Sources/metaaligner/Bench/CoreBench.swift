import Checkpoints
import Generation
import Tensors
import Transformer

/// How much a measurement of the core computes.
struct CoreWork: Equatable {
  /// Tokens of the prompt.
  var promptTokens = Self.usualPromptTokens
  /// Tokens written one after another.
  var decodeTokens = 64
  /// Sequences written at once.
  var batch = 16

  static let usualPromptTokens = 512
  /// What is computed behind the prompt, at most: the longest draft's check, and a few tokens.
  static let tokensAfterPrompt = 16
  /// Sizes of the passes that a draft's check is measured with.
  static let verifiedTokens = [2, 4, 8, 16]
}

/// Measures the transformer core: no tokenizer, no sampler, no text.
struct CoreBench {
  private let model: any LanguageModel
  private let context: InferenceContext
  private let workers: WorkerPool
  private let work: CoreWork
  private let prompt: [Int]

  init(
    _ model: any LanguageModel, work: CoreWork, workers: WorkerPool, options: InferenceOptions
  ) {
    self.model = model
    self.work = work
    self.workers = workers
    context = model.makeContext(workers: workers, options: options)
    // Which tokens they are changes nothing; spread over the vocabulary, so that no row of it stays in a cache.
    prompt = (0..<work.promptTokens).map { ($0 * 7919 + 11) % model.configuration.vocabularySize }
  }

  /// Measures everything in the time that is left.
  ///
  /// - Parameters:
  ///   - budget: The time.
  ///   - progress: Told what is being measured.
  /// - Returns: The figures, without the time of loading.
  func run(_ budget: BenchBudget, progress: (String) -> Void) -> CoreFigures {
    var figures = CoreFigures()
    progress("warming up")
    warmUp()
    progress("prefill")
    let (prefill, sequence) = prefill(budget.share(0.3))
    figures.prefillTokensPerSecond = prefill
    progress("passes over several tokens")
    figures.verifyCost = verify(after: sequence, budget.share(0.35))
    figures.decodeAfterPromptTokensPerSecond = decode(
      sequence, count: CoreWork.tokensAfterPrompt, budget.share(0.1), repetitions: 1)
    progress("\(work.batch) sequences")
    figures.batchTokensPerSecond = decodeBatch(budget.share(0.4))
    // Before the memory is measured, which takes memory of its own.
    figures.peakBytes = ProcessMemory.peakByteCount
    progress("memory")
    // Much more than any cache holds, but no more than there is.
    let byteCount = min(2 << 30, (AvailableMemory.bytes() ?? .max) / 2)
    figures.readBandwidth = MemoryBandwidth.measure(workers: workers, byteCount: byteCount)
    progress("decoding")
    figures.decodeTokensPerSecond = decode(
      context.makeSequence(), count: work.decodeTokens, budget.share(0.9), repetitions: 5)
    figures.weightBytesPerToken = model.weightBytesPerToken
    return figures
  }

  /// Brings the weights, scratch memory and threads to where they are in the middle of a text.
  private func warmUp() {
    let sequence = context.makeSequence()
    context.forward([SequenceInput(sequence, tokens: prompt.prefix(32), logits: .last)])
    for token in 0..<2 { context.forward([SequenceInput(sequence, token: token)]) }
  }

  /// Reads the prompt, each time from nothing.
  private func prefill(_ budget: BenchBudget) -> (BenchSamples, KeyValueSequence) {
    var sequence = context.makeSequence()
    let rates = budget.collect(atMost: 7) {
      sequence = context.makeSequence()
      let time = seconds {
        context.forward([SequenceInput(sequence, tokens: prompt, logits: .last)])
      }
      return Double(work.promptTokens) / time
    }
    return (BenchSamples(rates), sequence)
  }

  /// Passes over several tokens relative to a pass over one, after the prompt, as a draft is checked.
  private func verify(
    after sequence: KeyValueSequence, _ budget: BenchBudget
  ) -> [Int: BenchSamples] {
    let position = sequence.count
    func time(_ count: Int) -> Double {
      let tokens = (0..<count).map { prompt[$0 % prompt.count] }
      defer { sequence.truncate(to: position) }
      return seconds {
        context.forward([SequenceInput(sequence, tokens: tokens, logits: .all)])
      }
    }
    // One of each size a round: what else the machine does then changes both sides of a quotient.
    let rounds = budget.collect(atMost: 25) {
      let one = (time(1) + time(1)) / 2
      return CoreWork.verifiedTokens.map { time($0) / one }
    }
    return Dictionary(
      uniqueKeysWithValues: CoreWork.verifiedTokens.enumerated().map { place, count in
        (count, BenchSamples(rounds.map { $0[place] }))
      })
  }

  /// Writes tokens one after another; each is a measurement.
  private func decode(
    _ sequence: KeyValueSequence, count: Int, _ budget: BenchBudget, repetitions: Int
  ) -> BenchSamples {
    let start = sequence.count
    let rates = budget.collect(atMost: count * repetitions, atLeast: min(3, count)) {
      if sequence.count == start + count { sequence.truncate(to: start) }
      let token = prompt[sequence.count % prompt.count]
      return 1 / seconds { context.forward([SequenceInput(sequence, token: token)]) }
    }
    sequence.truncate(to: start)
    return BenchSamples(rates)
  }

  /// Writes a token of each of several sequences a pass.
  private func decodeBatch(_ budget: BenchBudget) -> BenchSamples {
    let sequences = (0..<work.batch).map { _ in context.makeSequence() }
    let rates = budget.collect(atMost: work.decodeTokens) {
      let inputs = sequences.enumerated().map { index, sequence in
        SequenceInput(sequence, token: prompt[(index * 31 + sequence.count) % prompt.count])
      }
      return Double(work.batch) / seconds { context.forward(inputs) }
    }
    return BenchSamples(rates)
  }
}
