import StrictJSON
import Testing

@Suite(
  "Mistakes at the command line",
  .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct CommandErrorTests {
  struct Mistake: CustomTestStringConvertible {
    let arguments: [String]
    let mentions: [String]
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let texts = ["--context", "c", "--answer", "a"]

  static let mistakes = [
    Mistake(arguments: [], mentions: ["terminal"]),
    Mistake(arguments: ["chat"], mentions: ["terminal"]),
    Mistake(
      arguments: ["chat", "--plain", "--compare-model", "m"], mentions: ["--compare-model"]),
    Mistake(arguments: ["chat", "--compare-model", "/nonexistent"], mentions: ["/nonexistent"]),
    Mistake(arguments: ["nonsense"], mentions: ["nonsense", "chat, align"]),
    Mistake(arguments: ["aling"] + texts, mentions: ["'aling'", "Did you mean 'align'?"]),
    Mistake(arguments: ["objectives", "lits"], mentions: ["Did you mean 'list'?"]),
    Mistake(arguments: ["align", "--answer", "a"], mentions: ["context"]),
    Mistake(arguments: ["align", "--context", "c"], mentions: ["answer"]),
    Mistake(
      arguments: ["align", "--context-file", "-", "--answer-file", "-"],
      mentions: ["Standard input"]),
    Mistake(
      arguments: ["align", "--context-file", "/nonexistent", "--answer", "a"],
      mentions: ["/nonexistent", "No such file"]),
    Mistake(arguments: ["align", "--context-file", "/", "--answer", "a"], mentions: ["/ is not"]),
    Mistake(
      arguments: ["align", "--context-file", "/dev/zero", "--answer", "a"],
      mentions: ["/dev/zero is not"]),
    Mistake(
      arguments: ["align"] + texts + ["--objectives", "brevty"], mentions: ["brevty", "harmless"]),
    Mistake(
      arguments: ["align"] + texts + ["--objectives", "harmles"],
      mentions: ["Did you mean 'harmless'?"]),
    Mistake(arguments: ["align"] + texts + ["--objectives", ","], mentions: ["objective"]),
    Mistake(
      arguments: ["align"] + texts + ["--objective", "no colon"], mentions: ["no colon", ":"]),
    Mistake(arguments: ["align"] + texts + ["--family", "XY"], mentions: ["XY", "IMHI"]),
    Mistake(
      arguments: ["align"] + texts + ["--model", "/nonexistent"], mentions: ["/nonexistent"]),
    Mistake(
      arguments: ["align"] + texts + ["--catalog", "/nonexistent"], mentions: ["/nonexistent"]),
    Mistake(arguments: ["align"] + texts + ["--max-tokens", "0"], mentions: ["--max-tokens"]),
    Mistake(
      arguments: ["align"] + texts + ["--temperature", "-1"],
      mentions: ["temperature", "above 0, not -1"]),
    Mistake(arguments: ["align"] + texts + ["--seed", "-1"], mentions: ["'-1'", "--seed"]),
    Mistake(
      arguments: ["align"] + texts + ["--top-k", "-3"], mentions: ["at least 1, not -3"]),
    Mistake(
      arguments: ["debug", "logits", "--model", "models/default", "--ids", "1", "--threads", "0"],
      mentions: ["--threads"]),
    Mistake(arguments: ["align"] + texts + ["--top-p", "2"], mentions: ["top-p"]),
    Mistake(
      arguments: ["align"] + texts + ["--sampling", "greedy", "--top-k", "3"],
      mentions: ["--sampling greedy"]),
    Mistake(
      arguments: ["align"] + texts + ["--dry-run", "--json"], mentions: ["--dry-run", "--json"]),
    Mistake(arguments: ["models", "info", "/nonexistent"], mentions: ["/nonexistent"]),
    Mistake(arguments: ["models", "info", "Sources"], mentions: ["config.json"]),
    Mistake(
      arguments: ["debug", "logits", "--model", "models/default", "--ids", "1,x"],
      mentions: ["1,x"]),
    Mistake(
      arguments: ["debug", "logits", "--model", "models/default", "--ids", "4096"],
      mentions: ["4096"]),
    Mistake(
      arguments: ["debug", "detokenize", "--model", "models/default", "99999"],
      mentions: ["99999"]),
    Mistake(
      arguments: [
        "debug", "generate", "--model", "models/default", "--ids", "1", "--count",
        "9223372036854775807",
      ], mentions: ["context"]),
  ]

  @Test("are told in words and end with 2, and nothing is drawn", arguments: mistakes)
  func mistake(_ mistake: Mistake) throws {
    let result = try BuiltProgram.run(mistake.arguments)
    #expect(result.status == 2)
    #expect(result.output.isEmpty)
    for word in mistake.mentions { #expect(result.errors.contains(word), "\(result.errors)") }
  }

  @Test("are JSON on standard error with --json")
  func json() throws {
    let result = try BuiltProgram.run(
      ["align"] + Self.texts + ["--objectives", "brevty", "--json"])
    let document = try JSONParser.parse(Array(result.errors.utf8))
    #expect(document["error"]?["exit_code"] == 2)
    #expect(document["error"]?["message"]?.stringValue?.contains("brevty") == true)
    #expect(result.output.isEmpty)
  }

  @Test("in the catalog are told with line and column")
  func catalog() throws {
    let result = try BuiltProgram.run(["objectives", "list", "--catalog", "Package.swift"])
    #expect(result.status == 2)
    #expect(result.errors.contains("Package.swift:1:1"))
  }
}
