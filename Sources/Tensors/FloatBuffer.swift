/// Scratch memory of one owner that grows and is never read before it is written.
public final class FloatBuffer {
  /// The memory; moves when it grows.
  public private(set) var pointer: UnsafeMutablePointer<Float>
  /// The floats that fit.
  public private(set) var capacity: Int

  /// A cache line; vectors loaded from an aligned start do not straddle two of them.
  private static let alignment = 64

  /// A buffer for `capacity` floats, all zero.
  public init(capacity: Int = 0) {
    pointer = Self.allocate(capacity)
    self.capacity = capacity
  }

  deinit { pointer.deallocate() }

  /// Makes room for `count` floats; what was there is lost if it had to grow.
  public func reserve(_ count: Int) {
    guard count > capacity else { return }
    pointer.deallocate()
    pointer = Self.allocate(count)
    capacity = count
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: alignment)
    let floats = memory.bindMemory(to: Float.self, capacity: max(1, count))
    floats.initialize(repeating: 0, count: count)
    return floats
  }
}
