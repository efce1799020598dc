/// The cases ST01–ST78 of the hostile corpus: the seed with one mutation each.
enum HostileCases {
  private typealias Seed = SafetensorsSeed
  static let all = sizes + texts + names + fields + extents

  private static let sizes: [HostileCase] = [
    .init("ST01 empty", .refused, []),
    .init("ST02 seven bytes", .refused, [UInt8](repeating: 1, count: 7)),
    .init("ST03 eight zero bytes", .refused, [UInt8](repeating: 0, count: 8)),
    .init("ST04 one brace", .refused, Seed.file("{", data: [])),
    .init("ST05 no tensors", .accepted, Seed.file("{}", data: [])),
    .init("ST06 2^63", .refused, Seed.length(1 << 63) + Array(Seed.header.utf8)),
    .init("ST07 2^64-1", .refused, Seed.length(.max) + Array(Seed.header.utf8)),
    .init(
      "ST08 10^8 bytes of header", .accepted,
      Seed.file(
        Array("{}".utf8) + [UInt8](repeating: 0x20, count: 100_000_000 - 2), data: [])),
    .init("ST09 10^8+1", .refused, Seed.length(100_000_001) + Array(Seed.header.utf8)),
    .init(
      "ST10 length one beyond", .refused,
      Seed.length(UInt64(Seed.header.utf8.count + 5)) + Array(Seed.header.utf8) + Seed.data),
    .init("ST11 header to the end, no data", .refused, Seed.file(Seed.header, data: [])),
    .init(
      "ST12 big-endian length", .refused,
      Seed.length(UInt64(Seed.header.utf8.count)).reversed() + Array(Seed.header.utf8) + Seed.data),
  ]

  private static let texts: [HostileCase] = [
    .init(
      "ST13 byte order mark", .refused, Seed.file([0xEF, 0xBB, 0xBF] + Array(Seed.header.utf8))),
    .init("ST14 UTF-16", .refused, Seed.file(Seed.header.utf8.flatMap { [$0, 0] })),
    .init("ST15 byte FF", .refused, Seed.file([0xFF] + Array(Seed.header.utf8))),
    .init("ST16 array", .refused, Seed.file("[]", data: [])),
    .init("ST17 null", .refused, Seed.file("null", data: [])),
    .init("ST18 trailing NUL", .refused, Seed.file(Seed.header + "\0\0")),
    .init("ST19 two objects", .refused, Seed.file("{}{}", data: [])),
    .init("ST20 trailing comma", .refused, Seed.file("{\(Seed.entry),}")),
    .init("ST21 comment", .refused, Seed.file("{/* */\(Seed.entry)}")),
    .init("ST22 single quotes", .refused, Seed.file(Seed.header.replacing("\"", with: "'"))),
    .init("ST23 leading space", .warned, Seed.file(" " + Seed.header)),
    .init(
      "ST24 10^6 trailing spaces", .accepted,
      Seed.file(Seed.header + String(repeating: " ", count: 1_000_000))),
    .init("ST25 trailing line feed", .warned, Seed.file(Seed.header + "\n")),
    .init(
      "ST26 200 levels", .refused,
      Seed.file(
        #"{"w":{"x":"# + String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
          + #","dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#)),
    .init("ST27 raw line feed in a name", .refused, named("w\n")),
  ]

  private static func named(_ name: String) -> [UInt8] {
    Seed.file(Seed.header.replacing(#""w""#, with: "\"\(name)\""))
  }

  private static func twice(_ second: String) -> [UInt8] {
    Seed.file("{\(Seed.entry),\(second)}")
  }

  private static func metadata(_ text: String) -> [UInt8] {
    Seed.file("{\(text),\(Seed.entry)}")
  }

  private static let names: [HostileCase] = [
    .init("ST28 name twice", .refused, twice(Seed.entry)),
    .init("ST29 name twice, other type", .refused, twice(Seed.entry.replacing("F32", with: "I32"))),
    .init(
      "ST30 name twice by escape", .refused,
      twice(Seed.entry.replacing(#""w""#, with: #""\u0077""#))),
    .init(
      "ST31 canonically equal names", .warned,
      Seed.file(
        entries: [
          ("\u{E9}\u{200B}", "F32", "[1]", 0, 4), ("e\u{301}\u{200B}", "F32", "[1]", 4, 8),
        ], data: 8)),
    .init("ST32 dtype twice", .refused, Seed.file(dtype: #""F32","dtype":"F32""#)),
    .init("ST33 metadata twice", .refused, metadata(#""__metadata__":{},"__metadata__":{}"#)),
    .init("ST34 metadata key twice", .refused, metadata(#""__metadata__":{"a":"","a":""}"#)),
    .init("ST35 metadata integer", .refused, metadata(#""__metadata__":{"a":1}"#)),
    .init("ST36 metadata null", .warned, metadata(#""__metadata__":null"#)),
    .init(
      "ST37 90 MB of metadata", .accepted,
      metadata(#""__metadata__":{"a":""# + String(repeating: "a", count: 90_000_000) + #""}"#)),
    .init("ST38 empty name", .warned, named("")),
    .init("ST39 1025 bytes of name", .refused, named(String(repeating: "n", count: 1025))),
    .init("ST40 escape sequence in a name", .warned, named(#"\u001b]52;c;eA==\u0007"#)),
    .init("ST41 direction override in a name", .warned, named("\u{202E}w")),
    .init("ST42 lone surrogate", .refused, named(#"\ud800"#)),
  ]

  private static let fields: [HostileCase] =
    [
      .init("ST43 no dtype", .refused, Seed.file(#"{"w":{"shape":[1],"data_offsets":[0,4]}}"#)),
      .init("ST44 f32", .refused, Seed.file(dtype: #""f32""#)),
      .init("ST45 F128", .refused, Seed.file(dtype: #""F128""#)),
      .init("ST46 dtype 5", .refused, Seed.file(dtype: "5")),
    ]
    + [
      ("ST47", "null"), ("ST48", "[-1]"), ("ST49", "[1.0]"), ("ST50", "[1e0]"),
      ("ST51", "[18446744073709551616]"), ("ST52", "[9223372036854775808]"),
      ("ST53", "[4294967296,4294967296]"), ("ST54", "[4194305,4194305,211106198978564]"),
      ("ST57", "[1,1,1,1,1,1,1,1,1]"),
      ("ST58", "[" + String(repeating: "1,", count: 9999) + "1]"),
    ].map { HostileCase("\($0.0) shape", .refused, Seed.file(shape: $0.1)) }
    + [
      .init("ST55 zero first", .refused, empty("[0,4611686018427387904,4611686018427387904]")),
      .init("ST56 zero last", .refused, empty("[4611686018427387904,4611686018427387904,0]")),
      .init("ST59 scalar", .accepted, Seed.file(shape: "[]")),
      .init("ST60 no elements", .accepted, empty("[0]")),
      .init("ST61 no offsets", .refused, Seed.file(#"{"w":{"dtype":"F32","shape":[1]}}"#)),
    ]
    + [
      ("ST62", "[0]"), ("ST63", "[0,4,4]"), ("ST64", #"["0","4"]"#), ("ST65", "[4,0]"),
      ("ST66", "[-4,0]"), ("ST67", "[0,8]"),
    ].map { HostileCase("\($0.0) offsets", .refused, Seed.file(offsets: $0.1)) }

  private static func empty(_ shape: String) -> [UInt8] {
    Seed.file(shape: shape, offsets: "[0,0]", data: [])
  }

  private static let extents: [HostileCase] = [
    .init("ST68 hole first", .refused, Seed.file(entries: [("w", "F32", "[1]", 4, 8)], data: 8)),
    .init(
      "ST69 hole between", .refused,
      Seed.file(entries: [("a", "F32", "[1]", 0, 4), ("b", "F32", "[1]", 8, 12)], data: 12)),
    .init(
      "ST70 overlap", .refused,
      Seed.file(entries: [("a", "F32", "[1]", 0, 4), ("b", "F32", "[1]", 2, 6)], data: 6)),
    .init(
      "ST71 one range, many names", .refused,
      Seed.file(entries: (0..<2000).map { ("\($0)", "F32", "[1]", 0, 4) }, data: 4)),
    .init("ST72 one byte more", .refused, Seed.file(Seed.header, data: Seed.data + [0])),
    .init("ST73 one byte less", .refused, Seed.file(Seed.header, data: [0, 0, 0])),
    .init(
      "ST74 eight of 2^61-1", .refused,
      Seed.file(
        entries: (0..<8 as Range<UInt64>).map {
          ("\($0)", "U8", "[2305843009213693951]", $0 * (1 << 61 - 1), ($0 + 1) * (1 << 61 - 1))
        }, data: 4)),
    .init("ST75 length against shape", .refused, Seed.file(shape: "[2]")),
    .init("ST76 odd F4", .refused, Seed.file(dtype: #""F4""#, shape: "[7]")),
    .init(
      "ST77 odd offset", .accepted,
      Seed.file(entries: [("a", "U8", "[1]", 0, 1), ("b", "F32", "[1]", 1, 5)], data: 5)),
    .init(
      "ST78 empty tensor shares an offset", .accepted,
      Seed.file(entries: [("a", "F32", "[1]", 0, 4), ("b", "F32", "[0]", 0, 0)], data: 4)),
    .init(
      "ST80 archive appended", .refused,
      Seed.file(Seed.header, data: Seed.data + [0x50, 0x4B, 3, 4])),
  ]
}
