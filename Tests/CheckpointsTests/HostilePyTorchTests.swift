import Checkpoints
import Testing

@Suite("Hostile PyTorch archives")
struct HostilePyTorchTests {
  private typealias Seed = PyTorchSeed

  @Test(
    "are refused or accepted as listed",
    arguments: [HostilePickles.all, HostileTensors.all, HostileArchives.all].flatMap { $0 })
  func verdicts(_ hostile: HostileCase) {
    do throws(CheckpointError) {
      let checkpoint = try PyTorchTests.open(hostile.bytes)
      #expect(hostile.verdict == .accepted && checkpoint.warnings.isEmpty, "was accepted")
    } catch {
      guard case .pyTorch = error, hostile.verdict == .refused else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test("every prefix of a good archive is refused")
  func prefixes() {
    let seed = Seed.archive().bytes
    for count in 0..<seed.count {
      #expect(throws: CheckpointError.self) { try PyTorchTests.open(Array(seed.prefix(count))) }
    }
  }

  @Test("every prefix of a good pickle is refused")
  func picklePrefixes() {
    let pickle = Seed.pickle()
    for count in 0..<pickle.count {
      let bytes = Seed.archive(pickle: Array(pickle.prefix(count))).bytes
      #expect(throws: CheckpointError.self) { try PyTorchTests.open(bytes) }
    }
  }

  @Test("no byte of the pickle brings the reader down")
  func pickleBytes() {
    let pickle = Seed.pickle(tensor: Seed.tensor() + [0x71, 1])
    var refusals = 0
    for place in pickle.indices {
      for byte: UInt8 in [
        0, 1, 0x28, 0x29, 0x2E, 0x4A, 0x51, 0x52, 0x62, 0x73, 0x75, 0x7F, 0x85, 0xFF,
      ] {
        var changed = pickle
        changed[place] = byte
        if (try? PyTorchTests.open(Seed.archive(pickle: changed).bytes)) == nil { refusals += 1 }
      }
    }
    #expect(refusals > pickle.count * 12)
  }

  @Test("no byte of the archive brings the reader down")
  func archiveBytes() {
    let seed = Seed.archive().bytes
    var refusals = 0
    for place in seed.indices {
      for bit: UInt8 in [1, 0x80] {
        var changed = seed
        changed[place] ^= bit
        if (try? PyTorchTests.open(changed)) == nil { refusals += 1 }
      }
    }
    // Times, versions, padding and attributes may change; nothing else.
    #expect(refusals > seed.count * 3 / 2)
  }

  @Test("instructions put together by chance bring nothing down")
  func chance() {
    var generator = SplitMix(state: 20_240_229)
    let parts: [[UInt8]] = [
      [0x28], [0x29], [0x51], [0x52], [0x5D], [0x61], [0x62], [0x65], [0x73], [0x74], [0x75],
      [0x7D], [0x85], [0x86], [0x87], [0x88], [0x4E], [0x4B, 1], [0x71, 0], [0x68, 0], [0x71, 1],
      [0x68, 1], Seed.text("w"), Seed.text("0"), Seed.storage(), Seed.tensor(), Seed.hooks,
      Seed.integer(2), Seed.long(.max), Seed.name("torch", "FloatStorage"),
      Seed.name("torch._utils", "_rebuild_tensor_v2"),
    ]
    for _ in 0..<2_000 {
      var pickle: [UInt8] = [0x80, 2]
      for _ in 0..<1 + generator.next() % 24 {
        pickle += parts[Int(generator.next() % UInt64(parts.count))]
      }
      _ = try? PyTorchTests.open(Seed.archive(pickle: pickle + [0x2E]).bytes)
    }
  }
}

/// Steele, Lea and Flood's generator, so that a failure can be repeated.
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }
}
