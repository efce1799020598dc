internal import CKernels
internal import COpenBLAS

/// Float32 products of whole matrices, either of them transposed: what the two passes of training are made of.
///
/// Has one owner, and allocates nothing after it was made.
public final class TrainingProducts {
  private let workers: WorkerPool
  private let usesOpenBLAS: Bool
  /// One for each worker.
  private let scratch: [FloatBuffer]

  /// Products that run on `workers`.
  public convenience init(workers: WorkerPool) {
    self.init(workers: workers, usesOpenBLAS: OpenBLAS.isAvailable)
  }

  init(workers: WorkerPool, usesOpenBLAS: Bool) {
    self.workers = workers
    self.usesOpenBLAS = usesOpenBLAS
    let count = usesOpenBLAS ? 0 : ck_training_product_scratch()
    scratch = (0..<workers.threadCount).map { _ in FloatBuffer(capacity: count) }
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
    if usesOpenBLAS {
      var product = cob_product(
        a: a.dropping(rows: rows.lowerBound), b: b.dropping(columns: columns.lowerBound),
        sums: sums, a_stride: a.stride, b_stride: b.stride, sums_stride: c.stride,
        rows: rows.count, columns: columns.count, depth: a.columns,
        a_transposed: a.isTransposed ? 1 : 0, b_transposed: b.isTransposed ? 1 : 0,
        accumulate: accumulating ? 1 : 0)
      cob_multiply(&product)
    } else {
      var product = ck_training_product(
        a: ck_training_operand(
          values: a.dropping(rows: rows.lowerBound), stride: a.stride,
          transposed: a.isTransposed ? 1 : 0),
        b: ck_training_operand(
          values: b.dropping(columns: columns.lowerBound), stride: b.stride,
          transposed: b.isTransposed ? 1 : 0),
        sums: sums, sums_stride: c.stride, rows: rows.count, columns: columns.count,
        depth: a.columns, accumulate: accumulating ? 1 : 0, scratch: scratch[worker].pointer)
      ck_training_multiply(&product)
    }
  }
}

/// A product's result, cut into tiles for the workers.
struct ProductTiles {
  private let rowCount: Int
  private let columnCount: Int
  private var rowGrain: Int
  private var columnGrain: Int

  /// The tiles that each worker should find, so that they end together.
  private static let tilesPerWorker = 3
  /// Tiles are not cut below this: their operands are packed anew for each.
  private static let leastGrain = 96
  /// Tiles end at multiples of this, where the kernels have no edges.
  private static let alignment = 48

  init(rows: Int, columns: Int, workerCount: Int) {
    rowCount = rows
    columnCount = columns
    rowGrain = max(1, rows)
    columnGrain = max(1, columns)
    guard workerCount > 1 else { return }
    while count < workerCount * Self.tilesPerWorker, max(rowGrain, columnGrain) > Self.leastGrain {
      if rowGrain >= columnGrain {
        rowGrain = Self.half(rowGrain)
      } else {
        columnGrain = Self.half(columnGrain)
      }
    }
  }

  private var columnTileCount: Int { (columnCount + columnGrain - 1) / columnGrain }

  var count: Int { (rowCount + rowGrain - 1) / rowGrain * columnTileCount }

  func rows(_ index: Int) -> Range<Int> {
    let start = index / columnTileCount * rowGrain
    return start..<min(start + rowGrain, rowCount)
  }

  func columns(_ index: Int) -> Range<Int> {
    let start = index % columnTileCount * columnGrain
    return start..<min(start + columnGrain, columnCount)
  }

  private static func half(_ grain: Int) -> Int {
    (grain / 2 + alignment - 1) / alignment * alignment
  }
}
