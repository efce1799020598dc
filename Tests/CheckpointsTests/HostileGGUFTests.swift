import Checkpoints
import Glibc
import Tensors
import Testing
import Tokenization

@Suite("Hostile GGUF files")
struct HostileGGUFTests {
  /// Opens `bytes` as a model.
  static func open(_ bytes: [UInt8]) throws(CheckpointError) -> Checkpoint {
    let folder = TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    folder.write(bytes, "model.gguf")
    return try Checkpoint.open(folder.path + "/model.gguf")
  }

  @Test("are refused, warned of, or accepted as listed", arguments: HostileGGUFCases.all)
  func verdicts(_ hostile: HostileCase) {
    hostile.check(opening: Self.open)
  }

  @Test("every prefix of a good file is refused")
  func prefixes() {
    let seed = GGUFBuilder.model { _ in }
    // The last 16 bytes are padding, which may be missing.
    for count in 0..<seed.count - 16 {
      #expect(throws: CheckpointError.self) { try Self.open(Array(seed.prefix(count))) }
    }
  }

  @Test("no byte of the header brings the reader down")
  func headerBytes() {
    let file = GGUFBuilder.model()
    let seed = file.bytes()
    let header = seed.count - file.tensors.count * 32
    var refusals = 0
    for place in 0..<header {
      for byte: UInt8 in [0x00, 0x01, 0x7F, 0x80, 0xFF] where seed[place] != byte {
        var bytes = seed
        bytes[place] = byte
        guard let checkpoint = try? Self.open(bytes) else {
          refusals += 1
          continue
        }
        // What opens must also survive being used.
        _ = try? TokenizerLoader.load(checkpoint.tokenizerSource).encode("ab <s> é")
        for name in checkpoint.tensorNames {
          _ = try? checkpoint.tensor(name, shape: [4]).widened()
        }
      }
    }
    #expect(refusals > header)
  }

  @Test("no run of changed bytes brings the reader down")
  func mutations() {
    let seed = GGUFBuilder.model { _ in }
    var generator = MutationSource(state: 11)
    for _ in 0..<1500 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let length = min(Int.random(in: 1...8, using: &generator), bytes.count - place)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
          for index in place..<place + length {
            bytes[index] = UInt8.random(in: .min ... .max, using: &generator)
          }
        case 1: bytes.removeSubrange(place..<place + length)
        default: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        }
      }
      guard let checkpoint = try? Self.open(bytes) else { continue }
      _ = try? TokenizerLoader.load(checkpoint.tokenizerSource).encode("ab <s> é")
    }
  }

  @Test("a pipe and a device are no regular files", arguments: ["fifo", "zero"])
  func specialFiles(_ kind: String) {
    let folder = TemporaryFolder()
    let path = folder.path + "/model.gguf"
    if kind == "fifo" { mkfifo(path, 0o600) } else { symlink("/dev/zero", path) }
    #expect(throws: CheckpointError.notARegularFile(path: path)) { try Checkpoint.open(path) }
  }

  @Test("faults say what and where")
  func faults() {
    expect(.unsupportedVersion(9, supported: 2...3)) { $0.version = 9 }
    expect(.byteSwapped) { $0.version = 2 << 24 }
    expect(.repeatedTensor("output_norm.weight")) {
      $0.change("blk.0.ffn_norm.weight") { $0.name = "output_norm.weight" }
    }
    expect(.unknownType(tensor: "output_norm.weight", found: 5)) {
      $0.change("output_norm.weight") { $0.type = 5 }
    }
    expect(
      .partialBlock(tensor: "output_norm.weight", rowLength: 4, type: "Q4_K", blockLength: 256)
    ) { $0.change("output_norm.weight") { $0.type = 12 } }
    expect(
      .wrongElementType(key: "tokenizer.ggml.scores", expected: "float32", found: "uint8")
    ) { $0.set("tokenizer.ggml.scores", list: 0, [[UInt8]](repeating: [0], count: 8)) }
    expect(.layersDiffer(key: "llama.feed_forward_length")) {
      $0.set("llama.block_count", 2)
      $0.set(
        "llama.feed_forward_length", list: 4,
        [GGUFBuilder.number(8 as UInt32), GGUFBuilder.number(9 as UInt32)])
    }
  }

  private func expect(_ fault: GGUFFault, _ change: (inout GGUFBuilder) -> Void) {
    let folder = TemporaryFolder()
    let path = folder.path + "/model.gguf"
    folder.write(GGUFBuilder.model(change), "model.gguf")
    #expect(throws: CheckpointError.gguf(file: path, fault)) { try Checkpoint.open(path) }
  }
}

/// SplitMix64: the same sequences on every run.
private struct MutationSource: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
