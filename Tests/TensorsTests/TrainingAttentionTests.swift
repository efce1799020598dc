import CKernels
import Testing

@testable import Tensors

@Suite("Training's attention agrees with the textbook in double precision, and with its slopes")
struct TrainingAttentionTests {
  /// Within a block of 48 and across its ends, with and without tails of heads and windows.
  static let shapes = [
    AttentionShape(tokens: 1, group: 1, width: 8),
    AttentionShape(tokens: 6, group: 2, width: 4),
    AttentionShape(tokens: 6, group: 1, width: 20, window: 3),
    AttentionShape(tokens: 48, group: 2, width: 16),
    AttentionShape(tokens: 100, group: 2, width: 32),
    AttentionShape(tokens: 100, group: 1, width: 24, window: 50),
  ]

  @Test(arguments: availableLevels, shapes)
  func agreement(level: UInt32, shape: AttentionShape) {
    let run = AttentionRun(level: level, shape: shape)
    let exact = run.inputs.map { $0.map(Double.init) }
    let (output, logSumExp) = TrainingReference.attention(
      shape, queries: exact[0], keys: exact[1], values: exact[2])
    #expect(worstDifference(run.output, output) < 2e-6)
    #expect(worstDifference(run.logSumExp, logSumExp) < 2e-6)
    for which in 0..<3 {
      let value = { (changed: [Double]) -> Double in
        var inputs = exact
        inputs[which] = changed
        let output = TrainingReference.attention(
          shape, queries: inputs[0], keys: inputs[1], values: inputs[2]
        ).output
        return inner(output, run.above)
      }
      expectGradient(
        run.gradients[which], of: value, at: run.inputs[which], axes: shape.tokens > 10 ? 3 : 60)
    }
  }
}

/// Both passes, on rows that lie apart, with scratch memory full of NaN.
private struct AttentionRun {
  /// Queries, keys and values.
  let inputs: [[Float]]
  let above: [Float]
  private(set) var output: [Float] = []
  private(set) var logSumExp: [Float] = []
  /// Of queries, keys and values.
  private(set) var gradients: [[Float]] = []

  private static let gap = 3

  init(level: UInt32, shape: AttentionShape) {
    let rowWidth = shape.group * shape.width
    let widths = [rowWidth, shape.width, shape.width]
    inputs = widths.enumerated().map { randoms(shape.tokens * $1, seed: 20 + $0) }
    above = randoms(shape.tokens * rowWidth, seed: 23)
    let kernels = ck_training_kernels_at(ck_level(rawValue: level)).pointee
    let memory = zip(inputs, widths).map { Self.spread($0, $1) }
    let outputMemory = Self.spread(above, rowWidth)
    let aboveMemory = Self.spread(above, rowWidth)
    let sums = FloatBuffer(capacity: shape.group * shape.tokens)
    let results = zip(inputs, widths).map { Self.spread($0, $1) }
    let scratchCount = ck_training_attention_scratch(shape.tokens, shape.width, shape.group)
    let scratch = FloatBuffer(capacity: scratchCount)
    let rowStride = rowWidth + Self.gap
    let keyStride = shape.width + Self.gap
    var attention = ck_training_attention(
      queries: memory[0].pointer, keys: memory[1].pointer, values: memory[2].pointer,
      query_stride: rowStride, key_stride: keyStride, value_stride: keyStride,
      tokens: shape.tokens, group: shape.group, head_width: shape.width, window: shape.window,
      scale: shape.scale, output: outputMemory.pointer, output_stride: rowStride,
      log_sum_exp: sums.pointer, scratch: scratch.pointer)
    var gradients = ck_training_attention_gradients(
      output_gradient: aboveMemory.pointer, query_gradient: results[0].pointer,
      key_gradient: results[1].pointer, value_gradient: results[2].pointer,
      output_gradient_stride: rowStride, query_gradient_stride: rowStride,
      key_gradient_stride: keyStride, value_gradient_stride: keyStride)
    withExtendedLifetime((memory, aboveMemory, scratch)) {
      scratch.pointer.update(repeating: .nan, count: scratchCount)
      kernels.attention_forward(&attention)
      scratch.pointer.update(repeating: .nan, count: scratchCount)
      kernels.attention_backward(&attention, &gradients)
    }
    output = Self.gathered(outputMemory, shape.tokens, rowWidth)
    logSumExp = Array(UnsafeBufferPointer(start: sums.pointer, count: sums.capacity))
    self.gradients = zip(results, widths).map { Self.gathered($0, shape.tokens, $1) }
  }

  /// The rows with a gap of NaN after each.
  private static func spread(_ values: [Float], _ width: Int) -> FloatBuffer {
    let rows = values.count / width
    let buffer = FloatBuffer(capacity: rows * (width + gap))
    buffer.pointer.update(repeating: .nan, count: buffer.capacity)
    for row in 0..<rows {
      for i in 0..<width { buffer.pointer[row * (width + gap) + i] = values[row * width + i] }
    }
    return buffer
  }

  private static func gathered(_ buffer: FloatBuffer, _ rows: Int, _ width: Int) -> [Float] {
    (0..<rows * width).map { buffer.pointer[$0 / width * (width + gap) + $0 % width] }
  }
}
