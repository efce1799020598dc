/// The cases PK60–PK79 of the hostile corpus: zip archives that readers disagree on.
enum HostileArchives {
  private typealias Seed = PyTorchSeed
  static let all: [HostileCase] = [flags, headers, names, members, ends, formats].flatMap { $0 }

  private static let pickle = "archive/data.pkl"
  private static let storage = "archive/data/0"

  private static func changed(
    _ number: String, _ verdict: Verdict = .refused, entry: String = storage,
    _ change: (inout ZipEntry) -> Void
  ) -> HostileCase {
    HostileCase(number, verdict, Seed.archive().with(entry, change).bytes)
  }

  private static func whole(
    _ number: String, _ verdict: Verdict = .refused, _ change: (inout ZipArchive) -> Void
  ) -> HostileCase {
    var archive = Seed.archive()
    change(&archive)
    return HostileCase(number, verdict, archive.bytes)
  }

  /// Archives with one more entry.
  private static func named(_ list: [(String, String)]) -> [HostileCase] {
    list.map { number, name in
      HostileCase(number, .refused, Seed.archive(extra: [ZipEntry(name, [0x2E])]).bytes)
    }
  }

  private static let flags: [HostileCase] = [
    HostileCase("seed", .accepted, Seed.archive().bytes),
    changed("sizes in the header", .accepted) { $0.flags = 0x0800 },
    changed("PK60 encrypted") { $0.flags |= 1 }, changed("PK61 patched") { $0.flags |= 0x20 },
    changed("PK62 strongly encrypted") { $0.flags |= 0x40 },
    changed("masked headers") { $0.flags |= 0x2000 },
    changed("flags of the header only") { $0.localFlags = 0x0809 },
    changed("PK66 deflate", entry: pickle) { $0.method = 8 },
    changed("PK66 deflate in the header only", entry: pickle) { $0.localMethod = 8 },
  ]

  private static let headers: [HostileCase] = [
    changed("PK63 bad checksum") { $0.checksum = 1 },
    changed("PK63 bad checksum of the pickle", entry: pickle) { $0.checksum = 1 },
    changed("PK63 bad checksum of the version", entry: "archive/version") { $0.checksum = 1 },
    changed("PK64 other name") { $0.localName = "archive/data/1" },
    changed("PK64 shorter name") { $0.localName = "archive/data/" },
    changed("PK65 size in the header") {
      $0.flags = 0x0800
      $0.localSize = 9
    },
    changed("PK65 size in the header, descriptor right") { $0.localSize = 9 },
    changed("PK65 size in the descriptor") { $0.descriptorSize = 9 },
    changed("PK65 size in the directory") { $0.declaredSize = 9 },
    changed("size beyond the file") { $0.declaredSize = 1 << 30 },
    changed("PK67 on another entry") { $0.declaredStart = 0 },
    changed("start in a content") { $0.declaredStart = 60 },
    changed("start beyond the file") { $0.declaredStart = 1 << 30 },
    changed("PK72 size 2^63") {
      $0.declaredSize = .max
      $0.centralExtra =
        join([1, 0, 16, 0], Seed.little(1 << 63 as UInt64), Seed.little(1 << 63 as UInt64))
    },
    changed("PK72 start 2^64-1") {
      $0.declaredStart = .max
      $0.centralExtra = join([1, 0, 8, 0], Seed.little(UInt64.max))
    },
    changed("wide size without a wide field") { $0.declaredSize = .max },
    changed("wide field cut short") {
      $0.declaredSize = .max
      $0.centralExtra = [1, 0, 16, 0, 8, 0]
    },
    changed("wide sizes that fit", .accepted) {
      $0.declaredSize = .max
      $0.centralExtra = join([1, 0, 16, 0], Seed.little(8 as UInt64), Seed.little(8 as UInt64))
    },
  ]

  private static let names: [HostileCase] = named([
    ("PK68 data.pkl twice", pickle), ("PK69 a/../data.pkl", "archive/../archive/data.pkl"),
    ("absolute", "/data.pkl"), ("backslash", "archive\\data.pkl"), ("NUL", "archive/data.pkl\0"),
    ("escape", "archive/\u{1B}[2J"), ("another folder", "other/data/1"),
    ("no folder", "data.pkl"),
    ("empty name", ""), ("a folder", "archive/"), ("deeper", "archive/data/0/1"),
    ("no digits", "archive/data/x"), ("twenty digits", "archive/data/00000000000000000000"),
    ("other digits", "archive/data/\u{664}"), ("PK78 TorchScript", "archive/code/main.py"),
    ("PK78 constants", "archive/constants.pkl"), ("unknown", "archive/extra/notes"),
  ])

  private static let members: [HostileCase] = [
    HostileCase(
      "what torch notes for itself", .accepted,
      Seed.archive(extra: [
        ZipEntry("archive/.format_version", [0x31]),
        ZipEntry("archive/.storage_alignment", [0x36, 0x34]),
        ZipEntry("archive/.data/serialization_id", [0x31]), ZipEntry("archive/data/17", []),
      ]).bytes),
    changed("PK79 byteorder big", entry: "archive/byteorder") { $0.content = Array("big".utf8) },
    changed("byteorder with a line feed", entry: "archive/byteorder") { $0.content += [0x0A] },
    changed("no pickle", entry: pickle) { $0.name = "archive/data/9" },
  ]

  private static let ends: [HostileCase] = [
    whole("PK70 comment") { $0.comment = [0x41] },
    whole("PK70 end record in the comment") { archive in
      archive.comment = Array(Seed.archive().bytes.suffix(22))
    },
    whole("PK71 fewer entries") { $0.declaredCount = 3 },
    whole("PK71 more entries") { $0.declaredCount = 5 },
    whole("PK73 directory beyond the file") { $0.directoryStart = 1 << 30 },
    whole("directory a byte early") { archive in
      archive.directoryStart = UInt32(truncatingIfNeeded: archive.bytes.count - 300)
    },
    whole("PK74 something before it") { $0.prefix = [0x50, 0x4B, 3, 4] },
    whole("another disk") { $0.disk = 1 },
    whole("64-bit end record", .accepted) { $0.isWide = true },
    whole("PK72 2^63 entries") {
      $0.isWide = true
      $0.declaredCount = .max
      $0.wideCount = 1 << 63
    },
    whole("the end records disagree") {
      $0.isWide = true
      $0.wideCount = 5
    },
    HostileCase("a trailing byte", .refused, join(Seed.archive().bytes, [0])),
    HostileCase("two archives", .refused, join(Seed.archive().bytes, Seed.archive().bytes)),
  ]

  private static let formats: [HostileCase] = [
    HostileCase("empty", .refused, []),
    HostileCase(
      "PK75 7z", .refused, join([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], Seed.archive().bytes)),
    HostileCase("PK76 a pickle alone", .refused, Seed.pickle()),
    HostileCase(
      "PK77 tar", .refused,
      join(
        Array("pickle".utf8), [UInt8](repeating: 0, count: 251), Array("ustar\0".utf8),
        [UInt8](repeating: 0, count: 512))),
    HostileCase("safetensors", .refused, SafetensorsSeed.file(SafetensorsSeed.header)),
    HostileCase("GGUF", .refused, join(Array("GGUF".utf8), [3, 0, 0, 0])),
    HostileCase("Git LFS", .refused, Array("version https://git-lfs.github.com/spec/v1\n".utf8)),
    HostileCase("HTML", .refused, Array("<!DOCTYPE html>".utf8)),
    HostileCase("an empty archive", .refused, ZipArchive(entries: []).bytes),
  ]
}
