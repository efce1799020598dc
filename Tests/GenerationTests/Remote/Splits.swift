/// A text's bytes in pieces, for readers that must not care how they are cut.
enum Splits {
  /// The bytes whole, one by one, and cut in two at every place.
  static func all(of text: String) -> [[[UInt8]]] {
    let bytes = Array(text.utf8)
    return [[bytes], bytes.map { [$0] }]
      + bytes.indices.map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
  }
}
