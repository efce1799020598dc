internal import Glibc

/// Immutable bytes that live as long as something refers to them: a mapped file, or memory of our own.
///
/// - Note: `@unchecked Sendable` holds because the bytes are never written after `init` and the pointer
///   itself never changes.
public final class ByteStorage: @unchecked Sendable {
  /// The bytes; valid while the storage is referred to.
  public let bytes: UnsafeRawBufferPointer
  /// Whether the bytes are a file's, which the system can read again when it has dropped them.
  public let isMappedFile: Bool
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  /// Takes ownership of `bytes`, which nobody may write from now on.
  ///
  /// - Parameters:
  ///   - bytes: The memory to own.
  ///   - isMappedFile: Whether the bytes are a file's, mapped and unchanged.
  ///   - release: Called once, with the same memory, when the last reference is gone.
  public init(
    owning bytes: UnsafeRawBufferPointer, isMappedFile: Bool = false,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) {
    self.bytes = bytes
    self.isMappedFile = isMappedFile
    self.release = release
  }

  deinit { release(bytes) }

  /// Lets the system take back the memory of a part that will hardly be read again; a mapped file's only.
  ///
  /// - Parameter range: Bytes of the storage; pages that lie in it whole are dropped.
  public func dropPages(_ range: Range<Int>) {
    guard isMappedFile, let start = bytes.baseAddress else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let first = (Int(bitPattern: start) + range.lowerBound + page - 1) / page * page
    let end = (Int(bitPattern: start) + range.upperBound) / page * page
    guard first < end else { return }
    // Advice: what is not taken costs memory only.
    madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_DONTNEED)
  }

  /// The number of bytes.
  public var count: Int { bytes.count }
}
