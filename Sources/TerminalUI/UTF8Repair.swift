/// Decodes UTF-8 byte by byte; ill-formed input becomes U+FFFD, one for each maximal subpart.
public struct UTF8Repair: Sendable {
  private static let replacement: Unicode.Scalar = "\u{FFFD}"
  private var value: UInt32 = 0
  private var missing = 0
  private var allowed: ClosedRange<UInt8> = 0x80...0xBF

  /// Creates a decoder at the start of a text.
  public init() {}

  /// Whether a character is begun and not complete.
  public var isIncomplete: Bool { missing > 0 }

  /// Takes a byte and returns the characters that are complete by it.
  public mutating func take(_ byte: UInt8) -> [Unicode.Scalar] {
    guard missing > 0 else { return start(byte).map { [$0] } ?? [] }
    guard allowed.contains(byte) else {
      missing = 0
      return [Self.replacement] + (start(byte).map { [$0] } ?? [])
    }
    allowed = 0x80...0xBF
    value = value << 6 | UInt32(byte & 0x3F)
    missing -= 1
    return missing == 0 ? [Unicode.Scalar(value) ?? Self.replacement] : []
  }

  /// Ends the text: an incomplete character becomes U+FFFD.
  public mutating func finish() -> Unicode.Scalar? {
    defer { missing = 0 }
    return missing > 0 ? Self.replacement : nil
  }

  private mutating func start(_ byte: UInt8) -> Unicode.Scalar? {
    allowed = 0x80...0xBF
    switch byte {
    case 0x00...0x7F: return Unicode.Scalar(byte)
    case 0xC2...0xDF: begin(byte & 0x1F, missing: 1)
    case 0xE0...0xEF:
      begin(byte & 0x0F, missing: 2)
      // Neither overlong forms nor surrogates.
      if byte == 0xE0 { allowed = 0xA0...0xBF }
      if byte == 0xED { allowed = 0x80...0x9F }
    case 0xF0...0xF4:
      begin(byte & 0x07, missing: 3)
      if byte == 0xF0 { allowed = 0x90...0xBF }
      if byte == 0xF4 { allowed = 0x80...0x8F }
    default: return Self.replacement
    }
    return nil
  }

  private mutating func begin(_ bits: UInt8, missing count: Int) {
    value = UInt32(bits)
    missing = count
  }
}
