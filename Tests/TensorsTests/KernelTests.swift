import CKernels
import Testing

/// What a level's result may differ from the scalar reference by, relative to the sum of the terms' magnitudes.
private enum Tolerance {
  /// Sums of float32 products in another order.
  static let product: Float = 2e-6
  /// Our exponential against the C library's.
  static let exponential: Float = 1e-6
  /// Gates divide by 1 + an exponential.
  static let gate: Float = 2e-6
  /// One factor, then two roundings.
  static let norm: Float = 2e-6
  /// Two products; fused or not.
  static let rotation: Float = 5e-7
}

private let levels = [
  ck_level_scalar, ck_level_neon, ck_level_avx2, ck_level_avx512, ck_level_avx512vnni,
  ck_level_avx512bf16,
].filter { ck_kernels_at($0) != nil }.map(\.rawValue)
private let lengths = [0, 1, 7, 8, 15, 16, 31, 33, 64, 127, 1_000]

@Suite("Every kernel of every available level agrees with the scalar reference")
struct KernelTests {
  private let reference = ck_kernels_at(ck_level_scalar)

  private func table(_ level: UInt32) throws -> ck_kernels {
    try #require(ck_kernels_at(ck_level(rawValue: level))).pointee
  }

  @Test(
    "in matrix products of any shape and type", arguments: levels, Weights.allCases)
  func products(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    for width in lengths {
      for (tokens, rows) in [(1, 1), (1, 9), (1, 24), (2, 7), (3, 3), (4, 6), (5, 13), (9, 19)] {
        let case_ = ProductCase(weights, tokens: tokens, rows: rows, width: width)
        let expected = case_.run(scalar)
        let found = case_.run(kernels)
        #expect(
          case_.largestError(found, expected) < Tolerance.product,
          "\(tokens) × \(rows) × \(width)")
      }
    }
  }

  @Test(
    "and a product does not depend on the tokens beside it", arguments: levels, Weights.allCases)
  func productsAreExact(level: UInt32, weights: Weights) throws {
    let kernels = try table(level)
    for width in [1, 33, 200] {
      let case_ = ProductCase(weights, tokens: 9, rows: 23, width: width)
      let together = case_.run(kernels)
      for token in 0..<9 {
        let alone = case_.run(kernels, token: token)
        #expect(alone == Array(together[token * 23..<(token + 1) * 23]))
      }
    }
  }

  @Test("in widening, bit for bit, specials included", arguments: levels)
  func widening(level: UInt32) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    let every = (0...UInt16.max).map { $0 }
    for (found, expected) in [
      (widen(every, kernels.widen_bfloat16), widen(every, scalar.widen_bfloat16)),
      (widen(every, kernels.widen_float16), widen(every, scalar.widen_float16)),
    ] {
      let differing = zip(found, expected).filter { one, other in
        one.isNaN ? !other.isNaN : one.bitPattern != other.bitPattern
      }
      #expect(differing.isEmpty)
    }
    for length in lengths {
      let some = Array(every.dropFirst(15_000).prefix(length))
      #expect(widen(some, kernels.widen_bfloat16) == widen(some, scalar.widen_bfloat16))
      #expect(widen(some, kernels.widen_float16) == widen(some, scalar.widen_float16))
    }
  }

  @Test("in softmax, of scores however large", arguments: levels, [1, 0.125, 40, 1e4] as [Float])
  func softmax(level: UInt32, spread: Float) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    for length in lengths where length > 0 {
      var expected = randoms(length, seed: length).map { $0 * spread }
      var found = expected
      scalar.softmax(&expected, length, 0.7)
      kernels.softmax(&found, length, 0.7)
      #expect(largest(found, expected) < Tolerance.exponential)
      #expect(abs(found.reduce(0, +) - 1) < 1e-5)
    }
  }

  @Test("in the gates, saturated ones too", arguments: levels, [1, 12, 200] as [Float])
  func gates(level: UInt32, spread: Float) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    for length in lengths {
      let gate = randoms(length, seed: 1).map { $0 * spread }
      let up = randoms(length, seed: 2)
      for (function, exact) in [
        (kernels.silu_multiply, scalar.silu_multiply),
        (kernels.gelu_tanh_multiply, scalar.gelu_tanh_multiply),
        (kernels.gelu_multiply, scalar.gelu_multiply),
      ] {
        var found = gate
        var expected = gate
        function(&found, up, length)
        exact(&expected, up, length)
        #expect(largest(found, expected) <= Tolerance.gate * spread)
      }
    }
  }

  @Test("in norms, rotations and sums", arguments: levels, lengths)
  func vectors(level: UInt32, length: Int) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    let one = randoms(length * 2, seed: 3)
    let other = randoms(length * 2, seed: 4)
    for (input, epsilon) in [(one, 1e-5), (one.map { $0 * 1e4 }, 1e-6), (one.map { _ in 0 }, 1e-5)]
    {
      var found = [Float](repeating: .nan, count: length)
      var expected = found
      kernels.rms_norm(input, other, &found, length, Float(epsilon))
      scalar.rms_norm(input, other, &expected, length, Float(epsilon))
      #expect(largest(found, expected) <= Tolerance.norm * 2)
    }

    let cosines = randoms(length, seed: 5)
    let sines = randoms(length, seed: 6)
    var found = one
    var expected = one
    kernels.rotate(&found, cosines, sines, length)
    scalar.rotate(&expected, cosines, sines, length)
    #expect(largest(found, expected) <= Tolerance.rotation)

    found = one
    expected = one
    kernels.add(&found, other, length * 2)
    scalar.add(&expected, other, length * 2)
    #expect(found == expected)
  }

  @Test("in weighted sums of rows", arguments: levels, lengths)
  func weightedSums(level: UInt32, width: Int) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    for rowCount in [0, 1, 5, 64] {
      let found = weightedSum(kernels, rowCount: rowCount, width: width)
      let expected = weightedSum(scalar, rowCount: rowCount, width: width)
      #expect(largest(found, expected) <= Tolerance.product * 64)
    }
  }

  @Test("and the chosen level is an available one")
  func chosen() {
    #expect(levels.contains(ck_kernels_chosen().pointee.level.rawValue))
    #expect(ck_supports(ck_level_scalar) == 1)
  }

  private func weightedSum(_ kernels: ck_kernels, rowCount: Int, width: Int) -> [Float] {
    let rows = randoms(rowCount * width + 1, seed: 7)
    let factors = randoms(rowCount + 1, seed: 8)
    var output = randoms(width + 1, seed: 9)
    rows.withUnsafeBufferPointer { rows in
      factors.withUnsafeBufferPointer { factors in
        output.withUnsafeMutableBufferPointer { output in
          guard let rows = rows.baseAddress, let factors = factors.baseAddress,
            let output = output.baseAddress
          else { return }
          var sum = ck_weighted_sum(
            rows: rows, factors: factors, output: output, row_count: rowCount, width: width)
          kernels.weighted_sum(&sum)
        }
      }
    }
    return output
  }

  private func widen(
    _ source: [UInt16], _ function: (UnsafeRawPointer, UnsafeMutablePointer<Float>, Int) -> Void
  ) -> [Float] {
    var result = [Float](repeating: .nan, count: source.count)
    function(source, &result, source.count)
    return result
  }

  private func largest(_ one: [Float], _ other: [Float]) -> Float {
    zip(one, other).reduce(0) { worst, pair in
      let difference = abs(pair.0 - pair.1)
      return difference.isNaN ? .infinity : max(worst, difference)
    }
  }
}
