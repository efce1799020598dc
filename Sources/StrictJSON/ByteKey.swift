import Glibc

/// Text that is compared and hashed by its UTF-8 bytes.
///
/// `String` compares by canonical equivalence, so that two keys of a file that differ in bytes
/// (`é` composed and decomposed) would become one.
public struct ByteKey: Sendable, Hashable, Comparable {
  /// The text.
  public let text: String

  /// A key for `text`.
  public init(_ text: String) {
    self.text = text
  }

  /// Whether the bytes are the same.
  public static func == (left: ByteKey, right: ByteKey) -> Bool {
    areBytesEqual(left.text, right.text)
  }

  /// Orders by bytes, which is the order of the Unicode scalars too.
  public static func < (left: ByteKey, right: ByteKey) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Feeds the bytes to `hasher`.
  public func hash(into hasher: inout Hasher) {
    let isFed: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    if isFed == nil {
      for byte in text.utf8 { hasher.combine(byte) }
    }
    hasher.combine(text.utf8.count)
  }
}

/// Whether two texts have the same UTF-8 bytes.
func areBytesEqual(_ left: String, _ right: String) -> Bool {
  guard left.utf8.count == right.utf8.count else { return false }
  let isSame: Bool?? = left.utf8.withContiguousStorageIfAvailable { leftBytes in
    right.utf8.withContiguousStorageIfAvailable { rightBytes in
      guard let one = leftBytes.baseAddress, let other = rightBytes.baseAddress else { return true }
      return memcmp(one, other, leftBytes.count) == 0
    }
  }
  if case .some(.some(let isSame)) = isSame { return isSame }
  return left.utf8.elementsEqual(right.utf8)
}

/// The keys that one object has shown so far: a list while they are few, a hash table then.
struct KeySet {
  private var few: [String] = []
  private var many: Set<ByteKey> = []
  private static let fewLimit = 8

  /// Adds `key`.
  ///
  /// - Returns: Whether it is new.
  mutating func insert(_ key: String) -> Bool {
    if !many.isEmpty { return many.insert(ByteKey(key)).inserted }
    if few.contains(where: { areBytesEqual($0, key) }) { return false }
    few.append(key)
    if few.count > Self.fewLimit {
      many = Set(few.map(ByteKey.init))
      few = []
    }
    return true
  }
}
