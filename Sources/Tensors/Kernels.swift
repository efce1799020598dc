internal import CKernels

/// The arithmetic of one instruction set over float32 vectors; every function runs on the calling thread.
///
/// - Note: `@unchecked Sendable` holds because the table of functions is a constant of the program.
public struct Kernels: @unchecked Sendable {
  let table: UnsafePointer<ck_kernels>

  /// The best that this machine offers, no better than was forced or than the environment's `METAALIGNER_KERNELS` names.
  public static var chosen: Kernels { Kernels(table: ck_kernels_chosen()) }

  /// The instruction set's name: `scalar`, `neon`, `avx2`, `avx512`, `avx512vnni` or `avx512bf16`.
  public var name: String { String(cString: ck_level_name(table.pointee.level)) }

  /// Whether products of bfloat16 weights are faster with activations rounded to bfloat16.
  public var hasFastBFloat16: Bool { table.pointee.has_fast_bfloat16 != 0 }

  /// output = input / sqrt(mean(input²) + epsilon) · weight, `[count]` each; output may be input.
  public func rootMeanSquareNorm(
    _ input: UnsafePointer<Float>, weight: UnsafePointer<Float>, epsilon: Float, count: Int,
    into output: UnsafeMutablePointer<Float>
  ) {
    table.pointee.rms_norm(input, weight, output, count, epsilon)
  }

  /// gate = silu(gate) · up, `[count]`.
  public func siluMultiply(
    _ gate: UnsafeMutablePointer<Float>, _ up: UnsafePointer<Float>, count: Int
  ) {
    table.pointee.silu_multiply(gate, up, count)
  }

  /// gate = gelu(gate) · up with GELU's tanh approximation, `[count]`.
  public func geluTanhMultiply(
    _ gate: UnsafeMutablePointer<Float>, _ up: UnsafePointer<Float>, count: Int
  ) {
    table.pointee.gelu_tanh_multiply(gate, up, count)
  }

  /// gate = gelu(gate) · up with GELU by the error function, `[count]`.
  public func geluMultiply(
    _ gate: UnsafeMutablePointer<Float>, _ up: UnsafePointer<Float>, count: Int
  ) {
    table.pointee.gelu_multiply(gate, up, count)
  }

  /// sum += addend, `[count]`.
  public func add(_ addend: UnsafePointer<Float>, to sum: UnsafeMutablePointer<Float>, count: Int) {
    table.pointee.add(sum, addend, count)
  }

  /// Widens `count` weights, which need not be aligned, to float32.
  public func widen(
    _ source: UnsafeRawPointer, _ type: ElementType, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    switch type {
    case .float32:
      UnsafeMutableRawPointer(destination).copyMemory(from: source, byteCount: count * 4)
    case .float16: table.pointee.widen_float16(source, destination, count)
    case .bfloat16: table.pointee.widen_bfloat16(source, destination, count)
    case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K:
      preconditionFailure("blocks are unpacked by their own kernels")
    }
  }

  /// Rounds `count` floats to the nearest float16 or bfloat16, ties to even; the destination need not be aligned.
  public func narrow(
    _ source: UnsafePointer<Float>, count: Int, to type: ElementType,
    into destination: UnsafeMutableRawPointer
  ) {
    switch type {
    case .float32: destination.copyMemory(from: source, byteCount: count * 4)
    case .float16: table.pointee.narrow_float16(source, destination, count)
    case .bfloat16: table.pointee.narrow_bfloat16(source, destination, count)
    case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K:
      preconditionFailure("blocks are encoded by their own kernels")
    }
  }
}
