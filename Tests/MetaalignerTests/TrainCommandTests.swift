import Foundation
import StrictJSON
import TestSupport
import Testing

@Suite("train", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct TrainCommandTests {
  /// A folder with the data of an alignment and the shape of a tiny model.
  private final class Work {
    let path: String

    init() throws {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
      path = folder.path
      for (set, file, count) in [
        ("all_equal", "train", 60), ("all_equal", "val", 6), ("no_equal", "train", 60),
        ("no_equal", "val", 6),
      ] {
        let rows = (0..<count).map { Self.row($0 &* 7 &+ set.utf8.count) }
        try FileManager.default.createDirectory(
          atPath: "\(path)/\(set)", withIntermediateDirectories: true)
        try Data(JSONWriter.write(.array(rows), pretty: false)).write(
          to: folder.appendingPathComponent("\(set)/\(file).json"))
      }
      try Data(Self.config.utf8).write(to: folder.appendingPathComponent("config.json"))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static let config = """
      {"model_type": "llama", "vocab_size": 8192, "hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2,
       "num_attention_heads": 2, "num_key_value_heads": 1, "max_position_embeddings": 256, "rms_norm_eps": 1e-5,
       "rope_theta": 10000.0, "tie_word_embeddings": true, "hidden_act": "silu"}
      """

    private static func row(_ number: Int) -> JSONValue {
      let words = ["red", "house", "river", "stone", "apple", "green", "tall", "cloud"]
      let answer = (0..<6).map { words[(number / ($0 + 1) + $0) % words.count] }
        .joined(separator: " ")
      return [
        "id": .integer(Int64(number)),
        "conversations": [
          ["from": "human", "value": .string("Edit: x | Answer: \(answer) | Edit: ")],
          ["from": "gpt", "value": .string(answer + ".")],
        ],
      ]
    }

    func arguments(_ output: String) -> [String] {
      [
        "train", "align", "--data", path, "--init", "\(path)/config.json", "--tokenizer",
        SharedFolder.packageRoot + "/models/default", "--output", "\(path)/\(output)", "--steps",
        "8,8,8", "--batch-tokens",
        "300", "--warm-up-rows", "20", "--learning-rate", "1e-3,2e-3,1e-3", "--evaluate-every",
        "4", "--save-every", "1", "--threads", "2", "--name", "tiny", "--dtype", "f32",
      ]
    }

    func bytes(_ file: String) throws -> [UInt8] { try fileBytes("\(path)/\(file)") }
  }

  @Test("helps", arguments: [["train"], ["train", "sft"], ["train", "align"]])
  func help(_ command: [String]) throws {
    let result = try BuiltProgram.run(command + ["--help"])
    #expect(result.status == 0 && result.output.contains("USAGE: metaaligner train"))
  }

  @Test("ends with the same model after it was killed again and again")
  func killed() throws {
    let work = try Work()
    let whole = try BuiltProgram.run(work.arguments("whole"))
    #expect(whole.status == 0, "\(whole.errors)")
    let program = try #require(BuiltProgram.path)
    // Wherever these hit, the result has to be the same.
    for seconds in [0.05, 0.08, 0.11, 0.15, 0.2, 0.3, 0.45] {
      try? Tool.run(
        "/usr/bin/timeout",
        ["-s", "KILL", "\(seconds)", program]
          + work.arguments("killed"))
    }
    let last = try BuiltProgram.run(
      work.arguments("killed"))
    #expect(last.status == 0, "\(last.errors)")
    #expect(!last.errors.contains("damaged"))
    for file in ["model.safetensors", "config.json", "tokenizer.model", "metaaligner.json"] {
      #expect(try work.bytes("whole/\(file)") == work.bytes("killed/\(file)"), "\(file)")
    }
    let steps = try work.bytes("killed/metrics.jsonl").split(separator: 0x0A)
      .map { try JSONParser.parse($0) }.filter { $0["loss"] != nil }
      .map { "\($0["stage"]?.stringValue ?? "") \($0["step"]?.intValue ?? 0)" }
    let expected = ["warm-up", "equal", "contrastive"].flatMap { stage in
      (1...8).map { "\(stage) \($0)" }
    }
    #expect(steps == expected)
    #expect(try work.bytes("killed/loss.svg").starts(with: Array("<svg".utf8)))
  }

  @Test("refuses to go on with another setting, and begins anew where that is asked for")
  func otherSetting() throws {
    let work = try Work()
    #expect(try BuiltProgram.run(work.arguments("out")).status == 0)
    let changed = work.arguments("out") + ["--seed", "2"]
    let refused = try BuiltProgram.run(changed)
    #expect(refused.status == 2 && refused.errors.contains("'seed'"), "\(refused.errors)")
    let anew = try BuiltProgram.run(changed + ["--restart"])
    #expect(anew.status == 0, "\(anew.errors)")
  }

  @Test("does not write over a model that it has not made")
  func foreignModel() throws {
    let work = try Work()
    var arguments = work.arguments("out")
    try FileManager.default.createDirectory(
      atPath: "\(work.path)/out", withIntermediateDirectories: true)
    try Data("{}".utf8).write(to: URL(fileURLWithPath: "\(work.path)/out/config.json"))
    let result = try BuiltProgram.run(arguments)
    #expect(result.status == 2 && result.errors.contains("another --output"), "\(result.errors)")
    #expect(try work.bytes("out/config.json") == Array("{}".utf8))
    arguments = work.arguments("new") + ["--epochs", "1"]
    #expect(try BuiltProgram.run(arguments).status == 2)
  }
}
