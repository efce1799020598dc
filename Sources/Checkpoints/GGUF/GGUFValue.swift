/// The types of GGUF's metadata (`gguf_type`).
enum GGUFValueType: UInt32, Sendable, CaseIterable {
  case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array
  case uint64, int64, float64

  /// Bytes of a value; nil where they vary.
  var byteCount: Int? {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .string, .array: nil
    }
  }

  /// As reports name it.
  var name: String { "\(self)" }
}

/// A value of GGUF's metadata.
enum GGUFValue: Sendable, Equatable {
  case uint8(UInt8)
  case int8(Int8)
  case uint16(UInt16)
  case int16(Int16)
  case uint32(UInt32)
  case int32(Int32)
  case uint64(UInt64)
  case int64(Int64)
  case float32(Float)
  case float64(Double)
  case bool(Bool)
  /// Bytes that should be UTF-8.
  case string([UInt8])
  /// Numbers or truth values of one type, little-endian.
  case array(GGUFValueType, bytes: [UInt8])
  case strings([[UInt8]])

  /// A text as a value.
  static func text(_ text: String) -> GGUFValue { .string(Array(text.utf8)) }

  var type: GGUFValueType {
    switch self {
    case .uint8: .uint8
    case .int8: .int8
    case .uint16: .uint16
    case .int16: .int16
    case .uint32: .uint32
    case .int32: .int32
    case .uint64: .uint64
    case .int64: .int64
    case .float32: .float32
    case .float64: .float64
    case .bool: .bool
    case .string: .string
    case .array, .strings: .array
    }
  }

  /// An integer of any width, nil for other kinds and beyond 63 bits.
  var integer: Int? {
    switch self {
    case .uint8(let value): Int(value)
    case .int8(let value): Int(value)
    case .uint16(let value): Int(value)
    case .int16(let value): Int(value)
    case .uint32(let value): Int(value)
    case .int32(let value): Int(value)
    case .uint64(let value): Int(exactly: value)
    case .int64(let value): Int(value)
    default: nil
    }
  }

  /// A number of any kind.
  var number: Double? {
    switch self {
    case .float32(let value): Double(value)
    case .float64(let value): value
    default: integer.map(Double.init)
    }
  }

  /// What a list holds; nil for other kinds.
  var elementType: GGUFValueType? {
    switch self {
    case .array(let type, _): type
    case .strings: .string
    default: nil
    }
  }

  /// How many elements a list has; nil for other kinds.
  var elementCount: Int? {
    switch self {
    case .array(let type, let bytes): bytes.count / (type.byteCount ?? 1)
    case .strings(let strings): strings.count
    default: nil
    }
  }

  /// The elements of a list of integers of any width; nil for other kinds.
  var integers: [Int]? {
    guard case .array(let type, let bytes) = self else { return nil }
    func all<Number: FixedWidthInteger>(_: Number.Type) -> [Int]? {
      let values = Self.elements(of: bytes, as: Number.self).map { Int(exactly: $0) }
      return values.contains(nil) ? nil : values.compactMap(\.self)
    }
    return switch type {
    case .uint8: all(UInt8.self)
    case .int8: all(Int8.self)
    case .uint16: all(UInt16.self)
    case .int16: all(Int16.self)
    case .uint32: all(UInt32.self)
    case .int32: all(Int32.self)
    case .uint64: all(UInt64.self)
    case .int64: all(Int64.self)
    default: nil
    }
  }

  /// The elements of a list of `float32`; nil for other kinds.
  var floats: [Float]? {
    guard case .array(.float32, let bytes) = self else { return nil }
    return Self.elements(of: bytes, as: UInt32.self).map(Float.init(bitPattern:))
  }

  /// The start of the value's text, for reports.
  var excerpt: String {
    switch self {
    case .string(let bytes):
      let text = String(decoding: bytes.prefix(80), as: UTF8.self)
      return bytes.count > 80 ? "'\(text)…'" : "'\(text)'"
    case .array, .strings:
      return "a list of \(elementCount ?? 0) \(elementType?.name ?? "")"
    case .bool(let value): return "\(value)"
    case .float32(let value): return "\(value)"
    case .float64(let value): return "\(value)"
    case .uint64(let value): return "\(value)"
    default: return integer.map(String.init) ?? ""
    }
  }

  private static func elements<Number: FixedWidthInteger>(
    of bytes: [UInt8], as type: Number.Type
  ) -> [Number] {
    let width = MemoryLayout<Number>.size
    return bytes.withUnsafeBytes { buffer in
      (0..<buffer.count / width).map { index in
        Number(littleEndian: buffer.loadUnaligned(fromByteOffset: index * width, as: Number.self))
      }
    }
  }
}

extension GGUFValue {
  /// A list of `float32`.
  static func floats(_ values: [Float]) -> GGUFValue {
    .array(.float32, bytes: littleEndian(values.map(\.bitPattern)))
  }

  /// A list of `int32`.
  static func integers(_ values: [Int32]) -> GGUFValue {
    .array(.int32, bytes: littleEndian(values))
  }

  private static func littleEndian(_ values: [some FixedWidthInteger]) -> [UInt8] {
    values.map(\.littleEndian).withUnsafeBytes { Array($0) }
  }
}
