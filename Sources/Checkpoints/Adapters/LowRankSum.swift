import Synchronization
import Tensors

/// The sum of a matrix and a low-rank change.
struct LowRankSum {
  let weight: Tensor
  let change: LowRankAdapter.Change
  let scale: Float
  /// The width of the heads whose rotary pairs are neighbours in the matrix and halves in the change; nil elsewhere.
  let pairedHeadWidth: Int?

  /// The sum in memory of its own, in the matrix's type; nil where an element is too large for it.
  func storage(workers: WorkerPool) -> ByteStorage? {
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, weight.byteCount), alignment: 64)
    let storage = ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
    guard let start = memory.baseAddress else { return storage }
    let down = change.down.widened()
    let isTooLarge = Mutex(false)
    let target = Target(start: start)
    workers.forEachRange(of: weight.shape[0], grain: 16) { rows, _ in
      if !add(rows, down: down, into: target.start) { isTooLarge.withLock { $0 = true } }
    }
    return isTooLarge.withLock { $0 } ? nil : storage
  }

  /// Writes some rows; false where an element does not fit.
  private func add(
    _ rows: Range<Int>, down: [Float], into start: UnsafeMutableRawPointer
  ) -> Bool {
    let width = weight.shape[1]
    let rank = change.up.shape[1]
    let rowBytes = weight.elementType.byteCount(of: width)
    let sum = UnsafeMutableBufferPointer<Float>.allocate(capacity: width)
    let factors = UnsafeMutableBufferPointer<Float>.allocate(capacity: rank)
    defer {
      sum.deallocate()
      factors.deallocate()
    }
    guard let sumStart = sum.baseAddress, let factorStart = factors.baseAddress else { return true }
    return down.withUnsafeBufferPointer { down in
      for row in rows {
        weight.widenRow(row, into: sumStart)
        change.up.widenRow(sourceRow(row), into: factorStart)
        for term in 0..<rank {
          let factor = scale * factors[term]
          for column in 0..<width { sum[column] += factor * down[term * width + column] }
        }
        do {
          try RowEncoder.encode(
            UnsafeBufferPointer(sum), as: weight.elementType, into: start + row * rowBytes)
        } catch {
          return false
        }
      }
      return true
    }
  }

  private func sourceRow(_ row: Int) -> Int {
    guard let pairedHeadWidth else { return row }
    return RotaryRows.halved(row, headWidth: pairedHeadWidth)
  }
}

/// Where the workers write, each its own rows.
///
/// - Note: `@unchecked Sendable` holds because every row is written by one worker alone, and read when all are done.
private struct Target: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
}
