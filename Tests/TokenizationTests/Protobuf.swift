/// Writes protobuf, well-formed or not, for models that no writer would make.
enum Protobuf {
  static func number(_ value: UInt64) -> [UInt8] {
    var rest = value
    var result: [UInt8] = []
    while rest >= 0x80 {
      result.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return result + [UInt8(rest)]
  }

  static func tag(_ field: UInt64, _ wireType: UInt64) -> [UInt8] { number(field << 3 | wireType) }

  static func varint(_ field: UInt64, _ value: UInt64) -> [UInt8] { tag(field, 0) + number(value) }

  static func float(_ field: UInt64, _ value: Float) -> [UInt8] {
    let bits = value.bitPattern
    return tag(field, 5) + (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
  }

  static func bytes(_ field: UInt64, _ value: [UInt8]) -> [UInt8] {
    tag(field, 2) + number(UInt64(value.count)) + value
  }

  /// An entry of `ModelProto.pieces`.
  static func piece(_ text: [UInt8], score: Float = -1, type: UInt64 = 1) -> [UInt8] {
    bytes(1, bytes(1, text) + float(2, score) + varint(3, type))
  }

  static func piece(_ text: String, score: Float = -1, type: UInt64 = 1) -> [UInt8] {
    piece(Array(text.utf8), score: score, type: type)
  }

  /// `ModelProto.trainer_spec`.
  static func trainer(_ fields: [[UInt8]]) -> [UInt8] { bytes(2, fields.flatMap(\.self)) }

  /// `ModelProto.normalizer_spec`.
  static func normalizer(_ fields: [[UInt8]]) -> [UInt8] { bytes(3, fields.flatMap(\.self)) }

  /// The pieces `<0x00>` … `<0xFF>`.
  static func bytePieces(_ values: some Sequence<Int> = 0..<256) -> [UInt8] {
    let digits = Array("0123456789ABCDEF")
    return values.flatMap { piece("<0x\(digits[$0 / 16])\(digits[$0 % 16])>", score: 0, type: 6) }
  }
}
