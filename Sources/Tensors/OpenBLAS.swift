internal import CKernels
internal import COpenBLAS

/// The system's OpenBLAS, loaded at the first wide product and not before.
public enum OpenBLAS {
  /// Chooses the library's kernels, which it asks the environment for while it is loaded.
  ///
  /// A program calls this first of all: the environment may only be changed while there is one thread. Where it is not
  /// called, the library chooses for itself, on some processors at half the speed.
  public static func chooseKernels() {
    // Some builds do not know newer processors with AVX-512; SkylakeX is the oldest core that uses it.
    cob_prepare(ck_supports(ck_level_avx512) != 0 ? "SkylakeX" : nil)
  }

  /// Whether the library was found; loads it at the first call.
  static let isAvailable: Bool = cob_open() != 0

  /// One range of rows of a product, on the calling thread.
  ///
  /// `panel` is scratch for `[rows, width]`, used where the weights are not aligned float32.
  static func multiply(
    _ input: UnsafePointer<Float>, tokens: Int, _ product: MatrixProduct, rows: Range<Int>,
    panel: FloatBuffer
  ) {
    let linear = product.linear
    let width = linear.width
    guard let stored = linear.weight.bytes.baseAddress else { return }
    let start = stored + linear.weight.elementType.byteCount(of: rows.lowerBound * width)
    let weights: UnsafePointer<Float>
    if linear.weight.elementType == .float32,
      Int(bitPattern: start) % MemoryLayout<Float>.alignment == 0
    {
      weights = start.assumingMemoryBound(to: Float.self)
    } else {
      panel.reserve(rows.count * width)
      Kernels.chosen.widen(
        start, linear.weight.elementType, count: rows.count * width, into: panel.pointer)
      weights = UnsafePointer(panel.pointer)
    }
    var arguments = cob_product(
      activations: input, weights: weights, output: product.output + rows.lowerBound,
      token_count: tokens, row_count: rows.count, width: width, activation_stride: width,
      output_stride: linear.rows)
    cob_multiply(&arguments)
    guard let bias = linear.bias else { return }
    for token in 0..<tokens {
      let output = product.output + token * linear.rows
      for row in rows { output[row] += bias[row] }
    }
  }
}
