import CKernels

/// How a test's weights are stored.
enum Weights: CaseIterable, Sendable {
  case float32, float16, bfloat16
  /// With activations rounded to bfloat16.
  case bfloat16Fast
}

/// The levels that this machine has.
let availableLevels: [UInt32] =
  (ck_level_scalar.rawValue...ck_level_avx512bf16.rawValue)
  .filter { ck_kernels_at(ck_level(rawValue: $0)) != nil }

/// Numbers in -1...1 that are the same in every run.
func randoms(_ count: Int, seed: Int) -> [Float] {
  var state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
  return (0..<count).map { _ in
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
  }
}

/// A product with a bias, whose weights start at an odd address.
struct ProductCase {
  let weights: Weights
  let tokens: Int
  let rows: Int
  let width: Int
  private let bytes: [UInt8]
  private let activations: [Float]
  private let rounded: [UInt16]
  private let bias: [Float]

  /// A case whose activations differ by powers of two up to `spread`, so that large terms hide small ones, and end
  /// with `last`.
  init(
    _ weights: Weights, tokens: Int, rows: Int, width: Int, spread: Int = 0, last: Float? = nil
  ) {
    self.weights = weights
    self.tokens = tokens
    self.rows = rows
    self.width = width
    var plain = randoms(tokens * width, seed: tokens + 31 * width)
    if let last, !plain.isEmpty { plain[plain.count - 1] = last }
    activations = plain.enumerated().map { index, value in
      Float(
        sign: .plus, exponent: spread == 0 ? 0 : index % spread - spread / 2, significand: value)
    }
    rounded = activations.map { value in
      UInt16(truncatingIfNeeded: (value.bitPattern &+ 0x7fff &+ (value.bitPattern >> 16 & 1)) >> 16)
    }
    bias = randoms(rows, seed: rows)
    let values = randoms(rows * width, seed: rows + 17 * width)
    let stored: [UInt8] = values.flatMap { value -> [UInt8] in
      switch weights {
      case .float32: withUnsafeBytes(of: value) { Array($0) }
      case .bfloat16, .bfloat16Fast:
        withUnsafeBytes(of: UInt16(value.bitPattern >> 16)) { Array($0) }
      // 1.xxx · 2^-1 … 2^-14, either sign.
      case .float16:
        withUnsafeBytes(of: UInt16(truncatingIfNeeded: value.bitPattern >> 8) & 0xbbff) {
          Array($0)
        }
      }
    }
    bytes = [0] + stored
  }

  /// The outputs of some tokens, computed `rowGrain` rows at a time.
  func run(_ kernels: ck_kernels, tokens part: Range<Int>? = nil, rowGrain: Int? = nil) -> [Float] {
    let part = part ?? 0..<tokens
    var output = [Float](repeating: .nan, count: part.count * rows)
    bytes.withUnsafeBytes { bytes in
      (activations + [0]).withUnsafeBufferPointer { activations in
        (rounded + [0]).withUnsafeBufferPointer { rounded in
          bias.withUnsafeBufferPointer { bias in
            output.withUnsafeMutableBufferPointer { output in
              guard let weights = bytes.baseAddress, let input = activations.baseAddress,
                let output = output.baseAddress, let rounded = rounded.baseAddress
              else { return }
              let grain = rowGrain ?? rows
              for row in stride(from: 0, to: rows, by: grain) {
                var product = ck_product(
                  weights: weights + 1, activations: input + part.lowerBound * width,
                  activations_bfloat16: rounded + part.lowerBound * width, output: output,
                  bias: bias.baseAddress, token_count: part.count, width: width, row_begin: row,
                  row_end: min(row + grain, rows), activation_stride: width, output_stride: rows)
                function(kernels)(&product)
              }
            }
          }
        }
      }
    }
    return output
  }

  private func function(_ kernels: ck_kernels) -> (UnsafePointer<ck_product>) -> Void {
    switch weights {
    case .float32: kernels.product_float32
    case .float16: kernels.product_float16
    case .bfloat16: kernels.product_bfloat16
    case .bfloat16Fast: kernels.product_bfloat16_fast
    }
  }

  /// What the terms of each output add up to when all are positive, by which rounding is measured.
  private var largestActivation: Float { activations.reduce(1) { max($0, abs($1)) } }

  /// The largest difference, relative to how much the terms of one sum can add up to.
  func largestError(_ found: [Float], _ expected: [Float]) -> Float {
    let magnitude = Float(max(1, width)) * largestActivation
    return zip(found, expected).reduce(0) { worst, pair in
      let error = abs(pair.0 - pair.1) / magnitude
      return error.isNaN ? .infinity : max(worst, error)
    }
  }
}
