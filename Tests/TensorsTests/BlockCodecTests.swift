import Testing

@testable import Tensors

@Suite("The codec of blocks")
struct BlockCodecTests {
  @Test("writes what ggml writes, to the bit", arguments: ["q8_0", "q4_0"])
  func encoding(name: String) throws {
    let type: ElementType = name == "q8_0" ? .q8_0 : .q4_0
    let values = BlockFixture.floats(name + ".input.f32")
    try #require(!values.isEmpty)
    let isSame = encoded(values, type) == BlockFixture.bytes(name + ".blocks")
    #expect(isSame)
  }

  @Test("reads what ggml reads, to the bit", arguments: blockTypes)
  func decoding(type: ElementType) throws {
    let name = "\(type)"
    let expected = BlockFixture.floats(name + ".f32")
    try #require(!expected.isEmpty)
    let found = decoded(BlockFixture.bytes(name + ".blocks"), type)
    let isSame = found.map(\.bitPattern) == expected.map(\.bitPattern)
    #expect(isSame)
  }

  @Test("keeps what it writes within the format's bound", arguments: BlockFormatBound.all)
  func errors(bound: BlockFormatBound) {
    for (seed, magnitude) in [(1, 1), (2, 1e-3), (3, 1e4)] as [(Int, Float)] {
      let values = randoms(32 * 64, seed: seed).map { $0 * magnitude }
      let found = decoded(encoded(values, bound.type), bound.type)
      for block in stride(from: 0, to: values.count, by: 32) {
        let largest = values[block..<block + 32].reduce(0) { max($0, abs($1)) }
        let error = (block..<block + 32).map { abs(values[$0] - found[$0]) }.max() ?? 0
        #expect(error <= largest * bound.relativeToLargest + bound.absolute)
      }
    }
  }

  @Test(
    "lets nothing plausible come of an infinity or a NaN",
    arguments: [ElementType.q8_0, .q4_0], [Float.infinity, -.infinity, .nan])
  func specials(type: ElementType, special: Float) {
    var values = randoms(96, seed: 5)
    values[40] = special
    let found = decoded(encoded(values, type), type)
    #expect(found[32..<64].allSatisfy { $0.isNaN })
    #expect((found[..<32] + found[64...]).allSatisfy { $0.isFinite })
  }

  @Test("is used for rows and vectors of tensors in blocks", arguments: blockTypes)
  func rows(type: ElementType) {
    let bytes = BlockFixture.bytes("\(type).blocks")
    let expected = decoded(bytes, type)
    let width = type.blockLength * 2
    let matrix = tensor(bytes, type, shape: [expected.count / width, width])
    #expect(matrix.widened() == expected)
    let row = FloatBuffer(capacity: width)
    matrix.widenRow(2, into: row.pointer)
    #expect((0..<width).map { row.pointer[$0] } == Array(expected[width * 2..<width * 3]))
  }
}

/// How far an element may be from its float32 original, relative to its block's largest magnitude.
struct BlockFormatBound: Sendable, CustomTestStringConvertible {
  let type: ElementType
  let relativeToLargest: Float
  /// Where the scale is a subnormal binary16, half of whose last place is 2^-25: that times the largest code.
  let absolute: Float

  /// The scale's own rounding to binary16.
  private static let scale: Float = 0x1p-11

  static let all = [
    // Half a step of a 127th.
    BlockFormatBound(type: .q8_0, relativeToLargest: 0.5 / 127 + scale, absolute: 127 * 0x1p-25),
    // A whole step of an 8th: the codes -8...7 lack one on the side opposite of the largest.
    BlockFormatBound(type: .q4_0, relativeToLargest: 1 / 8 + scale, absolute: 8 * 0x1p-25),
  ]

  var testDescription: String { type.name }
}
