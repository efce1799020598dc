import Datasets
import Digests

/// Eight bytes that tell a row's content, so that a result never comes to stand beside another row than it was made of.
struct RowKey: Sendable, Equatable {
  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  /// The key of a row: of its columns' names and texts.
  init(_ row: DataRow) {
    var digest = SHA256()
    for text in zip(row.columns, row.values).flatMap({ [$0, $1] }) {
      var text = text
      withUnsafeBytes(of: UInt64(text.utf8.count).littleEndian) { digest.update($0) }
      text.withUTF8 { digest.update(UnsafeRawBufferPointer($0)) }
    }
    bits = UInt64(digest.finish().prefix(Self.digitCount), radix: 16) ?? 0
  }

  private static let digitCount = 16

  /// The key as the journal has it.
  var hexadecimal: String {
    let digits = String(bits, radix: 16)
    return String(repeating: "0", count: Self.digitCount - digits.count) + digits
  }

  init?(hexadecimal: String) {
    guard hexadecimal.utf8.count == Self.digitCount, let bits = UInt64(hexadecimal, radix: 16)
    else { return nil }
    self.bits = bits
  }
}
