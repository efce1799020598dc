extension PickleMachine {
  /// The next byte.
  mutating func byte() throws(PickleFault) -> UInt8 {
    guard offset < bytes.count else { throw .unexpectedEnd }
    defer { offset += 1 }
    return bytes[offset]
  }

  /// The next little-endian number.
  mutating func number<Number: FixedWidthInteger>(
    _ type: Number.Type
  ) throws(PickleFault) -> Number {
    let slice = try take(MemoryLayout<Number>.size)
    return slice.reversed().reduce(Number.zero) { $0 << 8 | Number(truncatingIfNeeded: $1) }
  }

  /// A text of `count` bytes.
  mutating func readText(_ count: Int) throws(PickleFault) -> String {
    guard count <= Self.textLimit else {
      throw .textTooLong(bytes: count, limit: Self.textLimit)
    }
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  /// An integer of up to eight bytes in two's complement.
  mutating func readLong() throws(PickleFault) -> Int {
    let count = Int(try byte())
    guard count <= 8 else { throw .integerTooLong(bytes: count) }
    let slice = try take(count)
    let isNegative = slice.last.map { $0 >= 0x80 } ?? false
    return slice.reversed().reduce(isNegative ? -1 : 0) { $0 << 8 | Int($1) }
  }

  /// Two lines, a module and a name in it.
  mutating func readName() throws(PickleFault) -> PickleName {
    let module = try line()
    let name = try line()
    guard let known = PickleName(module: module, name: name) else {
      throw .forbiddenName(
        String(decoding: module, as: UTF8.self) + "." + String(decoding: name, as: UTF8.self))
    }
    return known
  }

  private mutating func line() throws(PickleFault) -> ArraySlice<UInt8> {
    let window = bytes[offset..<min(bytes.count, offset + Self.lineLimit)]
    guard let end = window.firstIndex(of: UInt8(ascii: "\n")) else {
      if window.count < Self.lineLimit { throw .unexpectedEnd }
      throw .textTooLong(bytes: window.count, limit: Self.lineLimit - 1)
    }
    offset = end + 1
    return window[..<end]
  }

  private mutating func take(_ count: Int) throws(PickleFault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - offset else { throw .unexpectedEnd }
    defer { offset += count }
    return bytes[offset..<offset + count]
  }
}
