import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite(
  "metaaligner models", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct ModelsCommandTests {
  private static let model = "models/default"
  private static let ids = ["--ids", "1,300,301,17,42"]

  /// Converts the embedded model and hands the file to `body`.
  private static func withConverted(
    _ format: String, _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("out.gguf").path
    let result = try BuiltProgram.run(
      ["models", "convert", model, "--format", format, "-o", file])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.isEmpty)
    try body(file)
  }

  @Test("converts a model so that it continues the same way", arguments: ["f32", "bf16"])
  func convert(_ format: String) throws {
    try Self.withConverted(format) { file in
      let generate = ["debug", "generate", "--count", "24"] + Self.ids
      let before = try BuiltProgram.run(generate + ["--model", Self.model])
      let after = try BuiltProgram.run(generate + ["--model", file])
      #expect(after.status == 0 && after.output == before.output)
      let texts = ["align", "--context", "Hello?", "--answer", "go away", "--arithmetic", "exact"]
      let edit = try BuiltProgram.run(texts + ["--model", Self.model])
      let other = try BuiltProgram.run(texts + ["--model", file])
      #expect(edit.status == 0 && other.output == edit.output, "\(other.errors)")
    }
  }

  @Test("tells the formats of a GGUF file, and replaces it only when asked")
  func information() throws {
    try Self.withConverted("q4_0") { file in
      let result = try BuiltProgram.run(["models", "info", file, "--json"])
      let document = try JSONParser.parse(Array(result.output.utf8))
      #expect(document["formats"]?["attention"] == ["Q4_0"])
      #expect(document["formats"]?["embedding"] == ["Q8_0"])
      #expect(document["tokenizer_vocabulary"] == 4096)
      #expect(document["family"] == "HH-RLHF")
      let again = ["models", "convert", Self.model, "--format", "q8_0", "-o", file]
      let refused = try BuiltProgram.run(again)
      #expect(refused.status == 2 && refused.errors.contains("--force"))
      #expect(try BuiltProgram.run(again + ["--force", "--quiet"]).errors.isEmpty)
    }
  }

  @Test(
    "says what it cannot convert",
    arguments: [
      (["/nonexistent", "--format", "f16"], "/nonexistent"),
      (["Package.swift", "--format", "f16"], "neither a model folder nor a GGUF file"),
      (["models/default", "--format", "q3_k"], "q3_k"),
      (["models", "--format", "f16"], "config.json"),
    ])
  func mistakes(_ arguments: [String], mention: String) throws {
    let result = try BuiltProgram.run(
      ["models", "convert"] + arguments + ["-o", "/nonexistent/out.gguf"])
    #expect(result.status == 2 && result.errors.contains(mention), "\(result.errors)")
  }

  @Test("says that the folder of the result is not there")
  func noFolder() throws {
    let result = try BuiltProgram.run(
      ["models", "convert", Self.model, "--format", "f16", "-o", "/nonexistent/out.gguf"])
    #expect(result.status == 1 && result.errors.contains("/nonexistent/out.gguf"))
  }
}
