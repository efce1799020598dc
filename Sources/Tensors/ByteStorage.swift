/// Immutable bytes that live as long as something refers to them: a mapped file, or memory of our own.
///
/// - Note: `@unchecked Sendable` holds because the bytes are never written after `init` and the pointer
///   itself never changes.
public final class ByteStorage: @unchecked Sendable {
  /// The bytes; valid while the storage is referred to.
  public let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes ownership of `bytes`, which nobody may write from now on.
  ///
  /// - Parameters:
  ///   - bytes: The memory to own.
  ///   - release: Called once, with the same memory, when the last reference is gone.
  public init(
    owning bytes: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    self.bytes = bytes
    self.release = release
  }

  deinit { release(bytes) }

  /// The number of bytes.
  public var count: Int { bytes.count }
}
