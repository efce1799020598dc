import Testing

@testable import Tensors

@Suite("The matrix multiplier")
struct MatrixMultiplierTests {
  /// Sums of 300 float32 products of numbers below 1, in two orders.
  private static let tolerance: Float = 5e-5

  @Test(
    "gives the same by OpenBLAS as by our kernels",
    .enabled(if: OpenBLAS.isAvailable, "OpenBLAS is not installed"),
    arguments: [1, 2, 63, 70], [ElementType.float32, .bfloat16, .float16])
  func wideAgreesWithNarrow(tokens: Int, type: ElementType) {
    let input = FloatBuffer(capacity: tokens * 300)
    fill(input, tokens * 300, seed: 1)
    for isAligned in [true, false] {
      let one = Linear(weight: weights(600, 300, type, isAligned: isAligned))
      let other = Linear(
        weight: weights(7, 300, type, isAligned: isAligned),
        bias: .float32(randoms(7, seed: 2), shape: [7]))
      for threads in [1, 3] {
        let multiplier = MatrixMultiplier(workers: WorkerPool(threadCount: threads))
        let narrow = FloatBuffer(capacity: tokens * 607)
        let wide = FloatBuffer(capacity: tokens * 607)
        multiplier.multiplyNarrow(
          input.pointer, tokens: tokens, products(one, other, narrow, tokens))
        multiplier.multiplyWide(input.pointer, tokens: tokens, products(one, other, wide, tokens))
        let worst = (0..<tokens * 607).map { abs(narrow.pointer[$0] - wide.pointer[$0]) }.max() ?? 0
        #expect(worst < Self.tolerance)
        #expect((0..<tokens * 607).contains { narrow.pointer[$0] != 0 })
      }
    }
  }

  @Test("widens one row of a matrix")
  func rows() {
    let tensor = Tensor.float32([1, 2, 3, 4, 5, 6], shape: [3, 2])
    let row = FloatBuffer(capacity: 2)
    tensor.widenRow(2, into: row.pointer)
    #expect(row.pointer[0] == 5 && row.pointer[1] == 6)
    #expect(tensor.widened() == [1, 2, 3, 4, 5, 6])
  }

  private func products(
    _ one: Linear, _ other: Linear, _ output: FloatBuffer, _ tokens: Int
  ) -> [MatrixProduct] {
    [
      MatrixProduct(one, into: output.pointer),
      MatrixProduct(other, into: output.pointer + tokens * one.rows),
    ]
  }

  private func fill(_ buffer: FloatBuffer, _ count: Int, seed: Int) {
    for (index, value) in randoms(count, seed: seed).enumerated() { buffer.pointer[index] = value }
  }

  private func weights(_ rows: Int, _ width: Int, _ type: ElementType, isAligned: Bool) -> Tensor {
    let offset = isAligned ? 0 : 1
    let stored = randoms(rows * width, seed: 3).flatMap { value -> [UInt8] in
      switch type {
      case .float32: withUnsafeBytes(of: value) { Array($0) }
      case .bfloat16: withUnsafeBytes(of: UInt16(value.bitPattern >> 16)) { Array($0) }
      case .float16: withUnsafeBytes(of: UInt16(value.bitPattern >> 8 & 0xbbff)) { Array($0) }
      default: preconditionFailure("a type of single numbers")
      }
    }
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: stored.count + offset, alignment: 64)
    for (index, byte) in stored.enumerated() { memory[offset + index] = byte }
    let storage = ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
    return Tensor(
      elementType: type, shape: [rows, width], storage: storage, byteOffset: offset)
  }
}
