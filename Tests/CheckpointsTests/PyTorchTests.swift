import Checkpoints
import Tensors
import TestSupport
import Testing

@Suite("PyTorch archives")
struct PyTorchTests {
  private typealias Seed = PyTorchSeed

  private static func fixture(_ name: String) throws -> [UInt8] {
    try fileBytes(SharedFolder.packageRoot + "/Tests/CheckpointsTests/Fixtures/" + name)
  }

  /// Opens `bytes` as the weights of a small model.
  static func open(_ bytes: [UInt8]) throws(CheckpointError) -> Checkpoint {
    let folder = TemporaryFolder()
    folder.write(SafetensorsSeed.configuration, "config.json")
    folder.write(bytes, "pytorch_model.bin")
    return try folder.open()
  }

  /// The elements, as numbers.
  private static func numbers(_ tensor: Tensor) -> [Float] {
    let bytes = tensor.bytes
    return (0..<tensor.elementCount).map { index in
      switch tensor.elementType {
      case .float16:
        Float(bytes.loadUnaligned(fromByteOffset: 2 * index, as: Float16.self))
      case .bfloat16:
        Float(
          bitPattern: UInt32(bytes.loadUnaligned(fromByteOffset: 2 * index, as: UInt16.self)) << 16)
      default: bytes.loadUnaligned(fromByteOffset: 4 * index, as: Float.self)
      }
    }
  }

  private static let counted = (0..<24).map(Float.init)

  private static let expectations: [(String, [Int], [Float])] = [
    ("weight", [2, 3], Array(counted[0..<6])), ("tied", [2, 3], Array(counted[0..<6])),
    ("parameter", [4], Array(counted[0..<4])), ("half", [3, 2], Array(counted[0..<6])),
    ("bfloat16", [3, 2], Array(counted[0..<6])), ("view", [2, 3], Array(counted[5..<11])),
    ("transposed", [3, 2], [0, 3, 1, 4, 2, 5]),
    ("columns", [4, 2], [1, 3, 7, 9, 13, 15, 19, 21]),
    ("cube", [4, 2, 3], cube),
    ("scalar", [], [7]), ("empty", [0, 3], []),
  ]

  /// What `permute(2, 0, 1)` makes of 0 to 23 in the shape 2 by 3 by 4.
  private static let cube: [Float] = (0..<4).flatMap { column in
    (0..<6).map { row in Float(4 * row + column) }
  }

  @Test(
    "read as torch.save wrote them",
    arguments: expectations)
  func values(_ name: String, _ shape: [Int], _ expected: [Float]) throws {
    let checkpoint = try Self.open(Self.fixture("tensors.bin"))
    #expect(checkpoint.warnings.isEmpty)
    #expect(Self.numbers(try checkpoint.tensor(name, shape: shape)) == expected)
  }

  @Test("keep stored tensors in place, and tied ones in the same place")
  func places() throws {
    let checkpoint = try Self.open(Self.fixture("tensors.bin"))
    let weight = try checkpoint.tensor("weight", shape: [2, 3])
    let tied = try checkpoint.tensor("tied", shape: [2, 3])
    #expect(weight.bytes.baseAddress == tied.bytes.baseAddress)
    let view = try checkpoint.tensor("view", shape: [2, 3])
    #expect(view.storage === weight.storage)
    #expect(throws: CheckpointError.self) { try checkpoint.tensor("steps", shape: [3]) }
    #expect(checkpoint.tensorNames.count == 12)
  }

  @Test("of the old layout are named as such")
  func legacy() throws {
    let bytes = try Self.fixture("legacy.bin")
    do throws(CheckpointError) {
      _ = try Self.open(bytes)
      Issue.record("was accepted")
    } catch {
      guard case .pyTorch(_, .foreign(.pickle)) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("are left alone where they are not allowed or not needed")
  func permission() throws {
    let folder = TemporaryFolder()
    folder.write(SafetensorsSeed.configuration, "config.json")
    folder.write(try Self.fixture("tensors.bin"), "pytorch_model.bin")
    let file = folder.path + "/pytorch_model.bin"
    #expect(throws: CheckpointError.pickledWeightsOnly(folder: folder.path, file: file)) {
      try Checkpoint.open(folder.path, allowsPickle: false)
    }
    folder.write(SafetensorsSeed.file(SafetensorsSeed.header), "model.safetensors")
    #expect(try Checkpoint.open(folder.path, allowsPickle: false).tensorNames == ["w"])
    #expect(try Checkpoint.open(folder.path).tensorNames == ["w"])
  }

  @Test(
    "in shards open as one, or are refused",
    arguments: [
      (#"{"w":"a.bin","v":"b.bin"}"#, true), (#"{"w":"a.bin"}"#, true),
      (#"{"w":"a.bin","v":"a.bin"}"#, false), (#"{"w":"missing.bin"}"#, false),
      (#"{"w":"a.safetensors"}"#, false), (#"{"w":"../a.bin"}"#, false),
      (#"{"w":"a.bin","x":"c.bin"}"#, false),
    ])
  func shards(_ map: String, isAccepted: Bool) throws {
    let folder = TemporaryFolder()
    folder.write(SafetensorsSeed.configuration, "config.json")
    folder.write(Seed.archive().bytes, "a.bin")
    let other = join([0x80, 2, 0x7D], Seed.text("v"), Seed.tensor(), [0x73, 0x2E])
    folder.write(Seed.archive(pickle: other).bytes, "b.bin")
    folder.write(Seed.archive().bytes, "c.bin")
    folder.write(
      #"{"metadata":{"total_size":16},"weight_map":\#(map)}"#, "pytorch_model.bin.index.json")
    if isAccepted {
      let checkpoint = try folder.open()
      #expect(checkpoint.warnings.isEmpty == map.contains("v"))
    } else {
      #expect(throws: CheckpointError.self) { try folder.open() }
    }
  }
}

@Suite(
  "Reference archives", .enabled(if: SharedFolder.isPresent, "needs the reference folder"))
struct ReferenceArchiveTests {
  @Test(
    "have the tensors of the safetensors",
    arguments: [
      ("llama-gqa-bin", "llama-gqa"), ("llama-gqa-bin-sharded", "llama-gqa-bf16"),
    ])
  func same(_ name: String, _ other: String) throws {
    let root = try #require(SharedFolder.path) + "/reference/"
    let archive = try Checkpoint.open(root + name)
    let reference = try Checkpoint.open(root + other)
    #expect(archive.warnings.isEmpty && archive.tensorNames == reference.tensorNames)
    #expect(archive.parameterCount == reference.parameterCount)
    let shape = [archive.configuration.vocabularySize, archive.configuration.width]
    for tensor in ["model.embed_tokens.weight", "lm_head.weight"] {
      let one = try archive.tensor(tensor, shape: shape)
      let two = try reference.tensor(tensor, shape: shape)
      #expect(one.elementType == two.elementType && one.bytes.elementsEqual(two.bytes))
    }
  }
}
