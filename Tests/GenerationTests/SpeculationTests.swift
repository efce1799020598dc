import Glibc
import Tensors
import Testing
import Tokenization
import Transformer

@testable import Generation

@Suite("Guessing ahead")
struct SpeculationTests {
  static func samplings() throws -> [Sampling] {
    [
      .greedy, .greedy(repetitionPenalty: 1.3),
      .random(try RandomSampling(temperature: 0.4, seed: 5)),
      .random(try RandomSampling(temperature: 1, topK: 20, topP: 0.9, seed: 6)),
      .random(
        try RandomSampling(temperature: 0.7, minP: 0.02, repetitionPenalty: 1.1, seed: 7)),
    ]
  }

  @Test(
    "changes no character, whatever is guessed, however tokens are chosen",
    arguments: try samplings(), ["llama-bf16", "mistral-window-f16", "qwen2-f32"])
  func lossless(sampling: Sampling, model: String) async throws {
    var generator = SeededGenerator(seed: 21)
    let plain = try TinyEngine.make(model, options: TinyEngine.plain())
    let guessing = try TinyEngine.make(model)
    var drafted = 0
    var accepted = 0
    for length in [1, 5, 40, 100] {
      let prompt = TinyEngine.prompt(length: length, using: &generator)
      var request = GenerationRequest(
        prompt: prompt, sampling: sampling, maximumTokens: 90, stopStrings: ["~~"])
      let expected = try await TinyEngine.run(request, on: plain)
      #expect(expected.summary.draftedTokens == 0)
      // First without a hint; then with the text itself, in part and in whole; and with nonsense.
      let text = expected.outcome.text
      let sources = [
        [], [String(text.dropFirst(20).prefix(40))], [text],
        [TinyEngine.prompt(length: 60, using: &generator), text + "?", text.uppercased()],
      ]
      for source in sources {
        request.draftSources = source
        let (outcome, summary) = try await TinyEngine.run(request, on: guessing)
        #expect(outcome == expected.outcome, "\(prompt) from \(source)")
        #expect(summary.acceptedTokens <= summary.draftedTokens)
        drafted += summary.draftedTokens
        accepted += summary.acceptedTokens
      }
    }
    #expect(accepted > 0 && accepted < drafted)
  }

  @Test("takes far fewer passes where the text is known")
  func fewerPasses() async throws {
    let engine = try TinyEngine.make()
    var request = GenerationRequest(prompt: "What follows?", maximumTokens: 100)
    let first = try await TinyEngine.run(
      request, on: try TinyEngine.make(options: TinyEngine.plain()))
    request.draftSources = [first.outcome.text]
    let (outcome, summary) = try await TinyEngine.run(request, on: engine)
    #expect(outcome == first.outcome)
    #expect(first.summary.forwardPasses >= outcome.tokens)
    #expect(summary.forwardPasses < outcome.tokens / 3)
    // The second time the text itself is what is remembered, and the prompt takes no pass.
    request.draftSources = []
    let again = try await TinyEngine.run(request, on: engine)
    #expect(again.outcome == first.outcome)
    #expect(again.summary.forwardPasses < outcome.tokens / 3)
  }

  @Test("stops where plain decoding stops", arguments: [1, 2, 3, 7, 30, 300])
  func limits(tokens: Int) async throws {
    let plain = try TinyEngine.make(options: TinyEngine.plain())
    let guessing = try TinyEngine.make()
    for length in [3, 200, 250] {
      var generator = SeededGenerator(seed: UInt64(length))
      var request = GenerationRequest(
        prompt: TinyEngine.prompt(length: length, using: &generator), maximumTokens: tokens)
      let expected = try await TinyEngine.run(request, on: plain)
      request.draftSources = [expected.outcome.text + expected.outcome.text]
      for _ in 0..<2 {
        let found = try await TinyEngine.run(request, on: guessing)
        #expect(found.outcome == expected.outcome)
      }
    }
  }

  @Test("draws pairs of tokens as often as their probabilities say: χ² over 20,000 draws")
  func distribution() throws {
    let tiny = try TinyEngine.make()
    let context = tiny.model.makeContext(workers: .init(threadCount: 1), options: .init())
    let prompt = tiny.tokenizer.encodePrompt("Once upon a time")
    let base = context.makeSequence()
    context.forward([SequenceInput(base, tokens: prompt, logits: .last)])
    let logits = Array(context.logits(row: 0))
    let temperature = 0.35
    func probabilities(_ logits: UnsafeBufferPointer<Float>) -> [Double] {
      let weights = logits.map {
        exp((Double($0) - Double(logits.max() ?? 0)) / temperature)
      }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    // The exact distribution of pairs, and the guesses: for each first token the likeliest second.
    let first = logits.withUnsafeBufferPointer { probabilities($0) }
    var expected: [[Int]: Double] = [:]
    var sources: [[Int]] = []
    for (token, probability) in zip(0..., first) where probability > 1e-4 && token != 2 {
      let fork = base.fork()
      context.forward([SequenceInput(fork, token: token)])
      let second = probabilities(context.logits(row: 0))
      for (next, conditional) in zip(0..., second) {
        expected[[token, next]] = probability * conditional
      }
      let likeliest = try #require(second.indices.max { second[$0] < second[$1] })
      sources.append([token, likeliest, 90, 91])
    }
    var counts: [[Int]: Int] = [:]
    var accepted = 0
    let draws = 20_000
    let drafter = Drafter(sources: sources, prompt: prompt)
    for seed in 0..<draws {
      let decoder = TokenDecoder(
        sequence: base.fork(), prompt: prompt,
        sampling: .random(try RandomSampling(temperature: temperature, seed: UInt64(seed))),
        endOfSequence: [2], maximumTokens: 3, contextLength: 256,
        drafter: drafter)
      decoder.begin(with: logits)
      var pair: [Int] = []
      while pair.count < 2, let step = try decoder.take() {
        guard case .token(let token) = step else { break }
        pair.append(token)
      }
      if pair.count == 1 {
        context.forward([decoder.textInput(costs: .assumed, sharers: 1)])
        decoder.readText { context.logits(row: $0) }
        if case .token(let token) = try decoder.take() {
          pair.append(token)
        } else {
          pair.append(2)
        }
      }
      accepted += decoder.acceptedTokens
      counts[pair, default: 0] += 1
    }
    #expect(accepted > draws / 10)
    // Categories of at least 20 expected draws; all others together are one.
    var statistic = 0.0
    var categories = 0
    var rest = (expected: Double(draws), found: draws)
    for (pair, probability) in expected where probability * Double(draws) >= 20 {
      let mean = probability * Double(draws)
      let found = counts[pair] ?? 0
      statistic += (Double(found) - mean) * (Double(found) - mean) / mean
      rest = (rest.expected - mean, rest.found - found)
      categories += 1
    }
    let difference = Double(rest.found) - rest.expected
    statistic += difference * difference / max(rest.expected, 1)
    // Degrees of freedom n: the 99.9 % quantile lies below n + 3.1 √(2n) + 7.
    let degrees = Double(categories)
    #expect(categories > 10)
    #expect(statistic < degrees + 3.1 * (2 * degrees).squareRoot() + 7, "\(statistic), \(degrees)")
  }
}
