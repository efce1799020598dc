/// GGUF files that are wrong in one thing, after the crafted kinds of ggml's own tests and what loaders fell over.
enum HostileGGUFCases {
  private typealias File = GGUFBuilder
  static let all = headers + keys + tensors + extents + configurations + vocabularies

  private static let headers = HostileGGUFCollector.all { cases in
    cases.add("the seed", .accepted) { _ in }
    cases.add("version 2", .accepted) { $0.version = 2 }
    cases.add("empty file", bytes: [])
    cases.add("magic alone", bytes: Array("GGUF".utf8))
    cases.add("bad magic") { $0.magic = Array("GGUX".utf8) }
    cases.add("old magic") { $0.magic = Array("ggjt".utf8) }
    cases.add("version 0") { $0.version = 0 }
    cases.add("version 1") { $0.version = 1 }
    cases.add("version 4") { $0.version = 4 }
    cases.add("swapped version") { $0.version = 3 << 24 }
    cases.add("2^63 tensors") { $0.tensorCount = 1 << 63 }
    cases.add("2^64-1 tensors") { $0.tensorCount = .max }
    cases.add("one tensor too many") { $0.tensorCount = UInt64($0.tensors.count + 1) }
    cases.add("one tensor too few", .warned) { $0.tensorCount = UInt64($0.tensors.count - 1) }
    cases.add("2^63 keys") { $0.keyCount = 1 << 63 }
    cases.add("2^64-1 keys") { $0.keyCount = .max }
    cases.add("one key too many") { $0.keyCount = UInt64($0.keys.count + 1) }
    cases.add("one key too few") { $0.keyCount = UInt64($0.keys.count - 1) }
    cases.add("no keys and no tensors") {
      $0.keys = []
      $0.tensors = []
    }
  }

  private static let keys = HostileGGUFCollector.all { cases in
    cases.add("key length 2^64-1") { $0.keys[0].nameLength = .max }
    cases.add("key length beyond the file") { $0.keys[0].nameLength = 1 << 20 }
    cases.add("empty key") { $0.keys[1].name = [] }
    cases.add("key of 65536 bytes") {
      $0.set(String(repeating: "k", count: 65_536), UInt32(1))
    }
    cases.add("key of 65535 bytes", .accepted) {
      $0.set(String(repeating: "k", count: 65_535), UInt32(1))
    }
    cases.add("key that is not UTF-8") { $0.keys[3].name = [0xFF, 0xFE] }
    cases.add("repeated key") { $0.keys.append($0.keys[4]) }
    cases.add("canonically equal keys", .accepted) {
      $0.set("\u{E9}", UInt32(1))
      $0.keys.append(
        File.Key(name: Array("e\u{301}".utf8), type: 4, payload: File.number(1 as UInt32)))
    }
    cases.add("value type 13") { $0.set("x", 13, File.number(0 as UInt64)) }
    cases.add("value type 2^32-1") { $0.set("x", .max, File.number(0 as UInt64)) }
    cases.add("every value type", .accepted) { file in
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
    }
    cases.add("truth value 2") { $0.set("x", 7, [2]) }
    cases.add("truth value 2 in a list") { $0.set("x", list: 7, [[0], [2]]) }
    cases.add("list of lists") { $0.set("x", list: 9, [], count: 1) }
    cases.add("list of type 13") { $0.set("x", list: 13, [], count: 1) }
    cases.add("list of 2^64-1") { $0.set("x", list: 4, [], count: .max) }
    cases.add("list of 2^62 numbers of 8 bytes") { $0.set("x", list: 10, [], count: 1 << 62) }
    cases.add("list of 2^61 texts") { $0.set("x", list: 8, [], count: 1 << 61) }
    cases.add("text of 2^64-1 bytes") { $0.set("x", 8, File.number(UInt64.max)) }
    cases.add("text beyond the file") { $0.set("x", 8, File.number(1 << 20 as UInt64)) }
    cases.add("alignment 0") { $0.set("general.alignment", 0) }
    cases.add("alignment 3") { $0.set("general.alignment", 3) }
    cases.add("alignment 4") { $0.set("general.alignment", 4) }
    cases.add("alignment 2^21") { $0.set("general.alignment", 1 << 21) }
    cases.add("alignment as u64") { $0.set("general.alignment", 10, File.number(32 as UInt64)) }
    cases.add("alignment of another than the tensors") { $0.set("general.alignment", 64) }
    cases.add("alignment 128", .accepted) {
      $0.set("general.alignment", 128)
      $0.alignment = 128
    }
  }

  private static let tensors = HostileGGUFCollector.all { cases in
    cases.add("tensor name of 64 bytes") {
      $0.change("output_norm.weight") { $0.name = String(repeating: "n", count: 64) }
    }
    cases.add("tensor name of 2^64-1 bytes") {
      $0.change("output_norm.weight") { $0.nameLength = .max }
    }
    cases.add("empty tensor name") { $0.change("output_norm.weight") { $0.name = "" } }
    cases.add("repeated tensor") {
      $0.change("blk.0.ffn_norm.weight") { $0.name = "output_norm.weight" }
    }
    cases.add("tensor of two names") {
      $0.change("blk.0.ffn_norm.weight") { $0.name = "model.norm.weight" }
    }
    cases.add("no axes") { $0.change("output_norm.weight") { $0.axisCount = 0 } }
    cases.add("five axes") { $0.change("output_norm.weight") { $0.extents = [4, 1, 1, 1, 1] } }
    cases.add("2^32-1 axes") { $0.change("output_norm.weight") { $0.axisCount = .max } }
    cases.add("extent 0") { $0.change("output_norm.weight") { $0.extents = [0] } }
    cases.add("extent 2^63") { $0.change("output_norm.weight") { $0.extents = [1 << 63] } }
    cases.add("extent 2^64-1") { $0.change("output_norm.weight") { $0.extents = [.max] } }
    cases.add("2^80 elements") {
      $0.change("output_norm.weight") { $0.extents = [1 << 40, 1 << 40] }
    }
    cases.add("product that wraps to 4") {
      $0.change("output_norm.weight") { $0.extents = [1 << 32, 1 << 32, 4] }
    }
    cases.add("bytes that wrap") {
      $0.change("output_norm.weight") { $0.extents = [1 << 40, 1 << 22] }
    }
    cases.add("types that were taken back") { $0.change("output_norm.weight") { $0.type = 4 } }
    cases.add("type 31") { $0.change("output_norm.weight") { $0.type = 31 } }
    cases.add("type 43") { $0.change("output_norm.weight") { $0.type = 43 } }
    cases.add("type 2^32-1") { $0.change("output_norm.weight") { $0.type = .max } }
    cases.add("part of a block") { $0.change("output_norm.weight") { $0.type = 8 } }
  }

  private static let extents = HostileGGUFCollector.all { cases in
    cases.add("offset one beyond") { $0.change("output_norm.weight") { $0.offset = 33 } }
    cases.add("offset of the one before") { $0.change("blk.0.attn_norm.weight") { $0.offset = 0 } }
    cases.add("offset 2^64-32") { $0.change("output_norm.weight") { $0.offset = UInt64.max - 31 } }
    cases.add("last byte missing") { $0.surplus = -32 + 15 }
    cases.add("last padding missing", .accepted) { $0.surplus = -16 }
    cases.add("trailing bytes", .warned) { $0.surplus = 100 }
    cases.add("8 tensors that sum to 2^64") { file in
      for index in 0..<8 {
        file.tensors.append(
          File.Entry(
            name: "x\(index)", extents: [1 << 40, 1 << 19], byteCount: 0, offset: 0))
      }
    }
    cases.add("split in two parts") { $0.set("split.count", 2, File.number(2 as UInt16)) }
    cases.add("one part", .accepted) { $0.set("split.count", 2, File.number(1 as UInt16)) }
  }
}

/// Gathers cases one by one: a long list of closures takes the compiler minutes.
struct HostileGGUFCollector {
  private var cases: [HostileCase] = []

  static func all(_ body: (inout HostileGGUFCollector) -> Void) -> [HostileCase] {
    var collector = HostileGGUFCollector()
    body(&collector)
    return collector.cases
  }

  /// The small model with one change.
  mutating func add(
    _ name: String, _ verdict: Verdict = .refused, _ change: (inout GGUFBuilder) -> Void
  ) {
    cases.append(HostileCase(name, verdict, GGUFBuilder.model(change)))
  }

  /// Something else that is refused.
  mutating func add(_ name: String, bytes: [UInt8]) {
    cases.append(HostileCase(name, .refused, bytes))
  }
}
