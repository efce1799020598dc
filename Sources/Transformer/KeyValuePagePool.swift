public import Checkpoints
internal import Synchronization
public import Tensors

/// Memory for keys and values of one model, in pages of 64 positions that sequences share.
///
/// A page is reference counted by the sequences that hold it, and goes back to a free list with the last of them, on
/// whatever thread that is.
public final class KeyValuePagePool: Sendable {
  /// Where a layer's and a head's keys and values lie in a page.
  let layout: KeyValueLayout

  private struct State {
    /// Of any content: attention reads whole pages, and drops what no token has written.
    var free: [KeyValuePageMemory] = []
    var inUse = 0
  }
  private let state = Mutex(State())

  /// A pool without pages.
  ///
  /// - Parameters:
  ///   - configuration: Of the model whose keys and values are kept.
  ///   - elementType: How they are stored: `float32`, `float16` or `bfloat16`.
  public init(_ configuration: ModelConfiguration, elementType: ElementType) {
    layout = KeyValueLayout(configuration, elementType: elementType)
  }

  /// How keys and values are stored.
  public var elementType: ElementType { layout.elementType }
  /// Positions in a page.
  public static let pageLength = PageGeometry.length
  /// Bytes that one page takes.
  public var pageByteCount: Int { layout.pageByteCount }
  /// Bytes of the pages that sequences hold, each counted once.
  public var byteCountInUse: Int { state.withLock { $0.inUse } * layout.pageByteCount }

  /// Bytes of the pages for `positions` of one sequence that shares none.
  public func byteCount(positions: Int) -> Int {
    (positions + Self.pageLength - 1) / Self.pageLength * layout.pageByteCount
  }

  /// Gives the memory of pages that nobody holds back to the system.
  public func releaseFreePages() {
    state.withLock { $0.free.removeAll() }
  }

  func takePage() -> KeyValuePage {
    let reused = state.withLock { state in
      state.inUse += 1
      return state.free.popLast()
    }
    return KeyValuePage(
      memory: reused ?? KeyValuePageMemory(byteCount: layout.pageByteCount), pool: self)
  }

  fileprivate func takeBack(_ memory: KeyValuePageMemory) {
    state.withLock { state in
      state.inUse -= 1
      state.free.append(memory)
    }
  }
}

/// The bytes of a page, which outlive its use by one sequence.
///
/// - Note: `@unchecked Sendable` holds because the pointer never changes, and what it points to is written only by the
///   one sequence that holds the only page with it.
final class KeyValuePageMemory: @unchecked Sendable {
  let address: UnsafeMutableRawPointer

  init(byteCount: Int) {
    address = .allocate(byteCount: byteCount, alignment: 64)
  }

  deinit { address.deallocate() }
}

/// A page in use; who holds the only reference may write it.
final class KeyValuePage: Sendable {
  let memory: KeyValuePageMemory
  private let pool: KeyValuePagePool

  init(memory: KeyValuePageMemory, pool: KeyValuePagePool) {
    self.memory = memory
    self.pool = pool
  }

  deinit { pool.takeBack(memory) }
}
