internal import CKernels

/// One of the products that a multiplication makes of the same input.
public struct MatrixProduct {
  let linear: Linear
  let output: UnsafeMutablePointer<Float>

  /// - Parameters:
  ///   - linear: The map, `[rows, width]`.
  ///   - output: Room for `[tokens, rows]`.
  public init(_ linear: Linear, into output: UnsafeMutablePointer<Float>) {
    self.linear = linear
    self.output = output
  }
}

/// Applies linear maps with all workers; owns the scratch memory for inputs in the precision that the products take.
///
/// The bits of an output do not depend on the tokens, products, workers and calls that it is computed with.
/// Has one owner, and allocates nothing once it has seen its largest input.
public final class MatrixMultiplier {
  /// How far inputs may be rounded.
  public let arithmetic: Arithmetic
  let workers: WorkerPool
  let kernels: Kernels
  let packedKernels: PackedKernels
  let shares: WorkShares
  var tasks: [ProductTask] = []
  /// The input in blocks of rounded or of plain activations.
  let blocks = FloatBuffer()
  /// The input in bfloat16.
  let halves = FloatBuffer()

  /// A multiplier that runs on `workers`.
  ///
  /// - Parameters:
  ///   - workers: Who computes.
  ///   - arithmetic: How far inputs may be rounded.
  public convenience init(workers: WorkerPool, arithmetic: Arithmetic = .exact) {
    self.init(workers: workers, arithmetic: arithmetic, kernels: .chosen)
  }

  init(workers: WorkerPool, arithmetic: Arithmetic, kernels: Kernels) {
    self.workers = workers
    self.arithmetic = arithmetic
    self.kernels = kernels
    packedKernels = PackedKernels(kernels)
    shares = WorkShares(count: workers.threadCount)
    tasks.reserveCapacity(4)
  }

  /// The bytes of scratch memory that multiplications of `tokens` inputs of `width` need at the most.
  ///
  /// - Returns: Bytes; the largest integer where there are more.
  public static func scratchByteCount(width: Int, tokens: Int) -> Int {
    // Blocks are padded by one token at the most.
    let each = ck_activation_bytes(width, 0) + width * MemoryLayout<UInt16>.stride
    let (total, overflows) = each.multipliedReportingOverflow(by: tokens + 1)
    return overflows ? .max : total
  }

  /// Computes the product of `input`, `[tokens, width]`.
  public func multiply(_ input: UnsafePointer<Float>, tokens: Int, _ product: MatrixProduct) {
    add(product, input, tokens)
    run(input, tokens: tokens)
  }

  /// Computes two products of `input`, `[tokens, width]`, sharing one pass over the workers.
  public func multiply(
    _ input: UnsafePointer<Float>, tokens: Int, _ first: MatrixProduct, _ second: MatrixProduct
  ) {
    add(first, input, tokens)
    add(second, input, tokens)
    run(input, tokens: tokens)
  }

  /// Computes three products of `input`, `[tokens, width]`, sharing one pass over the workers.
  public func multiply(
    _ input: UnsafePointer<Float>, tokens: Int, _ first: MatrixProduct, _ second: MatrixProduct,
    _ third: MatrixProduct
  ) {
    add(first, input, tokens)
    add(second, input, tokens)
    add(third, input, tokens)
    run(input, tokens: tokens)
  }

  private func add(_ product: MatrixProduct, _ input: UnsafePointer<Float>, _ tokens: Int) {
    let task = ProductTask(
      product, input: input, tokens: tokens, arithmetic: arithmetic, kernels: kernels,
      packedKernels: packedKernels)
    if let task { tasks.append(task) }
  }

  /// Prepares the input as the tasks need it, computes them and forgets them.
  private func run(_ input: UnsafePointer<Float>, tokens: Int) {
    defer { tasks.removeAll(keepingCapacity: true) }
    guard tokens > 0 else { return }
    let prepared = prepare(input, tokens: tokens)
    var unitCount = 0
    for task in tasks { unitCount += task.unitCount }
    tasks.withUnsafeBufferPointer { tasks in
      workers.share(unitCount, by: shares) { unit in
        // Units are counted through all tasks.
        var index = unit
        for task in tasks {
          if index < task.unitCount { return task.compute(unit: index, of: prepared) }
          index -= task.unitCount
        }
      }
    }
  }
}
