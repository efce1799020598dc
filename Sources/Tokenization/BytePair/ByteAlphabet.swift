/// The characters that stand for bytes in the vocabularies of GPT-2 and its followers.
///
/// Printable characters of Latin-1 stand for themselves; the other bytes, in order, for U+0100, U+0101, ….
///
/// Source: `bytes_to_unicode` of GPT-2's encoder.
enum ByteAlphabet {
  /// The character of each byte, `[256]`.
  static let scalars: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0...255).map { (byte: UInt8) in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
      default:
        defer { next += 1 }
        return Unicode.Scalar(next) ?? Unicode.Scalar(byte)
      }
    }
  }()

  private static let bytes: [Unicode.Scalar: UInt8] = Dictionary(
    uniqueKeysWithValues: zip(scalars, 0...255))

  /// The bytes that a token stands for, nil where it has a character that stands for none.
  static func bytes(of token: String) -> [UInt8]? {
    var result: [UInt8] = []
    for scalar in token.unicodeScalars {
      guard let byte = bytes[scalar] else { return nil }
      result.append(byte)
    }
    return result
  }

  /// The characters that stand for the bytes of a text.
  static func spelling(_ bytes: some Sequence<UInt8>) -> String {
    var view = String.UnicodeScalarView()
    for byte in bytes { view.append(scalars[Int(byte)]) }
    return String(view)
  }
}
