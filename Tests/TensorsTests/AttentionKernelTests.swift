import CKernels
import Testing

@testable import Tensors

@Suite("Attention kernels agree with the scalar reference, and with themselves in every split")
struct AttentionKernelTests {
  static let levels = [ck_level_neon, ck_level_avx2, ck_level_avx512].filter {
    ck_supports($0) != 0
  }
  static let types: [ElementType] = [.float32, .float16, .bfloat16]

  /// Head widths with and without tails, groups of every tile's remainder, windows within and across pages.
  static let shapes: [(width: Int, group: Int, window: Int?)] = [
    (64, 8, nil), (128, 1, nil), (8, 3, 70), (20, 5, 5), (80, 2, nil), (256, 7, 64), (6, 71, 100),
  ]

  @Test(arguments: levels, types)
  func agreement(level: ck_level, type: ElementType) {
    for shape in Self.shapes {
      let sequence = PagedSequence(width: shape.width, group: shape.group, type: type)
      let reference = AttentionKernels(at: ck_level_scalar)
      let kernels = AttentionKernels(at: level)
      let expected = sequence.attend(reference, window: shape.window, chunk: 1)
      let whole = sequence.attend(kernels, window: shape.window, chunk: PagedSequence.count)
      let worst = zip(expected, whole).reduce(Float(0)) { worst, pair in
        let difference = abs(pair.0 - pair.1)
        return difference.isNaN ? .infinity : max(worst, difference)
      }
      #expect(worst < 2e-5, "\(shape)")
      for chunk in [1, 2, 3, 5, 13, 64] {
        #expect(sequence.attend(kernels, window: shape.window, chunk: chunk) == whole, "\(shape)")
      }
    }
  }

  @Test("and round alike, to even, infinities included", arguments: levels)
  func rounding(level: ck_level) {
    let values: [Float] = [
      0, -0.0, 1, 1.00048828125, 1.00146484375, 65504, 65519, 65520, 1e30, -1e30, .infinity,
      -.infinity, 6e-8, 2.9e-8, -3e-8, 6.1e-5, Float(bitPattern: 71_362), 0.1, -0.3,
    ]
    for type in Self.types {
      let stored = [ck_level_scalar, level].map { level in
        Self.stored(values, AttentionKernels(at: level), type)
      }
      #expect(stored[0] == stored[1], "\(type.name)")
    }
  }

  /// The bytes of one position's keys and values.
  private static func stored(
    _ values: [Float], _ kernels: AttentionKernels, _ type: ElementType
  ) -> [UInt8] {
    let count = PageGeometry.partByteCount(headWidth: values.count, type: type)
    var part = [UInt8](repeating: 0, count: count)
    part.withUnsafeMutableBytes { part in
      guard let address = part.baseAddress else { return }
      kernels.store(
        keys: values, values: values, count: 1, stride: values.count, into: address, slot: 37,
        headWidth: values.count, type: type)
    }
    return part
  }
}

/// Keys, values and queries of a few pages.
private struct PagedSequence {
  static let count = 150
  let width: Int
  let group: Int
  let type: ElementType
  private let keys: [Float]
  private let values: [Float]
  private let queries: [Float]

  init(width: Int, group: Int, type: ElementType) {
    self.width = width
    self.group = group
    self.type = type
    var state: UInt64 = 88_172_645_463_325_252
    func numbers(_ count: Int, _ scale: Float) -> [Float] {
      (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return (Float(state >> 40) / Float(1 << 23) - 1) * scale
      }
    }
    keys = numbers(Self.count * width, 2)
    values = numbers(Self.count * width, 1)
    queries = numbers(Self.count * group * width, 6 / Float(width).squareRoot())
  }

  /// Stores everything, then attends in chunks of tokens.
  func attend(_ kernels: AttentionKernels, window: Int?, chunk: Int) -> [Float] {
    let pageBytes = PageGeometry.partByteCount(headWidth: width, type: type)
    let pages = (0..<(Self.count + PageGeometry.length - 1) / PageGeometry.length).map { _ in
      // What no token has written may be anything.
      let page = UnsafeMutableRawPointer.allocate(byteCount: pageBytes, alignment: 64)
      page.initializeMemory(as: UInt8.self, repeating: 0xff, count: pageBytes)
      return page
    }
    defer { for page in pages { page.deallocate() } }
    for position in 0..<Self.count {
      keys.withUnsafeBufferPointer { keys in
        values.withUnsafeBufferPointer { values in
          guard let keys = keys.baseAddress, let values = values.baseAddress else { return }
          kernels.store(
            keys: keys + position * width, values: values + position * width, count: 1,
            stride: width, into: pages[position / PageGeometry.length],
            slot: position % PageGeometry.length, headWidth: width, type: type)
        }
      }
    }
    let scratch = FloatBuffer(capacity: PagedAttention.scratchCount(headWidth: width))
    let output = FloatBuffer(capacity: Self.count * group * width)
    let stride = group * width
    queries.withUnsafeBufferPointer { queries in
      pages.map { UnsafeRawPointer($0) }.withUnsafeBufferPointer { pages in
        guard let queries = queries.baseAddress, let pages = pages.baseAddress else { return }
        for start in Swift.stride(from: 0, to: Self.count, by: chunk) {
          kernels.attend(
            PagedAttention(
              queries: queries + start * stride, output: output.pointer + start * stride,
              tokens: min(chunk, Self.count - start), position: start, pages: pages, offset: 0,
              window: window, group: group, headWidth: width, stride: stride, type: type,
              scratch: scratch.pointer))
        }
      }
    }
    return (0..<Self.count * stride).map { output.pointer[$0] }
  }
}
