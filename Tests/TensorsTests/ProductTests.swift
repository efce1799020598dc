import CKernels
import Testing

@Suite("Products of weights in place")
struct ProductTests {
  /// Sums of float32 products in another order, relative to the sum of the terms' magnitudes.
  private static let tolerance: Float = 2e-6
  private static let widths = [0, 1, 7, 15, 16, 31, 33, 64, 127, 515]
  /// From decoding over draft checks to prompts, beyond every block's length.
  private static let tokenCounts = Array(1...17) + [64, 65, 200]

  private func table(_ level: UInt32) throws -> ck_kernels {
    try #require(ck_kernels_at(ck_level(rawValue: level))).pointee
  }

  @Test(
    "agree with the scalar reference in any shape, at every level", arguments: availableLevels,
    Weights.allCases)
  func agreement(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    let scalar = try table(ck_level_scalar.rawValue)
    for (index, width) in Self.widths.enumerated() {
      for (tokens, rows) in [(1, 1), (1, 9), (2, 7), (4, 6), (5, 13), (14, 11), (40, 9), (100, 3)] {
        let product = ProductCase(
          weights, tokens: tokens, rows: rows, width: width, spread: index % 2 * 24)
        #expect(
          product.largestError(product.run(kernels), product.run(scalar)) < Self.tolerance,
          "\(tokens) × \(rows) × \(width)")
      }
    }
  }

  @Test(
    "give a token the same bits however many are beside it", arguments: availableLevels,
    Weights.allCases)
  func tokens(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    for width in [33, 300] {
      let product = ProductCase(weights, tokens: 200, rows: 19, width: width)
      let together = product.run(kernels).map(\.bitPattern)
      for count in Self.tokenCounts {
        let first = (200 - count) / 2
        let alone = product.run(kernels, tokens: first..<first + count).map(\.bitPattern)
        #expect(alone == Array(together[first * 19..<(first + count) * 19]), "\(count) tokens")
      }
    }
  }

  @Test(
    "give a row the same bits however the rows are handed out", arguments: availableLevels,
    Weights.allCases)
  func rows(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    for tokens in [1, 2, 5, 17, 65] {
      let product = ProductCase(weights, tokens: tokens, rows: 37, width: 290)
      let whole = product.run(kernels).map(\.bitPattern)
      for grain in [1, 3, 8, 16, 30] {
        #expect(product.run(kernels, rowGrain: grain).map(\.bitPattern) == whole, "by \(grain)")
      }
    }
  }

  @Test(
    "keep an infinity to the outputs of its own token", arguments: availableLevels,
    [Weights.float32, .float16, .bfloat16])
  func infinities(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    for tokens in [1, 3, 40] {
      let product = ProductCase(weights, tokens: tokens, rows: 5, width: 21, last: .infinity)
      let output = product.run(kernels)
      #expect(output.prefix((tokens - 1) * 5).allSatisfy { $0.isFinite })
      #expect(output.suffix(5).allSatisfy { !$0.isFinite })
    }
  }
}
