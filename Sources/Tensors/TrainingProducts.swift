internal import CKernels

/// Float32 products of whole matrices, either of them transposed: what the two passes of training are made of.
///
/// The bits of a result do not depend on the workers, nor on how many rows and columns are computed together.
/// Has one owner, and allocates nothing after it was made.
public final class TrainingProducts {
  /// How far operands may be rounded.
  public let arithmetic: Arithmetic
  private let workers: WorkerPool
  /// One for each worker.
  private let scratch: [FloatBuffer]

  /// Products that run on `workers`.
  ///
  /// - Parameters:
  ///   - workers: Who computes.
  ///   - arithmetic: How far operands may be rounded; only processors with instructions for bfloat16 round them.
  public init(workers: WorkerPool, arithmetic: Arithmetic = .exact) {
    self.workers = workers
    self.arithmetic = arithmetic
    scratch = (0..<workers.threadCount).map { _ in
      FloatBuffer(capacity: ck_training_product_scratch())
    }
  }

  /// Computes `c = a b`, or `c += a b`, with all workers.
  ///
  /// - Parameters:
  ///   - a: `[c.rows, depth]` as the product sees it.
  ///   - b: `[depth, c.columns]` as the product sees it.
  ///   - c: Where the product goes; overlaps neither operand.
  ///   - accumulating: Whether to add to what is there.
  public func multiply(
    _ a: MatrixOperand, _ b: MatrixOperand, into c: MatrixResult, accumulating: Bool = false
  ) {
    let tiles = ProductTiles(rows: c.rows, columns: c.columns, workerCount: workers.threadCount)
    workers.forEachRange(of: tiles.count, grain: 1) { range, worker in
      for index in range {
        compute(a, b, c, accumulating, tiles.rows(index), tiles.columns(index), worker)
      }
    }
  }

  /// Computes `c = a b`, or `c += a b`, on the thread that calls, inside work that it shares with others.
  ///
  /// - Parameters:
  ///   - a: `[c.rows, depth]` as the product sees it.
  ///   - b: `[depth, c.columns]` as the product sees it.
  ///   - c: Where the product goes; overlaps neither operand.
  ///   - accumulating: Whether to add to what is there.
  ///   - worker: The calling worker's index in the pool.
  public func multiply(
    _ a: MatrixOperand, _ b: MatrixOperand, into c: MatrixResult, accumulating: Bool = false,
    worker: Int
  ) {
    compute(a, b, c, accumulating, 0..<c.rows, 0..<c.columns, worker)
  }

  private func compute(
    _ a: MatrixOperand, _ b: MatrixOperand, _ c: MatrixResult, _ accumulating: Bool,
    _ rows: Range<Int>, _ columns: Range<Int>, _ worker: Int
  ) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let sums = c.values + rows.lowerBound * c.stride + columns.lowerBound
    var product = ck_training_product(
      a: ck_training_operand(
        values: a.dropping(rows: rows.lowerBound), stride: a.stride,
        transposed: a.isTransposed ? 1 : 0),
      b: ck_training_operand(
        values: b.dropping(columns: columns.lowerBound), stride: b.stride,
        transposed: b.isTransposed ? 1 : 0),
      sums: sums, sums_stride: c.stride, rows: rows.count, columns: columns.count,
      depth: a.columns, accumulate: accumulating ? 1 : 0, scratch: scratch[worker].pointer)
    switch arithmetic {
    case .exact: ck_training_multiply(&product)
    case .fast: ck_training_multiply_fast(&product)
    }
  }
}
