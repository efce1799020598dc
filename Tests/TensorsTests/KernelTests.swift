import CKernels
import Testing

/// What a level's result may differ from the scalar reference by, relative to the sum of the terms' magnitudes.
private enum Tolerance {
  /// Gates divide by 1 + an exponential.
  static let gate: Float = 2e-6
  /// One factor, then two roundings.
  static let norm: Float = 2e-6
}

private let lengths = [0, 1, 7, 8, 15, 16, 31, 33, 64, 127, 1_000]

@Suite("Every kernel of every available level agrees with the scalar reference")
struct KernelTests {
  private let reference = ck_kernels_at(ck_level_scalar)

  private func table(_ level: UInt32) throws -> ck_kernels {
    try #require(ck_kernels_at(ck_level(rawValue: level))).pointee
  }

  @Test("in widening, bit for bit, specials included", arguments: availableLevels)
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

  @Test("in the gates, saturated ones too", arguments: availableLevels, [1, 12, 200] as [Float])
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

  @Test("and a gate's element does not depend on the range it comes in", arguments: availableLevels)
  func ranges(level: UInt32) throws {
    let kernels = try table(level)
    let gate = randoms(100, seed: 1).map { $0 * 20 }
    let up = randoms(100, seed: 2)
    for function in [
      kernels.silu_multiply, kernels.gelu_tanh_multiply, kernels.gelu_multiply, kernels.add,
    ] {
      var whole = gate
      function(&whole, up, 100)
      for start in [1, 3, 9, 40] {
        for count in [1, 7, 16, 50] {
          var part = Array(gate[start..<start + count])
          function(&part, Array(up[start..<start + count]), count)
          #expect(part.map(\.bitPattern) == whole[start..<start + count].map(\.bitPattern))
        }
      }
    }
  }

  @Test("in narrowing, bit for bit, ties and specials included", arguments: availableLevels)
  func narrowing(level: UInt32) throws {
    let kernels = try table(level)
    let scalar = try #require(reference).pointee
    // Every half, and what lies just below, on and above the middle between two.
    let steps: [UInt32] = [0, 0x0fff, 0x1000, 0x1001, 0x7fff, 0x8000, 0x8001]
    let halves = (0...UInt16.max).map { UInt32($0) << 16 }
    for step in steps {
      let values = halves.map { Float(bitPattern: $0 &+ step) }
      for count in [65_536, 65_529] {
        for (function, exact) in [
          (kernels.narrow_bfloat16, scalar.narrow_bfloat16),
          (kernels.narrow_float16, scalar.narrow_float16),
        ] {
          #expect(narrow(values, count, function) == narrow(values, count, exact))
        }
      }
    }
    let back = widen(narrow(halves.map(Float.init(bitPattern:)), 65_536, kernels.narrow_bfloat16)) {
      kernels.widen_bfloat16($0, $1, $2)
    }
    #expect(zip(back, halves).allSatisfy { $0.isNaN || $0.bitPattern == $1 })
  }

  @Test("in norms and sums", arguments: availableLevels, lengths)
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

    var found = one
    var expected = one
    kernels.add(&found, other, length * 2)
    scalar.add(&expected, other, length * 2)
    #expect(found == expected)
  }

  @Test("and the chosen level is an available one")
  func chosen() {
    #expect(availableLevels.contains(ck_kernels_chosen().pointee.level.rawValue))
    #expect(ck_supports(ck_level_scalar) == 1)
  }

  private func narrow(
    _ source: [Float], _ count: Int,
    _ function: (UnsafePointer<Float>, UnsafeMutableRawPointer, Int) -> Void
  ) -> [UInt16] {
    var result = [UInt16](repeating: 0xaaaa, count: source.count)
    result.withUnsafeMutableBytes { bytes in
      if let address = bytes.baseAddress { function(source, address, count) }
    }
    return result
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
