import Checkpoints
import Glibc
import Tensors
import Testing

@Suite("Hostile safetensors files")
struct HostileSafetensorsTests {
  private typealias Seed = SafetensorsSeed

  /// Opens `bytes` as the weights of a small model.
  static func open(_ bytes: [UInt8]) throws(CheckpointError) -> Checkpoint {
    let folder = TemporaryFolder()
    folder.write(Seed.configuration, "config.json")
    folder.write(bytes, "model.safetensors")
    return try folder.open()
  }

  @Test("are refused, warned of, or accepted as listed", arguments: HostileCases.all)
  func verdicts(_ hostile: HostileCase) {
    hostile.check(opening: Self.open)
  }

  @Test("every prefix of a good file is refused")
  func prefixes() {
    let seed = Seed.file(Seed.header)
    for count in 0..<seed.count {
      #expect(throws: CheckpointError.self) { try Self.open(Array(seed.prefix(count))) }
    }
  }

  @Test("no byte of the header brings the reader down")
  func headerBytes() {
    let seed = Seed.file(Seed.header)
    var refusals = 0
    for place in 0..<seed.count - 4 {
      for byte: UInt8 in [0, 0x0A, 0x22, 0x2D, 0x30, 0x39, 0x5C, 0x7B, 0x7D, 0xFF] {
        var bytes = seed
        bytes[place] = byte
        if (try? Self.open(bytes)) == nil { refusals += 1 }
      }
    }
    #expect(refusals > seed.count)
  }

  @Test(
    "a pipe, a folder and a device are no regular files", arguments: ["fifo", "folder", "zero"])
  func specialFiles(_ kind: String) {
    let folder = TemporaryFolder()
    folder.write(Seed.configuration, "config.json")
    let path = folder.path + "/model.safetensors"
    switch kind {
    case "fifo": mkfifo(path, 0o600)
    case "folder": mkdir(path, 0o700)
    default: symlink("/dev/zero", path)
    }
    #expect(throws: CheckpointError.notARegularFile(path: path)) {
      try folder.open()
    }
  }

  @Test("a tensor at an odd offset reads exactly")
  func oddOffset() throws {
    let bytes =
      Seed.file(
        #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"#
          + #""w":{"dtype":"F32","shape":[1],"data_offsets":[1,5]}}"#, data: [7] + Seed.data)
    let tensor = try Self.open(bytes).tensor("w", shape: [1])
    #expect(tensor.bytes.loadUnaligned(as: Float.self) == 1)
  }

  @Test("names are told apart by bytes")
  func canonicalPair() throws {
    let bytes = Seed.file(
      entries: [
        ("\u{E9}", "F32", "[1]", 0, 4), ("e\u{301}", "F32", "[1]", 4, 8),
      ], data: 8)
    #expect(try Self.open(bytes).tensorNames.count == 2)
  }
}
