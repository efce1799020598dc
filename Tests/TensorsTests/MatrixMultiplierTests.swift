import Testing

@testable import Tensors

@Suite("The matrix multiplier")
struct MatrixMultiplierTests {
  private static let counts = Array(1...17) + [64, 65, 200]
  private static let rows = [40, 7, 70]
  private static let width = 256

  @Test(
    "gives a token the same bits alone, beside any others, and on any number of threads",
    arguments: ElementType.allCases, Arithmetic.allCases)
  func bits(type: ElementType, arithmetic: Arithmetic) {
    let linears = self.linears(type)
    let input = randoms(200 * Self.width, seed: 4)
    let alone = run(linears, input, tokens: 200, atOnce: 1, threads: 1, arithmetic)
    #expect(alone.contains { $0 != 0 } && alone.allSatisfy { $0.isFinite })
    for count in Self.counts {
      let found = run(
        linears, input, tokens: count, atOnce: count, threads: 1 + count % 3, arithmetic)
      let isSame = found.map(\.bitPattern) == alone.prefix(found.count).map(\.bitPattern)
      #expect(isSame, "\(count) tokens")
    }
  }

  @Test("is close to the product by the stored numbers", arguments: ElementType.allCases)
  func values(type: ElementType) {
    let linears = self.linears(type)
    let input = randoms(9 * Self.width, seed: 4)
    let exact = run(linears, input, tokens: 9, atOnce: 9, threads: 2, .exact)
    let fast = run(linears, input, tokens: 9, atOnce: 9, threads: 2, .fast)
    var index = 0
    for token in 0..<9 {
      for (order, rows) in Self.rows.enumerated() {
        let weights = stored(type, rows: rows, seed: order).widened()
        for row in 0..<rows {
          var sum = order == 1 ? Double(bias[row]) : 0
          var magnitude = 0.0
          for k in 0..<Self.width {
            let weight = Double(weights[row * Self.width + k])
            sum += Double(input[token * Self.width + k]) * weight
            magnitude += abs(weight)
          }
          // Activations of at most 1, exactly or in 127ths (half of one off) or 256ths (bfloat16).
          #expect(abs(Double(exact[index]) - sum) < 1e-5 * (magnitude + 1))
          #expect(abs(Double(fast[index]) - sum) < magnitude / 254 + 1e-5 * (magnitude + 1))
          index += 1
        }
      }
    }
  }

  @Test("says how much scratch memory it needs at the most")
  func scratch() {
    let few = MatrixMultiplier.scratchByteCount(width: 256, tokens: 1)
    let many = MatrixMultiplier.scratchByteCount(width: 256, tokens: 100)
    #expect(few >= 256 * 4 && many >= 100 * 256 * 4 && many < 100 * 256 * 8)
  }

  @Test("widens one row of a matrix")
  func rows() {
    let tensor = Tensor.float32([1, 2, 3, 4, 5, 6], shape: [3, 2])
    let row = FloatBuffer(capacity: 2)
    tensor.widenRow(2, into: row.pointer)
    #expect(row.pointer[0] == 5 && row.pointer[1] == 6)
    #expect(tensor.widened() == [1, 2, 3, 4, 5, 6])
  }

  private let workers = WorkerPool(threadCount: 2)
  private var bias: [Float] { randoms(7, seed: 2) }

  private func linears(_ type: ElementType) -> [Linear] {
    Self.rows.enumerated().map { order, rows in
      Linear(
        weight: stored(type, rows: rows, seed: order),
        bias: order == 1 ? .float32(bias, shape: [7]) : nil, format: nil, workers: workers)
    }
  }

  /// Outputs `[tokens, rows of all maps]`, computed some tokens at once.
  private func run(
    _ linears: [Linear], _ input: [Float], tokens: Int, atOnce: Int, threads: Int,
    _ arithmetic: Arithmetic
  ) -> [Float] {
    let multiplier = MatrixMultiplier(
      workers: WorkerPool(threadCount: threads), arithmetic: arithmetic)
    let total = Self.rows.reduce(0, +)
    var result: [Float] = []
    let outputs = linears.map { FloatBuffer(capacity: atOnce * $0.rows) }
    input.withUnsafeBufferPointer { input in
      guard let input = input.baseAddress else { return }
      for start in stride(from: 0, to: tokens, by: atOnce) {
        let count = min(atOnce, tokens - start)
        multiplier.multiply(
          input + start * Self.width, tokens: count,
          MatrixProduct(linears[0], into: outputs[0].pointer),
          MatrixProduct(linears[1], into: outputs[1].pointer),
          MatrixProduct(linears[2], into: outputs[2].pointer))
        for token in 0..<count {
          for (linear, output) in zip(linears, outputs) {
            result += (0..<linear.rows).map { output.pointer[token * linear.rows + $0] }
          }
        }
      }
    }
    precondition(result.count == tokens * total)
    return result
  }

  /// Weights of any type, of at most 1.
  private func stored(_ type: ElementType, rows: Int, seed: Int) -> Tensor {
    let shape = [rows, Self.width]
    let values = randoms(rows * Self.width, seed: seed + 3)
    switch type {
    case .float32: return .float32(values, shape: shape)
    case .bfloat16, .float16:
      let halves = values.flatMap { value -> [UInt8] in
        let bits = type == .bfloat16 ? UInt16(value.bitPattern >> 16) : Float16(value).bitPattern
        return withUnsafeBytes(of: bits) { Array($0) }
      }
      return tensor(halves, type, shape: shape)
    case .q8_0, .q4_0: return tensor(encoded(values, type), type, shape: shape)
    case .q4_K, .q5_K, .q6_K:
      let fixture = BlockFixture.bytes("\(type).blocks").suffix(type.blockByteCount * 4)
      let bytes = (0..<rows).flatMap { row in
        fixture.dropFirst(row % 4 * type.blockByteCount).prefix(type.blockByteCount)
      }
      return tensor(bytes, type, shape: shape)
    }
  }
}
