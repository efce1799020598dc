import CKernels

/// How a test's weights are stored.
enum Weights: CaseIterable, Sendable {
  case float32, float16, bfloat16
}

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
  private let bias: [Float]

  init(_ weights: Weights, tokens: Int, rows: Int, width: Int) {
    self.weights = weights
    self.tokens = tokens
    self.rows = rows
    self.width = width
    activations = randoms(tokens * width, seed: tokens + 31 * width)
    bias = randoms(rows, seed: rows)
    let values = randoms(rows * width, seed: rows + 17 * width)
    let stored: [UInt8] = values.flatMap { value -> [UInt8] in
      switch weights {
      case .float32: withUnsafeBytes(of: value) { Array($0) }
      case .bfloat16: withUnsafeBytes(of: UInt16(value.bitPattern >> 16)) { Array($0) }
      // 1.xxx · 2^-1 … 2^-14, either sign.
      case .float16:
        withUnsafeBytes(of: UInt16(truncatingIfNeeded: value.bitPattern >> 8) & 0xbbff) {
          Array($0)
        }
      }
    }
    bytes = [0] + stored
  }

  /// All outputs, or one token's.
  func run(_ kernels: ck_kernels, token: Int? = nil) -> [Float] {
    var output = [Float](repeating: .nan, count: (token == nil ? tokens : 1) * rows)
    bytes.withUnsafeBytes { bytes in
      (activations + [0]).withUnsafeBufferPointer { activations in
        bias.withUnsafeBufferPointer { bias in
          output.withUnsafeMutableBufferPointer { output in
            guard let weights = bytes.baseAddress, let input = activations.baseAddress,
              let output = output.baseAddress
            else { return }
            var product = ck_product(
              weights: weights + 1, activations: input + (token ?? 0) * width,
              activations_bfloat16: nil, output: output,
              bias: bias.baseAddress, token_count: token == nil ? tokens : 1, width: width,
              row_begin: 0, row_end: rows, activation_stride: width, output_stride: rows)
            switch self.weights {
            case .float32: kernels.product_float32(&product)
            case .float16: kernels.product_float16(&product)
            case .bfloat16: kernels.product_bfloat16(&product)
            }
          }
        }
      }
    }
    return output
  }

  /// The largest difference, relative to how much the terms of one sum can add up to.
  func largestError(_ found: [Float], _ expected: [Float]) -> Float {
    let magnitude = Float(max(1, width))
    return zip(found, expected).reduce(0) { worst, pair in
      let error = abs(pair.0 - pair.1) / magnitude
      return error.isNaN ? .infinity : max(worst, error)
    }
  }
}
