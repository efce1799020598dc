import CKernels
import Testing

@testable import Tensors

@Suite("Training's products agree with sums in double precision")
struct TrainingProductsTests {
  /// Tiles with and without edges, depths of one stretch and of several, and empty ones.
  static let shapes: [(rows: Int, columns: Int, depth: Int)] = [
    (1, 1, 1), (5, 17, 3), (12, 32, 64), (13, 33, 70), (50, 40, 330), (30, 9, 0), (0, 4, 5),
    (4, 0, 5),
  ]

  @Test("transposed or not, written or added", arguments: availableLevels, shapes)
  func agreement(level: UInt32, shape: (rows: Int, columns: Int, depth: Int)) {
    let kernels = ck_training_kernels_at(ck_level(rawValue: level)).pointee
    for kind in 0..<8 {
      let problem = ProductProblem(shape, kind: kind)
      let scratch = FloatBuffer(capacity: ck_training_product_scratch())
      let found = problem.solved { a, b, c, accumulating in
        var product = ck_training_product(
          a: ck_training_operand(
            values: a.values, stride: a.stride, transposed: a.isTransposed ? 1 : 0),
          b: ck_training_operand(
            values: b.values, stride: b.stride, transposed: b.isTransposed ? 1 : 0),
          sums: c.values, sums_stride: c.stride, rows: c.rows, columns: c.columns,
          depth: a.columns, accumulate: accumulating ? 1 : 0, scratch: scratch.pointer)
        kernels.multiply(&product)
      }
      #expect(worstDifference(found, problem.expected) < 2e-6, "kind \(kind)")
    }
  }

  @Test("and their bits do not depend on the workers", arguments: [(130, 100, 20), (7, 200, 330)])
  func workers(shape: (rows: Int, columns: Int, depth: Int)) {
    let teams = [1, 2, 3].map { TrainingProducts(workers: WorkerPool(threadCount: $0)) }
    for kind in 0..<8 {
      let problem = ProductProblem(shape, kind: kind)
      let results = teams.map { products in
        problem.solved { products.multiply($0, $1, into: $2, accumulating: $3) }
      }
      let alone = problem.solved {
        teams[0].multiply($0, $1, into: $2, accumulating: $3, worker: 0)
      }
      #expect(results.allSatisfy { $0 == alone }, "kind \(kind)")
      #expect(worstDifference(alone, problem.expected) < 2e-6, "kind \(kind)")
    }
  }

  @Test("and with what bfloat16 holds, fast products are exact", arguments: [(130, 50, 21)])
  func fast(shape: (rows: Int, columns: Int, depth: Int)) {
    for kind in 0..<8 {
      let problem = ProductProblem(shape, kind: kind, steps: 64)
      let products = TrainingProducts(workers: WorkerPool(threadCount: 2), arithmetic: .fast)
      let found = problem.solved { products.multiply($0, $1, into: $2, accumulating: $3) }
      #expect(worstDifference(found, problem.expected) < 2e-6, "kind \(kind)")
    }
  }

  @Test(
    "and their tiles cover every element once",
    arguments: [(1, 1), (0, 5), (97, 1), (500, 133), (48, 1000)], [1, 2, 5, 64])
  func tiles(extents: (rows: Int, columns: Int), workerCount: Int) {
    let tiles = ProductTiles(
      rows: extents.rows, columns: extents.columns, workerCount: workerCount)
    var counts = [Int](repeating: 0, count: extents.rows * extents.columns)
    for index in 0..<tiles.count {
      for row in tiles.rows(index) {
        for column in tiles.columns(index) { counts[row * extents.columns + column] += 1 }
      }
    }
    #expect(counts.allSatisfy { $0 == 1 })
  }
}

/// One product with its operands, rows of which lie apart; bits of `kind` say what is transposed and whether to add.
private struct ProductProblem {
  let rows: Int
  let columns: Int
  let depth: Int
  private let a: [Float]
  private let b: [Float]
  private let start: [Float]
  private let transposesA: Bool
  private let transposesB: Bool
  private let accumulates: Bool

  private static let gap = 3

  /// Operands that are multiples of one over `steps`, where it is given.
  init(_ shape: (rows: Int, columns: Int, depth: Int), kind: Int, steps: Float? = nil) {
    (rows, columns, depth) = shape
    transposesA = kind & 1 != 0
    transposesB = kind & 2 != 0
    accumulates = kind & 4 != 0
    a = Self.operand(max(shape.depth, shape.rows), seed: 30, steps)
    b = Self.operand(max(shape.depth, shape.columns), seed: 31, steps)
    start = randoms(rows * (columns + Self.gap), seed: 32)
  }

  /// Numbers for a square matrix of which a part is used.
  private static func operand(_ extent: Int, seed: Int, _ steps: Float?) -> [Float] {
    let values = randoms(extent * (extent + gap), seed: seed)
    guard let steps else { return values }
    return values.map { ($0 * steps).rounded() / steps }
  }

  private var aStride: Int { (transposesA ? rows : depth) + Self.gap }
  private var bStride: Int { (transposesB ? depth : columns) + Self.gap }

  /// The result's memory, gaps included.
  var expected: [Double] {
    let stride = columns + Self.gap
    var sums = start.map(Double.init)
    for row in 0..<rows {
      for column in 0..<columns {
        var sum = accumulates ? sums[row * stride + column] : 0
        for k in 0..<depth {
          let left = a[transposesA ? k * aStride + row : row * aStride + k]
          let right = b[transposesB ? column * bStride + k : k * bStride + column]
          sum += Double(left) * Double(right)
        }
        sums[row * stride + column] = sum
      }
    }
    return sums
  }

  /// The same as `multiply` computes it.
  func solved(_ multiply: (MatrixOperand, MatrixOperand, MatrixResult, Bool) -> Void) -> [Float] {
    var sums = start
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let a = a.baseAddress, let b = b.baseAddress, let sums = sums.baseAddress else {
            return
          }
          multiply(
            MatrixOperand(
              a, rows: transposesA ? depth : rows, columns: transposesA ? rows : depth,
              stride: aStride, transposed: transposesA),
            MatrixOperand(
              b, rows: transposesB ? columns : depth, columns: transposesB ? depth : columns,
              stride: bStride, transposed: transposesB),
            MatrixResult(sums, rows: rows, columns: columns, stride: columns + Self.gap),
            accumulates)
        }
      }
    }
    return sums
  }
}
