/// Reads the fields of one protobuf message, as far as `tokenizer.model` needs it.
///
/// Source: the protobuf encoding guide. Groups are refused: nothing writes them into these files, and skipping them
/// would need recursion.
struct ProtobufReader {
  /// A field's value, by wire type.
  enum Value {
    case varint(UInt64)
    case fixed64(UInt64)
    case bytes(Range<Int>)
    case fixed32(UInt32)

    var wireType: Int {
      switch self {
      case .varint: 0
      case .fixed64: 1
      case .bytes: 2
      case .fixed32: 5
      }
    }
  }

  struct Field {
    let number: Int
    let value: Value
    /// From the tag's first byte to the value's end.
    let extent: Range<Int>
  }

  let bytes: [UInt8]
  private var offset: Int
  private let end: Int

  /// Reads the message in `extent`, which has to be within `bytes`.
  init(_ bytes: [UInt8], extent: Range<Int>) {
    self.bytes = bytes
    offset = extent.lowerBound
    end = extent.upperBound
  }

  /// The next field, or nil at the message's end.
  mutating func nextField() throws(ModelDefect) -> Field? {
    guard offset < end else { return nil }
    let start = offset
    let tag = try varint()
    let number = tag >> 3
    guard number > 0, number < 1 << 29 else {
      throw ModelDefect(.fieldNumberOutOfRange(number), at: start)
    }
    let value: Value
    switch tag & 7 {
    case 0: value = .varint(try varint())
    case 1: value = .fixed64(try littleEndian(byteCount: 8))
    case 2: value = .bytes(try lengthDelimited())
    case 5: value = .fixed32(UInt32(truncatingIfNeeded: try littleEndian(byteCount: 4)))
    case let wireType: throw ModelDefect(.unsupportedWireType(Int(wireType)), at: start)
    }
    return Field(number: Int(number), value: value, extent: start..<offset)
  }

  private mutating func varint() throws(ModelDefect) -> UInt64 {
    let start = offset
    var result: UInt64 = 0
    for index in 0..<10 {
      guard offset < end else { throw ModelDefect(.truncated, at: offset) }
      let byte = bytes[offset]
      offset += 1
      // Nine bytes hold 63 bits; the tenth has room for one.
      if index == 9, byte > 1 { break }
      result |= UInt64(byte & 0x7F) << UInt64(7 * index)
      if byte < 0x80 { return result }
    }
    throw ModelDefect(.numberTooLong, at: start)
  }

  private mutating func littleEndian(byteCount: Int) throws(ModelDefect) -> UInt64 {
    guard byteCount <= end - offset else { throw ModelDefect(.truncated, at: offset) }
    var result: UInt64 = 0
    for index in 0..<byteCount { result |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    offset += byteCount
    return result
  }

  private mutating func lengthDelimited() throws(ModelDefect) -> Range<Int> {
    let start = offset
    let stated = try varint()
    guard let length = Int(exactly: stated), length <= end - offset else {
      throw ModelDefect(.lengthBeyondEnd(length: stated, remaining: end - offset), at: start)
    }
    defer { offset += length }
    return offset..<offset + length
  }
}

extension ProtobufReader.Field {
  /// The value of a field that is a number, a truth value or an enumeration.
  func varint(_ name: String) throws(ModelDefect) -> UInt64 {
    guard case .varint(let value) = value else { throw wrongWireType(name) }
    return value
  }

  /// The value of a `bool`, of which every number but 0 is true.
  func truth(_ name: String) throws(ModelDefect) -> Bool { try varint(name) != 0 }

  /// The value of an `int32`, which is written with its sign extended; the upper half is dropped, as protobuf does.
  func int32(_ name: String) throws(ModelDefect) -> Int {
    Int(Int32(truncatingIfNeeded: try varint(name)))
  }

  /// The value of a `float`.
  func float(_ name: String) throws(ModelDefect) -> Float {
    guard case .fixed32(let bits) = value else { throw wrongWireType(name) }
    return Float(bitPattern: bits)
  }

  /// Where the bytes of a string or of a message stand.
  func bytes(_ name: String) throws(ModelDefect) -> Range<Int> {
    guard case .bytes(let extent) = value else { throw wrongWireType(name) }
    return extent
  }

  private func wrongWireType(_ name: String) -> ModelDefect {
    ModelDefect(.wrongWireType(field: name, found: value.wireType), at: extent.lowerBound)
  }
}
