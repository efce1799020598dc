import Testing

@testable import Tensors

@Suite("The matrix multiplier")
struct MatrixMultiplierTests {
  @Test("widens one row of a matrix")
  func rows() {
    let tensor = Tensor.float32([1, 2, 3, 4, 5, 6], shape: [3, 2])
    let row = FloatBuffer(capacity: 2)
    tensor.widenRow(2, into: row.pointer)
    #expect(row.pointer[0] == 5 && row.pointer[1] == 6)
    #expect(tensor.widened() == [1, 2, 3, 4, 5, 6])
  }
}
