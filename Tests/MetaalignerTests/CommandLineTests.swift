import StrictJSON
import TestSupport
import Testing

@Suite("The command line", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct CommandLineTests {
  static let tea = ["--context", "Human: How do I water a cactus? Assistant:"]
  static let answer = [
    "--answer", "Water it once every two weeks. Let the soil dry out first.",
  ]

  /// The first case of the engine's fixture, made by transformers.
  static func reference() throws -> JSONValue {
    let path = SharedFolder.packageRoot + "/Tests/GenerationTests/Fixtures/default-model.json"
    return try #require(JSONParser.parse(fileBytes(path))["cases"]?.arrayValue?.first)
  }

  @Test(
    "helps on every command",
    arguments: [
      [], ["align"], ["chat"], ["objectives"], ["objectives", "list"], ["models", "info"],
      ["paths"],
      ["debug", "tokenize"], ["debug", "detokenize"], ["debug", "logits"], ["debug", "generate"],
    ])
  func help(command: [String]) throws {
    let result = try BuiltProgram.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.output.contains("USAGE: metaaligner"))
    #expect(result.errors.isEmpty)
  }

  @Test("prints its version in one line")
  func version() throws {
    let result = try BuiltProgram.run(["--version"])
    #expect(result.output.wholeMatch(of: /metaaligner \d+\.\d+\.\d+\n/) != nil)
  }

  @Test("prints the exact prompt, nothing added, without a model")
  func dryRun() throws {
    let expected = try #require(try Self.reference()["prompt"]?.stringValue)
    let result = try BuiltProgram.run(
      ["align"] + Self.tea + Self.answer
        + ["--objectives", "humor", "--family", "HH-RLHF", "--model", "/nonexistent", "--dry-run"])
    #expect(result.output == expected)
    #expect(result.status == 0)
  }

  @Test("streams the edit that transformers makes")
  func align() throws {
    let expected = try #require(try Self.reference()["text"]?.stringValue)
    let result = try BuiltProgram.run(
      ["align"] + Self.tea + Self.answer + ["--objectives", "humour"])
    #expect(result.output == expected + "\n")
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
  }

  @Test("reads the answer from standard input and the context from a file")
  func files() throws {
    let expected = try #require(try Self.reference()["text"]?.stringValue)
    let result = try BuiltProgram.run(
      ["align"] + Self.tea + ["--answer-file", "-", "--objectives", "humour"], input: Self.answer[1]
    )
    #expect(result.output == expected + "\n")
  }

  @Test("prints one JSON document with everything that the help names")
  func json() throws {
    let result = try BuiltProgram.run(
      ["align"] + Self.tea + Self.answer + ["--objectives", "humour", "--json"])
    let document = try JSONParser.parse(Array(result.output.utf8))
    let reference = try Self.reference()
    #expect(document["prompt"] == reference["prompt"])
    #expect(document["text"] == reference["text"])
    #expect(document["tokens"]?.intValue == reference["ids"]?.arrayValue?.count)
    #expect(document["prompt_tokens"]?.intValue == reference["prompt_ids"]?.arrayValue?.count)
    #expect(document["stop_reason"] == "eos")
    #expect(document["objectives"] == ["humour"])
    #expect(document["seed"] == .null)
    #expect((document["tokens_per_second"]?.doubleValue ?? 0) > 0)
    #expect((document["time_to_first_token_seconds"]?.doubleValue ?? 0) > 0)
    #expect(document["model"]?.stringValue != nil)
  }

  @Test("draws the same edit again from the seed it reports")
  func seed() throws {
    let arguments =
      ["align"] + Self.tea + Self.answer + ["--temperature", "1.2", "--max-tokens", "24", "--json"]
    let first = try JSONParser.parse(Array(try BuiltProgram.run(arguments).output.utf8))
    let seed = try #require(first["seed"]?.intValue)
    let second = try BuiltProgram.run(arguments + ["--seed", String(seed)])
    #expect(try JSONParser.parse(Array(second.output.utf8))["text"] == first["text"])
  }

  @Test("takes texts that begin with dashes as they are")
  func dashes() throws {
    let result = try BuiltProgram.run([
      "align", "--context", "--context", "--answer", "-x", "--family", "uf", "--dry-run",
      "--objective", "-Brief: Say little",
    ])
    #expect(
      result.output.hasSuffix(
        "aspects: -Brief: Say little | Query: --context | Answer: -x | Edit: "))
    #expect(result.status == 0)
  }

  @Test("leaves out the oldest turns when told to, and refuses otherwise")
  func overflow() throws {
    let turns = (0..<200).map { "Human: Tell me number \($0). Assistant: It is \($0)." }
    let arguments =
      [
        "align", "--context", turns.joined(separator: " ") + " Human: And now? Assistant:",
      ] + Self.answer + ["--max-tokens", "3"]
    let refused = try BuiltProgram.run(arguments)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("2048"))
    #expect(refused.errors.contains("--overflow trim"))
    let trimmed = try BuiltProgram.run(arguments + ["--overflow", "trim", "--json"])
    let document = try JSONParser.parse(Array(trimmed.output.utf8))
    #expect(try #require(document["dropped_turns"]?.intValue) > 100)
    #expect(try #require(document["prompt_tokens"]?.intValue) < 2048)
    #expect(trimmed.errors.isEmpty)
    let inWords = try BuiltProgram.run(arguments + ["--overflow", "trim"])
    #expect(inWords.errors.contains("turns of the context"))
  }

  @Test("tokenizes and detokenizes with the tokenizer alone")
  func tokenize() throws {
    let reference = try Self.reference()
    let prompt = try #require(reference["prompt"]?.stringValue)
    let ids = try BuiltProgram.run([
      "debug", "tokenize", "--model", "models/default", "--bos", prompt,
    ])
    #expect(try JSONParser.parse(Array(ids.output.utf8)) == reference["prompt_ids"])
    let numbers = try #require(reference["ids"]?.arrayValue).compactMap(\.intValue).map(String.init)
    let text = try BuiltProgram.run(["debug", "detokenize", "--model", "models/default"] + numbers)
    #expect(text.output == reference["text"]?.stringValue)
    let none = try BuiltProgram.run(["debug", "detokenize", "--model", "models/default"])
    #expect(none.status == 0)
    #expect(none.output.isEmpty)
    let dash = try BuiltProgram.run(["debug", "tokenize", "--model", "models/default", "--bos"])
    #expect(dash.status == 0)
  }

  @Test("continues ids greedily and shows logits")
  func generate() throws {
    let reference = try Self.reference()
    let prompt = try #require(reference["prompt_ids"]?.arrayValue).compactMap(\.intValue)
    let expected = try #require(reference["ids"]?.arrayValue)
    let list = prompt.map(String.init).joined(separator: ",")
    let generated = try BuiltProgram.run([
      "debug", "generate", "--model", "models/default", "--ids", list, "--count",
      String(expected.count), "--json",
    ])
    #expect(try JSONParser.parse(Array(generated.output.utf8))["ids"] == .array(expected))
    let logits = try BuiltProgram.run([
      "debug", "logits", "--model", "models/default", "--ids", list, "--all", "--json",
    ])
    let document = try JSONParser.parse(Array(logits.output.utf8))
    #expect(document["argmax"]?.arrayValue?.count == prompt.count)
    #expect(document["argmax"]?.arrayValue?.last == expected.first)
    #expect(document["last_logits"]?.arrayValue?.count == 4096)
  }

  @Test("lists the objectives")
  func objectives() throws {
    let result = try BuiltProgram.run(["objectives", "list", "--json"])
    let document = try JSONParser.parse(Array(result.output.utf8))
    #expect(document["objectives"]?.arrayValue?.count == 15)
    #expect(try BuiltProgram.run(["objectives", "list", "-q"]).output.contains("humour\n"))
  }

  @Test("tells what is in a model folder")
  func models() throws {
    let result = try BuiltProgram.run(["models", "info", "models/default", "--json"])
    let document = try JSONParser.parse(Array(result.output.utf8))
    #expect(document["parameters"]?.intValue == 5_475_584)
    #expect(document["weights"] == "BF16")
    #expect(document["context_length"] == 2048)
  }
}
