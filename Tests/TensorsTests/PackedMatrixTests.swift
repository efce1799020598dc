import Testing

@testable import Tensors

@Suite("A packed matrix")
struct PackedMatrixTests {
  private let workers = WorkerPool(threadCount: 2)

  @Test(
    "is the same from floats as from the blocks of a file", arguments: [ElementType.q8_0, .q4_0])
  func sources(type: ElementType) {
    let values = randoms(50 * 96, seed: 9)
    let floats = PackedMatrix(.float32(values, shape: [50, 96]), as: type, workers: workers)
    let stored = tensor(encoded(values, type), type, shape: [50, 96])
    let blocks = PackedMatrix(stored, as: type, workers: workers)
    #expect(bytes(floats) == bytes(blocks))
    #expect(floats.byteCount == PackedMatrix.byteCount(type, rows: 50, width: 96))
    #expect(bytes(floats).contains { $0 != 0 })
  }

  @Test("takes little more than its blocks where its shape is a model's", arguments: blockTypes)
  func sizes(type: ElementType) {
    let packed = PackedMatrix.byteCount(type, rows: 2_048, width: 2_048)
    let stored = type.byteCount(of: 2_048 * 2_048)
    #expect(packed >= stored && packed <= stored + stored / 32)
  }

  @Test("holds whole blocks only")
  func shapes() {
    let floats = Tensor.float32(randoms(4 * 48, seed: 1), shape: [4, 48])
    #expect(!PackedMatrix.canHold(floats, as: .q8_0))
    #expect(!PackedMatrix.canHold(.float32([1], shape: [1]), as: .q8_0))
    let whole = Tensor.float32(randoms(4 * 64, seed: 1), shape: [4, 64])
    #expect(PackedMatrix.canHold(whole, as: .q8_0) && PackedMatrix.canHold(whole, as: .q4_0))
    #expect(!PackedMatrix.canHold(whole, as: .q4_K) && !PackedMatrix.canHold(whole, as: .bfloat16))
  }

  @Test("is held by a linear map where its format can be had")
  func linear() {
    let narrow = Linear(
      weight: .float32(randoms(4 * 48, seed: 1), shape: [4, 48]), format: .q8_0, workers: workers)
    #expect(narrow.elementType == .float32 && narrow.byteCount == 4 * 48 * 4)
    #expect(narrow.ownedByteCount == 0)
    let wide = Linear(
      weight: .float32(randoms(4 * 64, seed: 1), shape: [4, 64]), format: .q4_0, workers: workers)
    #expect(wide.elementType == .q4_0 && wide.rows == 4 && wide.width == 64)
    #expect(wide.ownedByteCount == wide.byteCount && wide.byteCount > 0)
    let stored = tensor(
      [UInt8](repeating: 1, count: ElementType.q6_K.byteCount(of: 512)), .q6_K, shape: [2, 256])
    #expect(Linear(weight: stored, format: nil, workers: workers).elementType == .q6_K)
    #expect(Linear(weight: stored, format: .q8_0, workers: workers).elementType == .q6_K)
  }

  private func bytes(_ matrix: PackedMatrix) -> [UInt8] {
    guard let panels = matrix.panels else { return [] }
    return [UInt8](UnsafeRawBufferPointer(start: panels, count: matrix.byteCount))
  }
}
