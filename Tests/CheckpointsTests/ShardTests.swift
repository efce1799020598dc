import Checkpoints
import Glibc
import Testing

@Suite("Sharded weights")
struct ShardTests {
  private typealias Seed = SafetensorsSeed

  private static func folder(index: String) -> TemporaryFolder {
    let folder = TemporaryFolder()
    folder.write(Seed.configuration, "config.json")
    folder.write(Seed.file(Seed.header), "a.safetensors")
    folder.write(Seed.file(Seed.header.replacing(#""w""#, with: #""v""#)), "b.safetensors")
    folder.write(index, "model.safetensors.index.json")
    return folder
  }

  @Test("open as one")
  func good() throws {
    let folder = Self.folder(
      index: #"{"metadata":{"total_size":8},"#
        + #""weight_map":{"w":"a.safetensors","v":"b.safetensors"}}"#)
    let checkpoint = try folder.open()
    #expect(checkpoint.tensorNames == ["v", "w"] && checkpoint.warnings.isEmpty)
  }

  @Test("with a wrong total are warned of")
  func total() throws {
    let index = #"{"metadata":{"total_size":9},"weight_map":{"w":"a.safetensors"}}"#
    let checkpoint = try Self.folder(index: index).open()
    #expect(checkpoint.warnings.count == 1)
  }

  @Test(
    "are refused by the name of the shard",
    arguments: [
      "../a.safetensors", "/etc/a.safetensors", "a/../a.safetensors", #"..\\a.safetensors"#,
      "C:a.safetensors", #"a\u0000.safetensors"#, "", ".", "~/a.safetensors",
      "file://a.safetensors", "%2e%2e%2fa.safetensors", "a\u{2215}b.safetensors",
      #"a\n.safetensors"#, "a.bin", "a.py", ".safetensors", "model.safetensors.index.json",
    ])
  func names(_ name: String) {
    let folder = Self.folder(index: #"{"weight_map":{"w":"\#(name)"}}"#)
    do throws(CheckpointError) {
      _ = try folder.open()
      Issue.record("was accepted")
    } catch {
      guard case .index(_, .unsafeShardName) = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test(
    "are refused where index and shards disagree",
    arguments: [
      #"{"w":"missing.safetensors"}"#, #"{"x":"a.safetensors"}"#, #"{"w":1}"#, "[]",
      #"{"w":"a.safetensors","v":"a.safetensors"}"#,
      #"{"w":"a.safetensors","v":"A.safetensors"}"#,
      #"{"w":"a.safetensors","w":"a.safetensors"}"#,
    ])
  func disagreement(_ map: String) {
    let folder = Self.folder(index: #"{"weight_map":\#(map)}"#)
    #expect(throws: CheckpointError.self) { try folder.open() }
  }

  @Test("behind a link to elsewhere are refused")
  func link() {
    let folder = Self.folder(index: #"{"weight_map":{"w":"l.safetensors"}}"#)
    symlink("a.safetensors", folder.path + "/l.safetensors")
    #expect(throws: CheckpointError.linkOutside(path: folder.path + "/l.safetensors")) {
      try folder.open()
    }
  }
}
