internal import Glibc

/// Memory for panels: whole huge pages where the system grants them, so that streaming through it misses no
/// translations, and small pages for the rest, so that nothing is wasted.
enum PanelMemory {
  private static let hugePage = 2 << 20
  private static let cacheLine = 64

  /// Zeroed or not, aligned to a cache line at least; for `release`.
  static func allocate(_ byteCount: Int) -> UnsafeMutableRawBufferPointer {
    let alignment = byteCount >= hugePage ? hugePage : cacheLine
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(byteCount, 1), alignment: alignment)
    let wholePages = byteCount / hugePage * hugePage
    // Advice: where it is not taken the pages stay small.
    if wholePages > 0 { madvise(memory.baseAddress, wholePages, MADV_HUGEPAGE) }
    return UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount])
  }

  /// Gives it back.
  @Sendable static func release(_ memory: UnsafeRawBufferPointer) { memory.deallocate() }
}
