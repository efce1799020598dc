/// The front of a GGUF file as bytes: keys, values, and where each tensor will lie.
struct GGUFHeaderWriter {
  static let alignment = 32
  private(set) var bytes: [UInt8] = []

  init(keys: [(key: String, value: GGUFValue)], tensors: [GGUFPlannedTensor]) {
    bytes += GGUFHeader.magic
    append(GGUFHeader.versions.upperBound)
    append(UInt64(tensors.count))
    append(UInt64(keys.count))
    for (key, value) in keys {
      append(text: Array(key.utf8))
      append(value.type.rawValue)
      append(value)
    }
    var offset = 0
    for tensor in tensors {
      append(text: Array(tensor.name.utf8))
      append(UInt32(tensor.shape.count))
      for extent in tensor.shape.reversed() { append(UInt64(extent)) }
      append(tensor.code)
      append(UInt64(offset))
      offset = GGUFLayout.padded(offset + tensor.byteCount, to: Self.alignment)
    }
    let padded = GGUFLayout.padded(bytes.count, to: Self.alignment)
    bytes += [UInt8](repeating: 0, count: padded - bytes.count)
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
  }

  private mutating func append(text: [UInt8]) {
    append(UInt64(text.count))
    bytes += text
  }

  private mutating func append(_ value: GGUFValue) {
    switch value {
    case .uint8(let number): append(number)
    case .int8(let number): append(number)
    case .uint16(let number): append(number)
    case .int16(let number): append(number)
    case .uint32(let number): append(number)
    case .int32(let number): append(number)
    case .uint64(let number): append(number)
    case .int64(let number): append(number)
    case .float32(let number): append(number.bitPattern)
    case .float64(let number): append(number.bitPattern)
    case .bool(let flag): append(UInt8(flag ? 1 : 0))
    case .string(let text): append(text: text)
    case .array(let type, let elements):
      append(type.rawValue)
      append(UInt64(value.elementCount ?? 0))
      bytes += elements
    case .strings(let texts):
      append(GGUFValueType.string.rawValue)
      append(UInt64(texts.count))
      for text in texts { append(text: text) }
    }
  }
}
