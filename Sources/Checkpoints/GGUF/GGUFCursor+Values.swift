extension GGUFCursor {
  static let stringLimit = 64 << 20
  static let arrayLimit = 1 << 24

  /// The next value, with its type before it.
  mutating func value(of key: String) throws(CheckpointError) -> GGUFValue {
    let type = try valueType(key)
    switch type {
    case .uint8: return .uint8(try integer(UInt8.self))
    case .int8: return .int8(try integer(Int8.self))
    case .uint16: return .uint16(try integer(UInt16.self))
    case .int16: return .int16(try integer(Int16.self))
    case .uint32: return .uint32(try integer(UInt32.self))
    case .int32: return .int32(try integer(Int32.self))
    case .uint64: return .uint64(try integer(UInt64.self))
    case .int64: return .int64(try integer(Int64.self))
    case .float32: return .float32(Float(bitPattern: try integer(UInt32.self)))
    case .float64: return .float64(Double(bitPattern: try integer(UInt64.self)))
    case .bool:
      let byte = try integer(UInt8.self)
      guard byte <= 1 else { throw fault(.invalidBool(key: key, found: byte)) }
      return .bool(byte == 1)
    case .string: return .string(try text(of: key))
    case .array: return try array(of: key)
    }
  }

  /// The extents of a tensor, outermost first.
  mutating func shape(of tensor: String) throws(CheckpointError) -> [Int] {
    let axes = try integer(UInt32.self)
    guard (1...4).contains(axes) else {
      throw fault(.invalidAxisCount(tensor: tensor, found: axes, limit: 4))
    }
    var shape: [Int] = []
    for axis in 0..<Int(axes) {
      let extent = try integer(UInt64.self)
      guard (1...GGUFLayout.extentLimit).contains(extent) else {
        throw fault(.invalidExtent(tensor: tensor, axis: axis, found: extent))
      }
      shape.append(Int(extent))
    }
    return shape.reversed()
  }

  private mutating func valueType(_ key: String) throws(CheckpointError) -> GGUFValueType {
    let code = try integer(UInt32.self)
    guard let type = GGUFValueType(rawValue: code) else {
      throw fault(.unknownValueType(key: key, found: code))
    }
    return type
  }

  private mutating func text(of key: String) throws(CheckpointError) -> [UInt8] {
    try string(limit: Self.stringLimit) {
      .stringTooLong(key: key, bytes: $0, limit: Self.stringLimit)
    }
  }

  private mutating func array(of key: String) throws(CheckpointError) -> GGUFValue {
    let type = try valueType(key)
    if type == .array { throw fault(.nestedArray(key: key)) }
    let stated = try integer(UInt64.self)
    // A text takes at least the eight bytes of its length.
    let width = type.byteCount ?? 8
    let possible = min(Self.arrayLimit, remaining / width)
    guard stated <= UInt64(possible) else {
      throw fault(.arrayTooLong(key: key, count: stated, limit: possible))
    }
    let count = Int(stated)
    if type == .string {
      var strings: [[UInt8]] = []
      for _ in 0..<count { strings.append(try text(of: key)) }
      return .strings(strings)
    }
    try spend(count * width)
    let elements = Array(try bytes(count * width))
    if type == .bool, let odd = elements.first(where: { $0 > 1 }) {
      throw fault(.invalidBool(key: key, found: odd))
    }
    return .array(type, bytes: elements)
  }
}
