@testable import Tokenization

/// A minimal model that loads, to be damaged in one place.
struct SeedModel {
  var pieces: [[UInt8]] = [
    Protobuf.piece("<unk>", score: 0, type: 2), Protobuf.piece("<s>", score: 0, type: 3),
    Protobuf.piece("</s>", score: 0, type: 3), Protobuf.piece("▁a"), Protobuf.piece("▁"),
    Protobuf.piece("a"),
  ]
  var trainer: [[UInt8]] = [Protobuf.varint(3, 2)]
  var normalizer: [[UInt8]] = [Protobuf.varint(4, 0)]
  /// Whatever follows.
  var rest: [UInt8] = []

  var serialized: [UInt8] {
    pieces.flatMap(\.self) + Protobuf.trainer(trainer) + Protobuf.normalizer(normalizer) + rest
  }

  /// The seed with one change.
  static func with(_ change: (inout SeedModel) -> Void) -> [UInt8] {
    var seed = SeedModel()
    change(&seed)
    return seed.serialized
  }

  /// The seed with one more piece, which has id 6.
  static func adding(_ piece: [UInt8]) -> [UInt8] { with { $0.pieces.append(piece) } }

  /// The seed with this table of characters.
  static func with(characterMap: [UInt8]) -> [UInt8] {
    with { $0.normalizer.append(Protobuf.bytes(2, characterMap)) }
  }
}

/// A table of characters with the texts `a`, `aa`, … replaced by `b`, to be damaged in one place.
struct SeedCharacterMap {
  /// What no lookup ends at, as units that are not used are.
  static let unused: UInt32 = 1 << 31
  static let letter = 0x61
  /// Places for nodes: no two of them, nor what `letter` makes of them, fall together.
  static let bases =
    (Array(stride(from: 0x02, to: 0x20, by: 2)) + Array(stride(from: 0x40, to: 0x60, by: 2))
      + Array(stride(from: 0x80, to: 0xA0, by: 2)))

  var units = [UInt32](repeating: Self.unused, count: 256)
  var replacements: [UInt8] = [0x62, 0]
  /// Where the nodes of `a`, `aa`, … stand.
  private(set) var nodes: [Int] = []

  init(depth: Int) {
    var node = 0
    var label: UInt32 = 0
    for base in Self.bases.prefix(depth) {
      units[node] = Self.unit(offset: node ^ base, label: label, hasLeaf: node != 0)
      if node != 0 { units[base] = 1 << 31 }
      label = UInt32(Self.letter)
      node = base ^ Self.letter
      nodes.append(node)
    }
    // The last node's children stand nowhere; its base holds its leaf.
    units[node] = Self.unit(offset: node ^ 0xE0, label: label, hasLeaf: true)
    units[0xE0] = 1 << 31
  }

  static func unit(offset: Int, label: UInt32, hasLeaf: Bool) -> UInt32 {
    UInt32(offset) << 10 | (hasLeaf ? 1 << 8 : 0) | label
  }

  var serialized: [UInt8] {
    let array = units.flatMap { unit in
      (0..<4).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
    }
    let length = UInt32(array.count)
    return (0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32(8 * $0)) } + array
      + replacements
  }

  static func with(depth: Int = 2, _ change: (inout SeedCharacterMap) -> Void) -> [UInt8] {
    var map = SeedCharacterMap(depth: depth)
    change(&map)
    return map.serialized
  }
}
