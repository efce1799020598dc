import Tensors

/// Turns rows of one element type into another.
struct RowEncoder {
  /// What a number cannot be turned into.
  enum Failure: Error {
    case notFinite, outOfRange
  }

  /// Writes row `row` of `source`, `[rows, width]`, as `type`.
  ///
  /// `scratch` has room for `width` floats, `destination` for a row of `type`, not aligned.
  static func encode(
    _ row: Int, of source: Tensor, as type: ElementType, scratch: UnsafeMutablePointer<Float>,
    into destination: UnsafeMutableRawPointer
  ) throws(Failure) {
    let width = source.shape[1]
    let byteCount = source.elementType.byteCount(of: width)
    if source.elementType == type {
      if let start = source.bytes.baseAddress {
        destination.copyMemory(from: start + row * byteCount, byteCount: byteCount)
      }
      return
    }
    source.widenRow(row, into: scratch)
    try encode(UnsafeBufferPointer(start: scratch, count: width), as: type, into: destination)
  }

  /// Writes numbers, whole blocks of them, as `type`.
  static func encode(
    _ floats: UnsafeBufferPointer<Float>, as type: ElementType,
    into destination: UnsafeMutableRawPointer
  ) throws(Failure) {
    guard let start = floats.baseAddress else { return }
    switch type {
    case .float32:
      destination.copyMemory(from: start, byteCount: floats.count * MemoryLayout<Float>.size)
    case .float16:
      for (index, value) in floats.enumerated() {
        let narrow = Float16(value)
        if narrow.isInfinite, value.isFinite { throw .outOfRange }
        destination.storeBytes(of: narrow.bitPattern, toByteOffset: 2 * index, as: UInt16.self)
      }
    case .bfloat16:
      for (index, value) in floats.enumerated() {
        let narrow = upperHalf(value)
        if value.isFinite, narrow & 0x7F80 == 0x7F80 { throw .outOfRange }
        destination.storeBytes(of: narrow, toByteOffset: 2 * index, as: UInt16.self)
      }
    case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K:
      guard floats.allSatisfy(\.isFinite) else { throw .notFinite }
      BlockCodec.encode(start, count: floats.count, to: type, into: destination)
    }
  }

  /// The nearest bfloat16, to even where two are as near; a NaN stays one.
  private static func upperHalf(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(truncatingIfNeeded: bits >> 16) | 0x40 }
    let rounded = bits &+ 0x7FFF &+ (bits >> 16 & 1)
    return UInt16(truncatingIfNeeded: rounded >> 16)
  }
}
