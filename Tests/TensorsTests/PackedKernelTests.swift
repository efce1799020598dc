import CKernels
import Testing

@testable import Tensors

private let levels = (ck_level_scalar.rawValue...ck_level_avx512bf16.rawValue)
  .filter { ck_packed_kernels_at(ck_level(rawValue: $0)) != nil }
private let tokenCounts = Array(1...17) + [64, 65, 200]

@Suite("Every packed kernel of every available level")
struct PackedKernelTests {
  private func table(_ level: UInt32) throws -> ck_packed_kernels {
    try #require(ck_packed_kernels_at(ck_level(rawValue: level))).pointee
  }

  @Test(
    "gives the scalar reference's bits for every number of tokens and any split of the rows",
    arguments: levels, blockTypes)
  func tokens(level: UInt32, type: ElementType) throws {
    let kernels = try table(level)
    let scalar = try table(ck_level_scalar.rawValue)
    for arithmetic in Arithmetic.allCases {
      let most = level == ck_level_scalar.rawValue ? 17 : 200
      let case_ = PackedCase(type, rows: 53, width: type.blockLength, tokens: most)
      let expected = case_.run(scalar, arithmetic, tokens: most)
      for count in tokenCounts where count <= most {
        let found = case_.run(kernels, arithmetic, tokens: count, panelsAtOnce: 1 + count % 4)
        #expect(sameBits(found, Array(expected[..<(count * 53)])), "\(arithmetic), \(count) tokens")
      }
    }
  }

  @Test(
    "gives the scalar reference's bits for every width, height and worst case",
    arguments: levels, blockTypes)
  func contents(level: UInt32, type: ElementType) throws {
    let kernels = try table(level)
    let scalar = try table(ck_level_scalar.rawValue)
    // The widest is cut into chunks that several groups of tokens use in turn.
    let widest = 2_560 / type.blockLength
    for (blocks, rows) in [(1, 1), (2, 16), (3, 17), (5, 40), (widest + 1, 18)] {
      for content in BlockContent.allCases {
        let case_ = PackedCase(
          type, rows: rows, width: blocks * type.blockLength, tokens: 5, content)
        for arithmetic in Arithmetic.allCases {
          let expected = case_.run(scalar, arithmetic, tokens: 5)
          let found = case_.run(kernels, arithmetic, tokens: 5)
          #expect(sameBits(found, expected), "\(arithmetic), \(content), \(blocks) × \(rows)")
        }
      }
    }
  }

  @Test("multiplies what the codec reads", arguments: levels, blockTypes)
  func values(level: UInt32, type: ElementType) throws {
    let kernels = try table(level)
    for content in BlockContent.allCases {
      let width = type.blockLength * 3
      let case_ = PackedCase(type, rows: 37, width: width, tokens: 3, content)
      let weights = decoded(case_.blocks, type)
      let exact = case_.run(kernels, .exact, tokens: 3)
      let fast = case_.run(kernels, .fast, tokens: 3)
      for token in 0..<3 {
        for row in 0..<37 {
          let x = case_.activations[token * width..<(token + 1) * width]
          let terms = zip(x, weights[row * width..<(row + 1) * width]).map {
            Double($0) * Double($1)
          }
          let expected = terms.reduce(Double(case_.bias[row]), +)
          let index = token * 37 + row
          let magnitude = Self.magnitude(Array(x), Array(weights[row * width..<(row + 1) * width]))
          // K formats take their minima away from products of the codes, which are larger than the weights.
          let spread = type == .q4_K || type == .q5_K ? 20.0 : 1
          #expect(abs(Double(exact[index]) - expected) <= 1e-5 * (magnitude.sum * spread + 1))
          #expect(
            abs(Double(fast[index]) - expected)
              <= magnitude.rounding * 1.001 + 1e-5 * (magnitude.sum * spread + 1))
        }
      }
    }
  }

  @Test("carries NaN and infinity from weights to outputs", arguments: levels, blockTypes)
  func specialScales(level: UInt32, type: ElementType) throws {
    let kernels = try table(level)
    for scale in [0x7e00, 0x7c00, 0xfc00] as [UInt16] {
      let case_ = PackedCase(type, rows: 20, width: type.blockLength, tokens: 2, scale: scale)
      for arithmetic in Arithmetic.allCases {
        let found = case_.run(kernels, arithmetic, tokens: 2)
        #expect(found.allSatisfy { !$0.isFinite })
      }
    }
  }

  @Test(
    "carries NaN and infinity from one token to its outputs only", arguments: levels,
    [Float.nan, .infinity, -.infinity])
  func specialActivations(level: UInt32, special: Float) throws {
    let kernels = try table(level)
    for type in blockTypes {
      var case_ = PackedCase(type, rows: 20, width: type.blockLength * 2, tokens: 3)
      case_.activations[type.blockLength * 2 + 7] = special
      for arithmetic in Arithmetic.allCases {
        let found = case_.run(kernels, arithmetic, tokens: 3)
        #expect(found[20..<40].allSatisfy { !$0.isFinite })
        #expect((found[..<20] + found[40...]).allSatisfy { $0.isFinite })
      }
    }
  }

  @Test("takes activations too small for an inverse as zero", arguments: levels)
  func tinyActivations(level: UInt32) throws {
    let kernels = try table(level)
    var case_ = PackedCase(.q8_0, rows: 16, width: 64, tokens: 1)
    case_.activations = case_.activations.map { $0 * 0x1p-120 }
    #expect(case_.run(kernels, .fast, tokens: 1) == case_.bias)
  }

  private func sameBits(_ one: [Float], _ other: [Float]) -> Bool {
    one.map(\.bitPattern) == other.map(\.bitPattern)
  }

  /// The sum of the terms' magnitudes, and what rounding the activations to 127ths of their block's largest can change.
  private static func magnitude(_ x: [Float], _ w: [Float]) -> (sum: Double, rounding: Double) {
    var sum = 0.0
    var rounding = 0.0
    for block in stride(from: 0, to: x.count, by: 32) {
      let largest = Double(x[block..<block + 32].reduce(0) { max($0, abs($1)) })
      for index in block..<block + 32 {
        sum += abs(Double(x[index]) * Double(w[index]))
        rounding += largest / 254 * abs(Double(w[index]))
      }
    }
    return (sum, rounding)
  }
}
