import Glibc
import Tensors
import TestSupport
import Testing

@testable import Checkpoints

@Suite("Written model folders")
struct TrainedModelFolderTests {
  private static func files(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a folder of files.
  private static func remove(_ folder: String) {
    for name in files(in: folder) { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  private static let names = [
    "config.json", "generation_config.json", "metaaligner.json", "model.safetensors",
    "tokenizer.model", "tokenizer_config.json",
  ]

  @Test(
    "open as the model that was written, to the bit where the type holds it",
    arguments: [ElementType.float32, .bfloat16, .float16])
  func roundTrip(type: ElementType) throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/model"
    defer { Self.remove(path) }
    let seed = try WritingSeed()
    try seed.write(as: type, to: path)
    #expect(Self.files(in: path) == Self.names)
    #expect(Self.files(in: folder.path) == ["model"])
    let written = try Checkpoint.open(path)
    #expect(try written.checkTensors().isEmpty)
    #expect(written.dominantElementType == type)
    #expect(written.metadata == WritingSeed.metadata)
    #expect(written.generationDefaults?.endOfSequence == [2])
    #expect(written.generationDefaults?.doSample == false)
    var configuration = seed.configuration
    configuration.storedType = ["F32": "float32", "F16": "float16", "BF16": "bfloat16"][type.name]
    #expect(written.configuration == configuration)
    for (name, shape, values) in seed.tensors {
      #expect(try written.tensor(name, shape: shape).widened() == values, "\(name)")
    }
    for name in ["tokenizer.model", "tokenizer_config.json"] {
      #expect(
        try RegularFile.open(path + "/" + name).readAll(limit: 1 << 20)
          == RegularFile.open(WritingSeed.tokenizerFolder + "/" + name).readAll(limit: 1 << 20))
    }
  }

  @Test("are split into shards with an index, and take the place of what was there")
  func shards() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/model"
    let seed = try WritingSeed()
    mkdir(path, 0o755)
    close(open(path + "/notes.txt", O_WRONLY | O_CREAT, 0o644))
    defer { Self.remove(path) }
    try seed.write(as: .bfloat16, to: path, shardByteLimit: 10_000)
    let shards = (1...5).map { "model-0000\($0)-of-00005.safetensors" }
    let others = Self.names.filter { $0 != "model.safetensors" } + ["notes.txt"]
    #expect(
      Self.files(in: path) == (others + shards + ["model.safetensors.index.json"]).sorted())
    let written = try Checkpoint.open(path)
    #expect(written.warnings.isEmpty && written.files.count == 5)
    #expect(try written.checkTensors().isEmpty)
    for (name, shape, values) in seed.tensors {
      #expect(try written.tensor(name, shape: shape).widened() == values, "\(name)")
    }

    #expect(throws: ConversionError.exists(path: path)) {
      try seed.write(to: path)
    }
    try seed.write(as: .bfloat16, to: path, isReplacing: true)
    #expect(Self.files(in: path) == (Self.names + ["notes.txt"]).sorted())
    #expect(try Checkpoint.open(path).checkTensors().isEmpty)
  }

  /// What makes writing fail.
  enum Fault: CaseIterable {
    case notANumber, tooLarge, missing, unknown, otherShape, twice

    func apply(to seed: inout WritingSeed) -> ConversionError {
      let name = "model.norm.weight"
      guard let index = seed.tensors.firstIndex(where: { $0.name == name }) else {
        return .cancelled
      }
      switch self {
      case .notANumber:
        seed.tensors[index].values[3] = .nan
        return .notFinite(tensor: name)
      case .tooLarge:
        seed.tensors[index].values[3] = 70_000
        return .outOfRange(tensor: name, format: "F16")
      case .missing:
        seed.tensors.remove(at: index)
        return .incomplete(tensor: name)
      case .unknown:
        seed.tensors[index].name = "model.other.weight"
        return .unexpected(tensor: "model.other.weight", shape: [32])
      case .otherShape:
        seed.tensors[index].shape = [16, 2]
        return .unexpected(tensor: name, shape: [16, 2])
      case .twice:
        seed.tensors.append(seed.tensors[index])
        return .unexpected(tensor: name, shape: [32])
      }
    }
  }

  @Test(
    "leave nothing behind, and what was there untouched, where writing fails",
    arguments: Fault.allCases)
  func failures(fault: Fault) throws {
    let folder = TemporaryFolder()
    var seed = try WritingSeed()
    let expected = fault.apply(to: &seed)
    #expect(throws: expected) {
      try seed.write(as: .float16, to: folder.path + "/model/")
    }
    #expect(Self.files(in: folder.path).isEmpty)
    folder.write("{}", "config.json")
    #expect(throws: expected) {
      try seed.write(as: .float16, to: folder.path, isReplacing: true)
    }
    #expect(Self.files(in: folder.path) == ["config.json"])
  }

  @Test(
    "refuse a place that cannot be one",
    arguments: ["", "a\u{0}b", "/dev/null", "/no/such/folder/x"])
  func places(path: String) throws {
    let seed = try WritingSeed()
    #expect(throws: ConversionError.self) { try seed.write(to: path) }
  }
}
