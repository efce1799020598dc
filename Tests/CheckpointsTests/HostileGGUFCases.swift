/// GGUF files that are wrong in one thing, after the crafted kinds of ggml's own tests and what loaders fell over.
enum HostileGGUFCases {
  private typealias File = GGUFBuilder
  static let all = headers + keys + tensors + extents + configurations + vocabularies

  private static func make(
    _ name: String, _ verdict: Verdict = .refused, _ change: (inout GGUFBuilder) -> Void
  ) -> HostileCase {
    HostileCase(name, verdict, File.model(change))
  }

  private static let headers: [HostileCase] = [
    make("the seed", .accepted) { _ in },
    make("version 2", .accepted) { $0.version = 2 },
    HostileCase("empty file", .refused, []),
    HostileCase("magic alone", .refused, Array("GGUF".utf8)),
    make("bad magic") { $0.magic = Array("GGUX".utf8) },
    make("old magic") { $0.magic = Array("ggjt".utf8) },
    make("version 0") { $0.version = 0 },
    make("version 1") { $0.version = 1 },
    make("version 4") { $0.version = 4 },
    make("swapped version") { $0.version = 3 << 24 },
    make("2^63 tensors") { $0.tensorCount = 1 << 63 },
    make("2^64-1 tensors") { $0.tensorCount = .max },
    make("one tensor too many") { $0.tensorCount = UInt64($0.tensors.count + 1) },
    make("one tensor too few", .warned) { $0.tensorCount = UInt64($0.tensors.count - 1) },
    make("2^63 keys") { $0.keyCount = 1 << 63 },
    make("2^64-1 keys") { $0.keyCount = .max },
    make("one key too many") { $0.keyCount = UInt64($0.keys.count + 1) },
    make("one key too few") { $0.keyCount = UInt64($0.keys.count - 1) },
    make("no keys and no tensors") {
      $0.keys = []
      $0.tensors = []
    },
  ]

  private static let keys: [HostileCase] = [
    make("key length 2^64-1") { $0.keys[0].nameLength = .max },
    make("key length beyond the file") { $0.keys[0].nameLength = 1 << 20 },
    make("empty key") { $0.keys[1].name = [] },
    make("key of 65536 bytes") {
      $0.set(String(repeating: "k", count: 65_536), UInt32(1))
    },
    make("key of 65535 bytes", .accepted) {
      $0.set(String(repeating: "k", count: 65_535), UInt32(1))
    },
    make("key that is not UTF-8") { $0.keys[3].name = [0xFF, 0xFE] },
    make("repeated key") { $0.keys.append($0.keys[4]) },
    make("canonically equal keys", .accepted) {
      $0.set("\u{E9}", UInt32(1))
      $0.keys.append(File.Key(name: Array("e\u{301}".utf8), type: 4, payload: File.number(1 as UInt32)))
    },
    make("value type 13") { $0.set("x", 13, File.number(0 as UInt64)) },
    make("value type 2^32-1") { $0.set("x", .max, File.number(0 as UInt64)) },
    make("every value type", .accepted) { file in
      let widths = [1, 1, 2, 2, 4, 4, 4, 1]
      for (type, width) in widths.enumerated() {
        file.set("x\(type)", UInt32(type), [UInt8](repeating: 1, count: width))
        file.set(
          "xs\(type)", list: UInt32(type),
          [[UInt8]](repeating: [UInt8](repeating: 1, count: width), count: 3))
      }
      for type: UInt32 in 10...12 {
        file.set("x\(type)", type, [UInt8](repeating: 1, count: 8))
        file.set("xs\(type)", list: type, [[UInt8](repeating: 1, count: 8)])
      }
      file.set("x8", text: "text")
      file.set("xs8", list: 8, [])
    },
    make("truth value 2") { $0.set("x", 7, [2]) },
    make("truth value 2 in a list") { $0.set("x", list: 7, [[0], [2]]) },
    make("list of lists") { $0.set("x", list: 9, [], count: 1) },
    make("list of type 13") { $0.set("x", list: 13, [], count: 1) },
    make("list of 2^64-1") { $0.set("x", list: 4, [], count: .max) },
    make("list of 2^62 numbers of 8 bytes") { $0.set("x", list: 10, [], count: 1 << 62) },
    make("list of 2^61 texts") { $0.set("x", list: 8, [], count: 1 << 61) },
    make("text of 2^64-1 bytes") { $0.set("x", 8, File.number(UInt64.max)) },
    make("text beyond the file") { $0.set("x", 8, File.number(1 << 20 as UInt64)) },
    make("alignment 0") { $0.set("general.alignment", 0) },
    make("alignment 3") { $0.set("general.alignment", 3) },
    make("alignment 4") { $0.set("general.alignment", 4) },
    make("alignment 2^21") { $0.set("general.alignment", 1 << 21) },
    make("alignment as u64") { $0.set("general.alignment", 10, File.number(32 as UInt64)) },
    make("alignment of another than the tensors") { $0.set("general.alignment", 64) },
    make("alignment 128", .accepted) {
      $0.set("general.alignment", 128)
      $0.alignment = 128
    },
  ]

  private static let tensors: [HostileCase] = [
    make("tensor name of 64 bytes") {
      $0.change("output_norm.weight") { $0.name = String(repeating: "n", count: 64) }
    },
    make("tensor name of 2^64-1 bytes") {
      $0.change("output_norm.weight") { $0.nameLength = .max }
    },
    make("empty tensor name") { $0.change("output_norm.weight") { $0.name = "" } },
    make("repeated tensor") { $0.change("blk.0.ffn_norm.weight") { $0.name = "output_norm.weight" } },
    make("tensor of two names") {
      $0.change("blk.0.ffn_norm.weight") { $0.name = "model.norm.weight" }
    },
    make("no axes") { $0.change("output_norm.weight") { $0.axisCount = 0 } },
    make("five axes") { $0.change("output_norm.weight") { $0.extents = [4, 1, 1, 1, 1] } },
    make("2^32-1 axes") { $0.change("output_norm.weight") { $0.axisCount = .max } },
    make("extent 0") { $0.change("output_norm.weight") { $0.extents = [0] } },
    make("extent 2^63") { $0.change("output_norm.weight") { $0.extents = [1 << 63] } },
    make("extent 2^64-1") { $0.change("output_norm.weight") { $0.extents = [.max] } },
    make("2^80 elements") {
      $0.change("output_norm.weight") { $0.extents = [1 << 40, 1 << 40] }
    },
    make("product that wraps to 4") {
      $0.change("output_norm.weight") { $0.extents = [1 << 32, 1 << 32, 4] }
    },
    make("bytes that wrap") { $0.change("output_norm.weight") { $0.extents = [1 << 40, 1 << 22] } },
    make("types that were taken back") { $0.change("output_norm.weight") { $0.type = 4 } },
    make("type 31") { $0.change("output_norm.weight") { $0.type = 31 } },
    make("type 43") { $0.change("output_norm.weight") { $0.type = 43 } },
    make("type 2^32-1") { $0.change("output_norm.weight") { $0.type = .max } },
    make("part of a block") { $0.change("output_norm.weight") { $0.type = 8 } },
  ]

  private static let extents: [HostileCase] = [
    make("offset one beyond") { $0.change("output_norm.weight") { $0.offset = 33 } },
    make("offset of the one before") { $0.change("blk.0.attn_norm.weight") { $0.offset = 0 } },
    make("offset 2^64-32") { $0.change("output_norm.weight") { $0.offset = UInt64.max - 31 } },
    make("last byte missing") { $0.surplus = -32 + 15 },
    make("last padding missing", .accepted) { $0.surplus = -16 },
    make("trailing bytes", .warned) { $0.surplus = 100 },
    make("8 tensors that sum to 2^64") { file in
      for index in 0..<8 {
        file.tensors.append(
          File.Entry(
            name: "x\(index)", extents: [1 << 40, 1 << 19], byteCount: 0, offset: 0))
      }
    },
    make("split in two parts") { $0.set("split.count", 2, File.number(2 as UInt16)) },
    make("one part", .accepted) { $0.set("split.count", 2, File.number(1 as UInt16)) },
  ]
}
