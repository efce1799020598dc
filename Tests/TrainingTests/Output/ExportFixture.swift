import Alignment
import Checkpoints
import Glibc
import StrictJSON
import Tensors
import TestSupport
import Tokenization

@testable import Training

/// A folder with rows of the three steps, and where an export of them goes.
final class ExportFixture {
  static let base = SharedFolder.packageRoot + "/models/default"
  static let prompt = """
    Edit. | Question: How are you? | Answer: I am well, thank you. | Edit: 
    """
  let path: String

  init() throws {
    var template = Array("/tmp/export-tests-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? ""
    try write("equal.json", [(Self.prompt, "I am fine."), ("No answer here.", "So it is.")])
    try write(
      "contrastive.json",
      (0..<17).map { ("Count to \($0).\n", "It is \($0).") } + [
        (String(repeating: "long ", count: 400), "No."), ("A: x ASSISTANT: y", "Yes."),
        ("End", "</s>"),
      ])
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    for name in DiskPath.entries(of: path) {
      let entry = path + "/" + name
      if unlink(entry) != 0 { remove(entry) }
    }
    rmdir(path)
  }

  private func write(_ name: String, _ rows: [(prompt: String, target: String)]) throws {
    let value = JSONValue.array(
      rows.map { row in
        [
          "id": 0,
          "conversations": [
            ["from": "human", "value": .string(row.prompt)],
            ["from": "gpt", "value": .string(row.target)],
          ],
        ]
      })
    let bytes = JSONWriter.write(value, pretty: false)
    try DurableFile.replace(path + "/" + name, with: bytes, calls: .system)
  }

  var output: String { path + "/export" }

  var preparation: DataPreparation {
    get throws {
      DataPreparation(
        tokenizer: try TokenizerLoader.load(folder: Self.base), endOfSequence: 2,
        vocabularySize: 4096, format: .raw, maximumLength: 256)
    }
  }

  /// Exports the three steps.
  func export(
    _ change: (inout ExportSettings) -> Void = { _ in }, to target: ExportTarget = .trl,
    base: String = base, isReplacing: Bool = false
  ) throws -> [TrainingExport.Count]? {
    var settings = ExportSettings(target: target)
    settings.processes = 2
    settings.accumulation = 2
    change(&settings)
    let checkpoint = try Checkpoint.open(Self.base)
    let (equal, contrastive) = (path + "/equal.json", path + "/contrastive.json")
    let stages = [
      ExportStage(
        name: "warm-up", training: equal, validation: nil, target: .identity, rowLimit: 5,
        epochs: 1, learningRate: 1e-5),
      ExportStage(
        name: "equal", training: equal, validation: nil, target: .asWritten, rowLimit: nil,
        epochs: 1, learningRate: 1e-5),
      ExportStage(
        name: "contrastive", training: contrastive, validation: equal, target: .asWritten,
        rowLimit: nil, epochs: 2, learningRate: 2e-4),
    ]
    let export = try TrainingExport(
      settings: settings, stages: stages, base: base, configuration: checkpoint.configuration,
      tokenizer: checkpoint.tokenizerSource, preparation: preparation,
      metadata: ModelMetadata(name: "exported", promptFormat: "raw"),
      workers: WorkerPool(threadCount: 2))
    return try export.write(to: output, isReplacing: isReplacing) { _, _ in true }
  }

  /// The text of a file of the export.
  func text(_ name: String) throws -> String {
    String(
      decoding: try DiskPath.contents(of: output + "/" + name, limit: 1 << 24) ?? [],
      as: UTF8.self)
  }
}
