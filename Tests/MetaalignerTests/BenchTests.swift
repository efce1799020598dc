import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("bench", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct BenchTests {
  private static let quick = [
    "bench", "--prompt-tokens", "40", "--decode-tokens", "4", "--batch", "3", "--threads", "2",
  ]

  private static func document(_ arguments: [String]) throws -> JSONValue {
    let result = try BuiltProgram.run(arguments + ["--json"])
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
    return try JSONParser.parse(Array(result.output.utf8))
  }

  /// Checks that a figure is positive and the median of its spread.
  private func check(_ figure: JSONValue?, _ spread: JSONValue?, _ name: String) throws {
    let value = try #require(figure?.doubleValue, "\(name)")
    let low = try #require(spread?["minimum"]?.doubleValue, "\(name)")
    let high = try #require(spread?["maximum"]?.doubleValue, "\(name)")
    #expect(value > 0 && low <= value && value <= high, "\(name)")
    #expect(spread?["median"]?.doubleValue == value, "\(name)")
    #expect((spread?["samples"]?.intValue ?? 0) >= 1, "\(name)")
  }

  @Test("helps", arguments: [["bench"], ["bench", "core"], ["bench", "screen"]])
  func help(_ command: [String]) throws {
    let result = try BuiltProgram.run(command + ["--help"])
    #expect(result.status == 0 && result.output.contains("USAGE: metaaligner bench"))
  }

  @Test(
    "prints every figure of the core, each the median of its measurements",
    arguments: [nil, "q8_0"])
  func core(_ format: String?) throws {
    let document = try Self.document(Self.quick + (format.map { ["--format", $0] } ?? []))
    #expect(document["schema"] == 1 && document["threads"] == 2 && document["batch"] == 3)
    #expect(document["prompt_tokens"] == 40 && document["decode_tokens"] == 4)
    #expect(document["format"] == .string(format == nil ? "BF16" : "Q8_0"))
    #expect(document["kernel_level"]?.stringValue?.isEmpty == false)
    let spread = try #require(document["spread"])
    for name in [
      "prefill_tokens_per_second", "decode_tokens_per_second",
      "decode_after_prompt_tokens_per_second", "batch_tokens_per_second",
    ] {
      try check(document[name], spread[name], name)
    }
    #expect(document["verify_cost"]?.objectValue?.keys == ["2", "4", "8", "16"])
    for size in ["2", "4", "8", "16"] {
      try check(document["verify_cost"]?[size], spread["verify_cost"]?[size], size)
    }
    for name in ["load_seconds", "peak_rss_bytes", "read_bandwidth_bytes_per_second"] {
      #expect((document[name]?.doubleValue ?? 0) > 0, "\(name)")
    }
  }

  @Test("derives its quotients from the figures beside them")
  func arithmetic() throws {
    let document = try Self.document(Self.quick)
    func figure(_ name: String) throws -> Double {
      try #require(document[name]?.doubleValue, "\(name)")
    }
    let decode = try figure("decode_tokens_per_second")
    let fraction =
      try decode * figure("weight_bytes_per_token") / figure("read_bandwidth_bytes_per_second")
    #expect(try abs(figure("decode_bandwidth_fraction") / fraction - 1) < 1e-9)
    let speedup = try figure("batch_tokens_per_second") / decode
    #expect(try abs(figure("batch_speedup") / speedup - 1) < 1e-9)
  }

  @Test("counts layers and output head among the bytes of a token, in every format")
  func weightBytes() throws {
    // The embedded model's matrices: 16-bit numbers, or blocks of 32 bytes with a scale of two bytes.
    let stored = try #require(try Self.document(Self.quick)["weight_bytes_per_token"]?.intValue)
    let packed = try #require(
      try Self.document(Self.quick + ["--format", "q8_0"])["weight_bytes_per_token"]?.intValue)
    #expect(abs(Double(packed) / Double(stored) - 34.0 / 64) < 0.01)
  }

  @Test("prints a table for people")
  func table() throws {
    let result = try BuiltProgram.run(Self.quick)
    #expect(result.status == 0)
    #expect(result.output.contains(#/decode tokens per second +[0-9.]+ /#))
    #expect(result.output.contains(#/verify cost 16 +[0-9.]+ /#))
  }

  @Test("replays edits of a table whose fields hold commas, quotes and line breaks")
  func edits() throws {
    let answer =
      #"Water it ""once"" every two weeks, and let the soil dry out first.\#r\#nThat is all."#
    let table = """
      \u{FEFF}query,goldens,generated_text,aligned\r
      "Human: How do I water a cactus?\n\nAssistant:",,"\(answer)","\(answer)"\r
      Human: Hi! Assistant:,x,Hello there my friend,"Good morning, ""dear"" guest"\r
      Human: Hi! Assistant:,x,Hello,\r

      """
    let file = try TableFile(table)
    let document = try Self.document(Self.quick + ["--edits", file.path, "--objectives", "humour"])
    #expect(document["edits"] == 2)
    let spread = try #require(document["spread"])
    for name in [
      "accepted_tokens_per_step", "speculation_speedup", "first_token_cold_seconds",
      "first_token_toggled_seconds", "first_token_toggled_back_seconds",
    ] {
      try check(document[name], spread[name], name)
    }
    // The copy is guessed, the other text is not.
    #expect((spread["accepted_tokens_per_step"]?["maximum"]?.doubleValue ?? 0) > 2)
    #expect((spread["accepted_tokens_per_step"]?["minimum"]?.doubleValue ?? 9) < 1.5)
    #expect(spread["kept_share"]?["maximum"] == JSONValue(1.0))
    #expect(spread["kept_share"]?["minimum"] == JSONValue(0.0))
    #expect(spread["speculation_speedup_where_two_thirds_kept"]?["samples"] == 1)
  }

  @Test(
    "refuses a table that it cannot use, naming the place",
    arguments: [
      ("", "the table has no header"),
      ("query,generated_text\n", "no column 'aligned'"),
      ("query,generated_text,aligned\na,b\n", "line 2 has 2 fields"),
      ("query,generated_text,aligned\n\"a\n\nb\",b,c,d\n", "line 2 has 4 fields"),
      ("query,generated_text,aligned\na,b,\"c\nd\n", "opened at line 2 are never closed"),
      ("query,generated_text,aligned\na,b,\"c\"d\n", "closing quotes at line 2"),
      ("query,generated_text,aligned,query\n", "two columns 'query'"),
      ("query,generated_text,aligned\na,b,\n", "no row has a text"),
    ])
  func tables(_ table: String, _ words: String) throws {
    let file = try TableFile(table)
    let result = try BuiltProgram.run(Self.quick + ["--edits", file.path])
    #expect(result.status == 2 && result.errors.contains(words), "\(result.errors)")
  }

  @Test(
    "refuses what does not go together",
    arguments: [
      ["--shape", "tinyllama-1.1b", "--model", "models/default"],
      ["--shape", "tinyllama-1.1b", "--edits", "edits.csv"], ["--shape", "tinyllama"],
      ["--format", "f32"], ["--format", "q3_K"], ["--batch", "0"], ["--decode-tokens", "0"],
      ["--prompt-tokens", "-1"], ["--prompt-tokens", "1000000"], ["--model", "/nonexistent"],
      ["--edits", "/nonexistent.csv"], ["--threads", "0"],
    ])
  func refusals(_ arguments: [String]) throws {
    let result = try BuiltProgram.run(["bench"] + arguments)
    #expect(result.status == 2 && !result.errors.isEmpty && result.output.isEmpty)
  }

  @Test("measures the screen's frames and keys")
  func screen() throws {
    let document = try Self.document(["bench", "screen", "--words", "60"])
    let spread = try #require(document["spread"])
    #expect(document["words"] == 60)
    for name in ["frame_seconds", "key_seconds", "changed_cells_per_frame"] {
      for size in ["80x24", "120x40", "200x60"] {
        try check(document[name]?[size], spread[name]?[size], "\(name) \(size)")
      }
    }
    #expect((spread["key_seconds"]?["80x24"]?["samples"]?.intValue ?? 0) > 100)
  }
}

/// A table in a file of its own, removed with its last reference.
private final class TableFile {
  private let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("bench-\(UUID().uuidString).csv")

  init(_ table: String) throws {
    try Data(table.utf8).write(to: url)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  var path: String { url.path }
}
