internal import CKernels
internal import Glibc
internal import Synchronization

/// How fast this machine's memory can be read, which bounds how fast a model can decode.
public enum MemoryBandwidth {
  /// Measures reading by all workers at once: the best of several passes over memory of the program's own, in huge
  /// pages where the system gives them.
  ///
  /// - Parameters:
  ///   - workers: Those who read.
  ///   - byteCount: The memory to read, much more than the caches hold.
  ///   - passes: How often to read it; the first pass counts too, the memory has been written before.
  /// - Returns: Bytes a second, or 0 where the system refuses the memory.
  public static func measure(
    workers: WorkerPool, byteCount: Int = 2 << 30, passes: Int = 5
  ) -> Double {
    let length = max(1, (byteCount + hugePage - 1) / hugePage) * hugePage
    // One page more, so that the start can be aligned.
    let mapped = mmap(
      nil, length + hugePage, PROT_READ | PROT_WRITE,
      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let mapped, mapped != MAP_FAILED else { return 0 }
    defer { munmap(mapped, length + hugePage) }
    let memory = mapped.alignedUp(toMultipleOf: hugePage)
    _ = madvise(memory, length, MADV_HUGEPAGE)
    workers.forEachRange(of: length / hugePage, grain: 1) { pages, _ in
      // Pages that were never written may all be the same one.
      memset(memory + pages.lowerBound * hugePage, 1, pages.count * hugePage)
    }
    let best = (0..<max(1, passes)).map { _ in read(memory, length, workers) }.min()
    return best.map { Double(length) / $0 } ?? 0
  }

  /// The seconds that one pass takes.
  private static func read(
    _ memory: UnsafeMutableRawPointer, _ length: Int, _ workers: WorkerPool
  ) -> Double {
    let table = Kernels.chosen.table
    let combined = Atomic<UInt64>(0)
    let start = ContinuousClock.now
    workers.forEachRange(of: length / hugePage, grain: 8) { pages, _ in
      let bits = table.pointee.read(memory + pages.lowerBound * hugePage, pages.count * hugePage)
      combined.bitwiseXor(bits, ordering: .relaxed)
    }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  private static let hugePage = 2 << 20
}
