import Checkpoints
import StrictJSON
import TestSupport
import Testing

@testable import Generation

@Suite("The sampler")
struct SamplerTests {
  struct Case: CustomTestStringConvertible {
    let parameters: JSONValue
    let prompt: [Int]
    let logits: [Float]
    let probabilities: [Double]
    var testDescription: String { parameters.objectValue?.keys.joined(separator: ", ") ?? "" }
  }

  static func cases() throws -> [Case] {
    let path = SharedFolder.packageRoot + "/Tests/GenerationTests/Fixtures/sampling.json"
    let root = try JSONParser.parse(fileBytes(path))
    return try #require(root["cases"]?.arrayValue).map { entry in
      Case(
        parameters: try #require(entry["parameters"]),
        prompt: try #require(entry["prompt"]?.arrayValue).compactMap(\.intValue),
        logits: try #require(entry["logits"]?.arrayValue).compactMap(\.doubleValue).map(Float.init),
        probabilities: try #require(entry["probabilities"]?.arrayValue).compactMap(\.doubleValue))
    }
  }

  @Test("leaves the distribution that transformers leaves", arguments: try cases())
  func distribution(_ example: Case) throws {
    let parameters = try RandomSampling(
      temperature: try #require(example.parameters["temperature"]?.doubleValue),
      topK: example.parameters["topK"]?.intValue, topP: example.parameters["topP"]?.doubleValue,
      minP: example.parameters["minP"]?.doubleValue,
      repetitionPenalty: example.parameters["repetitionPenalty"]?.doubleValue ?? 1, seed: 1)
    let sampler = Sampler(.random(parameters), prompt: example.prompt)
    var found = [Double](repeating: 0, count: example.logits.count)
    let logits = sampler.penalized(example.logits[...])
    for candidate in sampler.distribution(of: logits[...], parameters) {
      found[candidate.id] = candidate.probability
    }
    for (found, expected) in zip(found, example.probabilities) {
      #expect(abs(found - expected) < 1e-5)
    }
  }

  @Test("draws each token as often as its probability says")
  func frequencies() throws {
    let parameters = try RandomSampling(temperature: 1, seed: 7)
    var sampler = Sampler(.random(parameters), prompt: [])
    let logits: [Float] = [0, 1, 2]
    let expected = sampler.distribution(of: logits[...], parameters)
    var counts = [0, 0, 0]
    for _ in 0..<20_000 { if let id = sampler.choose(from: logits[...]) { counts[id] += 1 } }
    for candidate in expected {
      #expect(abs(Double(counts[candidate.id]) / 20_000 - candidate.probability) < 0.015)
    }
  }

  @Test("draws the same tokens from the same seed and others from another")
  func seeds() throws {
    func draw(seed: UInt64) throws -> [Int?] {
      var sampler = Sampler(.random(try RandomSampling(temperature: 1, seed: seed)), prompt: [])
      let logits = (0..<100).map { _ in Float(0) }
      return (0..<32).map { _ in sampler.choose(from: logits[...]) }
    }
    #expect(try draw(seed: 3) == draw(seed: 3))
    #expect(try draw(seed: 3) != draw(seed: 4))
  }

  @Test("takes the most likely token, the lowest id of a tie, greedily")
  func greedy() {
    var sampler = Sampler(.greedy, prompt: [])
    #expect(sampler.choose(from: [0, 3, 3, -1][...]) == 1)
  }

  @Test("penalises what was seen in the prompt and in its own choices")
  func penalty() {
    var sampler = Sampler(.greedy(repetitionPenalty: 2), prompt: [0])
    #expect(sampler.choose(from: [4, 3, 1][...]) == 1)
    #expect(sampler.choose(from: [4, 3, 1][...]) == 0)
    #expect(sampler.choose(from: [-4, -3, -5][...]) == 2)
  }

  @Test("has no token to choose where no logit is a number")
  func notANumber() throws {
    var greedy = Sampler(.greedy, prompt: [])
    var random = Sampler(.random(try RandomSampling(temperature: 1, seed: 1)), prompt: [])
    #expect(greedy.choose(from: [.nan, .nan][...]) == nil)
    #expect(random.choose(from: [.nan, .nan][...]) == nil)
    #expect(random.choose(from: [.nan, 1][...]) == 1)
  }

  @Test("takes the most likely token at temperatures and penalties beyond what numbers hold")
  func extremes() throws {
    let least = Double.leastNonzeroMagnitude
    for (temperature, penalty) in [(least, 1.0), (least, least), (1, least)] {
      let sampling = try RandomSampling(
        temperature: temperature, repetitionPenalty: penalty, seed: 1)
      var sampler = Sampler(.random(sampling), prompt: [1])
      #expect(sampler.choose(from: [2, 3, -1][...]) == 1)
    }
  }

  @Test("keeps the k most likely of many and their ties", arguments: [1, 2, 50, 999, 1000, 4000])
  func topK(count: Int) throws {
    let logits = (0..<1000).map { Float($0 * 7919 % 500) - 250 }
    let parameters = try RandomSampling(temperature: 100, topK: count, seed: 1)
    let found = Sampler(.random(parameters), prompt: []).distribution(
      of: logits[...], parameters)
    let threshold = logits.sorted(by: >)[min(count, 1000) - 1]
    #expect(found.map(\.id) == logits.indices.filter { logits[$0] >= threshold })
  }

  @Test("keeps the smallest nucleus of many", arguments: [0.01, 0.5, 0.9, 0.999])
  func topP(topP: Double) throws {
    let logits = (0..<1000).map { Float($0 * 7919 % 1000) / 100 }
    let parameters = try RandomSampling(temperature: 1, topP: topP, seed: 1)
    let sampler = Sampler(.random(parameters), prompt: [])
    let all = sampler.distribution(of: logits[...], try RandomSampling(temperature: 1, seed: 1))
      .sorted { $0.probability > $1.probability }
    var reached = 0.0
    let count = try #require(
      all.firstIndex { candidate in
        reached += candidate.probability
        return reached >= topP
      })
    let found = sampler.distribution(of: logits[...], parameters)
    #expect(found.map(\.id) == all[...count].map(\.id))
  }

  @Test(
    "follows a checkpoint's generation_config.json",
    arguments: [
      (#"{}"#, nil), (#"{"temperature": 0.5, "top_k": 3}"#, nil),
      (#"{"do_sample": false, "temperature": 0.0}"#, nil),
      (#"{"do_sample": true}"#, (1.0, 50, nil)),
      (#"{"do_sample": true, "top_k": 0, "temperature": 0.6, "top_p": 0.9}"#, (0.6, nil, 0.9)),
    ] as [(String, (temperature: Double, topK: Int?, topP: Double?)?)])
  func checkpoint(
    file: String, expected: (temperature: Double, topK: Int?, topP: Double?)?
  ) throws {
    let defaults = try GenerationDefaults.parse(Array(file.utf8), file: "generation_config.json")
    let sampling: Sampling =
      if let expected {
        .random(
          try RandomSampling(
            temperature: expected.temperature, topK: expected.topK, topP: expected.topP, seed: 4))
      } else { .greedy }
    #expect(try Sampling.checkpoint(defaults, seed: 4) == sampling)
  }

  @Test(
    "names the file whose values no draw can use",
    arguments: [#"{"do_sample": true, "temperature": 0}"#, #"{"do_sample": true, "top_p": 0.0}"#])
  func unusable(file: String) throws {
    let defaults = try GenerationDefaults.parse(Array(file.utf8), file: "generation_config.json")
    let error = #expect(throws: GenerationError.self) {
      try Sampling.checkpoint(defaults, seed: 4)
    }
    #expect("\(try #require(error))".contains("generation_config.json"))
  }

  @Test(
    "refuses parameters out of range",
    arguments: [
      (0.0, nil, nil, nil, 1.0), (-1, nil, nil, nil, 1), (.infinity, nil, nil, nil, 1),
      (1, 0, nil, nil, 1), (1, nil, 0, nil, 1), (1, nil, 1.1, nil, 1), (1, nil, nil, -0.1, 1),
      (1, nil, nil, 1.1, 1), (1, nil, nil, nil, 0),
    ] as [(Double, Int?, Double?, Double?, Double)])
  func ranges(temperature: Double, topK: Int?, topP: Double?, minP: Double?, penalty: Double) {
    #expect(throws: GenerationError.self) {
      try RandomSampling(
        temperature: temperature, topK: topK, topP: topP, minP: minP, repetitionPenalty: penalty,
        seed: 0)
    }
  }

  @Test("makes the numbers of the published xoshiro256** and SplitMix64")
  func generator() {
    // From an independent implementation in Python, seed 42.
    var generator = SeededGenerator(seed: 42)
    #expect((0..<3).map { _ in generator.next() } == Self.xoshiroOf42)
  }

  static let xoshiroOf42: [UInt64] = [
    1546998764402558742, 6990951692964543102, 12544586762248559009,
  ]
}

extension Sampler {
  fileprivate mutating func choose(from logits: ArraySlice<Float>) -> Int? {
    logits.withUnsafeBufferPointer { choose(from: $0) }
  }

  fileprivate func penalized(_ logits: ArraySlice<Float>) -> [Float] {
    logits.withUnsafeBufferPointer { penalized($0) }
  }

  fileprivate func distribution(
    of logits: ArraySlice<Float>, _ parameters: RandomSampling
  ) -> [Candidate] {
    logits.withUnsafeBufferPointer { distribution(of: $0, parameters) }
  }
}
