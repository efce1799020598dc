import Checkpoints
import Glibc
import StrictJSON
import TestSupport
import Testing
import Tokenization

@testable import Training

@Suite("Trainings for other programs")
struct TrainingExportTests {
  @Test("count the rows that go, and those that are left out, by reason")
  func counts() throws {
    let trl = try #require(try ExportFixture().export())
    #expect(trl.map(\.stage) == ["warm-up", "equal", "contrastive", "contrastive"])
    #expect(trl.map(\.rows) == [1, 2, 19, 2])
    #expect(trl.map(\.tooLong) == [0, 0, 1, 0])
    #expect(trl.map(\.unusable) == [1, 0, 0, 0])
    #expect(trl.map(\.isValidation) == [false, false, false, true])
    let fastChat = try #require(try ExportFixture().export(to: .fastchat))
    #expect(fastChat.map(\.rows) == [1, 2, 17, 2])
    #expect(fastChat.map(\.tooLong) == [0, 0, 1, 0])
    #expect(fastChat.map(\.unusable) == [1, 0, 2, 0])
  }

  @Test("give TRL the tokens that inference makes, with the loss on the target and its end")
  func tokens() throws {
    let fixture = try ExportFixture()
    _ = try fixture.export()
    let tokenizer = try fixture.preparation.tokenizer
    let line = try #require(
      try fixture.text("data/contrastive/train.jsonl").split(separator: "\n").first)
    let row = try JSONParser.parse(Array(line.utf8))
    let prompt = tokenizer.encodePrompt("Count to 0.\n")
    let target = tokenizer.encode("It is 0.") + [2]
    #expect(row["input_ids"]?.arrayValue?.map(\.intValue) == prompt + target)
    #expect(
      row["completion_mask"]?.arrayValue?.map(\.intValue)
        == prompt.map { _ in 0 } + target.map { _ in 1 })
    let identity = try JSONParser.parse(Array(try fixture.text("data/warm-up/train.jsonl").utf8))
    let ids = (identity["input_ids"]?.arrayValue ?? []).compactMap(\.intValue)
    // The prompt ends with a space, and the target begins with the one that SentencePiece puts before a text.
    #expect(tokenizer.decode(ids).hasSuffix("| Edit:  I am well, thank you."))
  }

  @Test("give FastChat conversations as they are, but for those that it would not learn from")
  func conversations() throws {
    let fixture = try ExportFixture()
    _ = try fixture.export(to: .fastchat)
    var rows: [ConversationRow] = []
    try ConversationFile(fixture.output + "/data/contrastive/train.json").forEachRow { row, _ in
      rows.append(row)
      return true
    }
    #expect(
      rows == (0..<17).map { ConversationRow(prompt: "Count to \($0).\n", target: "It is \($0).") })
    #expect(!DiskPath.exists(fixture.output + "/contrastive.yaml"))
  }

  @Test("begin every step with what the one before it made, and put beside it what inference needs")
  func chain() throws {
    let fixture = try ExportFixture()
    _ = try fixture.export(base: "/models/a \"b\"")
    #expect(try fixture.text("warm-up.yaml").contains(#"model_name_or_path: "/models/a \"b\"""#))
    #expect(try fixture.text("equal.yaml").contains(#"model_name_or_path: "models/warm-up""#))
    let last = try fixture.text("contrastive.yaml")
    for line in [
      "# 19 rows, 6 steps of 8 rows.", #"model_name_or_path: "models/equal""#,
      #"output_dir: "models/contrastive""#, "learning_rate: 0.0002", "warmup_steps: 1",
      "weight_decay: 1.0e-05", "max_length: 256", "eval_strategy: epoch", "bf16: true",
    ] { #expect(last.contains(line + "\n"), "\(line)") }
    #expect(try fixture.text("equal.yaml").contains("eval_strategy: \"no\"\n"))
    #expect(try fixture.text("accelerate.yaml").contains("num_processes: 2\n"))
    #expect(try fixture.text("accelerate.yaml").contains("wrap: LlamaDecoderLayer\n"))
    #expect(access(fixture.output + "/launch.sh", X_OK) == 0)
    for name in ["tokenizer.model", "tokenizer_config.json"] {
      let original = try DiskPath.contents(of: ExportFixture.base + "/" + name, limit: 1 << 20)
      let copy = try DiskPath.contents(of: fixture.output + "/tokenizer/" + name, limit: 1 << 20)
      #expect(copy == original && copy != nil)
    }
    #expect(
      try ModelMetadata.parse(Array(fixture.text("metaaligner.json").utf8), file: "").name
        == "exported")
  }

  @Test(
    "are launched by a script that the shell understands",
    arguments: ExportTarget.allCases, ExportDevice.allCases)
  func scripts(target: ExportTarget, device: ExportDevice) throws {
    let fixture = try ExportFixture()
    _ = try fixture.export({ $0.device = device }, to: target, base: "/it's here")
    try Tool.run("/bin/sh", ["-n", fixture.output + "/launch.sh"])
    let script = try fixture.text("launch.sh")
    #expect(script.contains("complete contrastive"))
    #expect(
      DiskPath.exists(fixture.output + "/accelerate.yaml") == (target == .trl && device == .gpu))
    guard target == .fastchat else { return }
    #expect(script.contains(#"--model_name_or_path '/it'\''s here'"#))
    #expect(script.contains("--fsdp \"full_shard auto_wrap\""))
  }

  @Test("do not replace an export that is there, unless asked to")
  func replacing() throws {
    let fixture = try ExportFixture()
    _ = try fixture.export()
    #expect(
      throws: TrainingError.fileAccess(path: fixture.output + "/launch.sh", errorNumber: EEXIST)
    ) { try fixture.export() }
    #expect(try fixture.export(isReplacing: true) != nil)
  }

  @Test(
    "have as many steps as transformers counts",
    arguments: [
      (17, 2, 2, 2, 2.0, 6), (4, 2, 2, 2, 1.0, 1), (1, 4, 2, 64, 1.0, 1),
      (60_000, 4, 2, 64, 2.0, 236), (9, 1, 4, 1, 1.5, 5),
    ])
  func steps(
    rows: Int, processes: Int, rowsPerDevice: Int, accumulation: Int, epochs: Double, steps: Int
  ) {
    var settings = ExportSettings(target: .trl)
    settings.processes = processes
    settings.rowsPerDevice = rowsPerDevice
    settings.accumulation = accumulation
    #expect(settings.steps(rows: rows, epochs: epochs) == steps)
  }

  @Test(
    "write numbers that YAML 1.1 reads as numbers",
    arguments: [(1e-5, "1.0e-05"), (2.5e-7, "2.5e-07"), (0.001, "0.001"), (2, "2.0"), (0, "0.0")])
  func numbers(value: Double, text: String) {
    #expect(TrainingExport.number(value) == text)
  }
}
