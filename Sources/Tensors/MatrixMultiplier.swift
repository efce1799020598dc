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

/// Applies linear maps with all workers; owns the scratch memory that wide products need.
///
/// Few tokens: our kernels stream the weights once and widen them in registers, bound by memory. Many tokens:
/// a panel of rows is widened once into a worker's scratch and multiplied by OpenBLAS, bound by arithmetic.
public final class MatrixMultiplier {
  private let workers: WorkerPool
  private let kernels = Kernels.chosen
  private var panels: [FloatBuffer]

  /// Tokens from which OpenBLAS is faster.
  ///
  /// Measured with AVX2 and bfloat16 weights of 2048 × 5632: our kernels lead by a
  /// third at 24 tokens, both are level at 64, and widening is paid for from 128 on.
  public static let wideTokenCount = 64
  /// Rows widened at once: enough to pay for packing the input, few enough to bound the scratch memory.
  private static let panelRows = 256
  /// Rows handed to a worker at once; a multiple of every kernel's tile.
  private static let rowGrain = 48

  /// A multiplier that runs on `workers`.
  public init(workers: WorkerPool) {
    self.workers = workers
    self.panels = (0..<workers.threadCount).map { _ in FloatBuffer() }
  }

  /// The floats of scratch memory that one worker needs at the most for maps of `width` inputs.
  public static func panelFloatCount(width: Int, tokens: Int) -> Int {
    tokens >= wideTokenCount ? panelRows * width : 0
  }

  /// Computes every product of `input`, `[tokens, width]`, sharing one pass over the workers.
  public func multiply(
    _ input: UnsafePointer<Float>, tokens: Int, _ products: MatrixProduct...
  ) {
    if tokens >= Self.wideTokenCount, OpenBLAS.isAvailable {
      multiplyWide(input, tokens: tokens, products)
    } else {
      multiplyNarrow(input, tokens: tokens, products)
    }
  }

  /// The products by our own kernels.
  func multiplyNarrow(_ input: UnsafePointer<Float>, tokens: Int, _ products: [MatrixProduct]) {
    forEachPanel(of: products, grain: Self.rowGrain) { product, rows, _ in
      kernels.multiply(input, tokens: tokens, product, rows: rows)
    }
  }

  /// The products by OpenBLAS, a panel of rows at a time.
  func multiplyWide(_ input: UnsafePointer<Float>, tokens: Int, _ products: [MatrixProduct]) {
    let grain = min(Self.panelRows, max(Self.rowGrain, evenShare(of: products)))
    for product in products where product.linear.weight.elementType != .float32 {
      for panel in panels { panel.reserve(grain * product.linear.width) }
    }
    forEachPanel(of: products, grain: grain) { product, rows, worker in
      OpenBLAS.multiply(input, tokens: tokens, product, rows: rows, panel: panels[worker])
    }
  }

  /// Rows a worker gets where every worker takes one panel of the products.
  private func evenShare(of products: [MatrixProduct]) -> Int {
    let rows = products.reduce(0) { $0 + $1.linear.rows }
    return (rows + workers.threadCount - 1) / workers.threadCount
  }

  /// Hands out the rows of all products, none across two of them.
  private func forEachPanel(
    of products: [MatrixProduct], grain: Int,
    _ body: (MatrixProduct, Range<Int>, Int) -> Void
  ) {
    let panelCount = products.reduce(0) { $0 + ($1.linear.rows + grain - 1) / grain }
    workers.forEachRange(of: panelCount, grain: 1) { panels, worker in
      for panel in panels {
        var index = panel
        for product in products {
          let count = (product.linear.rows + grain - 1) / grain
          if index < count {
            let start = index * grain
            body(product, start..<min(start + grain, product.linear.rows), worker)
            break
          }
          index -= count
        }
      }
    }
  }
}

extension Kernels {
  /// One range of rows of a product, on the calling thread.
  func multiply(
    _ input: UnsafePointer<Float>, tokens: Int, _ product: MatrixProduct, rows: Range<Int>
  ) {
    let linear = product.linear
    guard let weights = linear.weight.bytes.baseAddress else { return }
    linear.bias.withOptionalPointer { bias in
      var arguments = ck_product(
        weights: weights, activations: input, activations_bfloat16: nil,
        output: product.output, bias: bias,
        token_count: tokens, width: linear.width, row_begin: rows.lowerBound,
        row_end: rows.upperBound, activation_stride: linear.width, output_stride: linear.rows)
      switch linear.weight.elementType {
      case .float32: table.pointee.product_float32(&arguments)
      case .float16: table.pointee.product_float16(&arguments)
      case .bfloat16: table.pointee.product_bfloat16(&arguments)
      case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K:
        preconditionFailure("blocks are multiplied by their own kernels")
      }
    }
  }
}

extension [Float]? {
  fileprivate func withOptionalPointer(_ body: (UnsafePointer<Float>?) -> Void) {
    guard let self else { return body(nil) }
    self.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
