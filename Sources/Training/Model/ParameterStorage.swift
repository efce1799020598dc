internal import Glibc

/// All values and all gradients of a model's parameters: two blocks, so that clipping, the optimizer and checkpoints are one
/// loop each.
///
/// Between parameters there may be a few zeros, whose gradients stay zero.
final class ParameterStorage {
  let values: UnsafeMutablePointer<Float>
  let gradients: UnsafeMutablePointer<Float>
  /// Floats in each block.
  let count: Int
  /// Where each parameter begins, as planned.
  let offsets: [Int]

  /// A cache line of floats.
  private static let alignment = 16
  private static let hugePage = 2 << 20

  init(_ plans: [ParameterPlan]) {
    var offsets: [Int] = []
    var end = 0
    for plan in plans {
      if !plan.continues { end = (end + Self.alignment - 1) / Self.alignment * Self.alignment }
      offsets.append(end)
      end += plan.count
    }
    self.offsets = offsets
    count = end
    values = Self.allocate(end)
    gradients = Self.allocate(end)
  }

  deinit {
    values.deallocate()
    gradients.deallocate()
  }

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let byteCount = max(1, count) * MemoryLayout<Float>.stride
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: byteCount, alignment: byteCount >= hugePage ? hugePage : 64)
    if byteCount >= hugePage {
      // Advice: where it is not taken, address translation costs a little more.
      madvise(memory, byteCount / hugePage * hugePage, MADV_HUGEPAGE)
    }
    let floats = memory.bindMemory(to: Float.self, capacity: max(1, count))
    floats.initialize(repeating: 0, count: count)
    return floats
  }
}
