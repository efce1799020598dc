internal import CKernels
internal import Checkpoints
internal import Tensors

/// What the loss needs beside the stream, for one chunk of the rows that carry loss.
final class HeadBuffers {
  /// `[rows, D]`: the stream's rows, later their gradients' source.
  let input = FloatBuffer()
  /// `[rows, D]`.
  let normed = FloatBuffer()
  /// `[rows]`.
  let inverseRMS = FloatBuffer()
  /// `[rows, V]`; their gradients after the loss.
  let logits = FloatBuffer()
  /// `[rows, D]`.
  let gradient = FloatBuffer()
  /// The loss and the right guesses of each piece of work.
  var sums: [Double] = []
  var correctCounts: [Int] = []

  /// Logits that are held at once.
  private static let logitLimit = 1 << 22
  private static let rowRange = 256...1_024
  /// Rows of one piece of work.
  static let piece = 8

  /// Rows of a chunk: enough for good products, few enough for memory.
  static func chunk(vocabularySize: Int) -> Int {
    min(max(logitLimit / vocabularySize, rowRange.lowerBound), rowRange.upperBound)
  }

  func reserve(rows: Int, _ context: PassContext) {
    let width = context.configuration.width
    input.reserve(rows * width)
    normed.reserve(rows * width)
    inverseRMS.reserve(rows)
    logits.reserve(rows * context.configuration.vocabularySize)
    gradient.reserve(rows * width)
    let pieces = (rows + Self.piece - 1) / Self.piece
    if sums.count < pieces {
      sums = [Double](repeating: 0, count: pieces)
      correctCounts = [Int](repeating: 0, count: pieces)
    }
  }
}

extension PassContext {
  /// The loss of the rows that carry one; and, where `streamGradient` is given what they add to all gradients.
  ///
  /// - Parameters:
  ///   - weights: Whose last norm and output matrix are used.
  ///   - stream: `[T, D]`, after the last layer.
  ///   - scale: What the gradients are multiplied by.
  ///   - streamGradient: `[T, D]`, overwritten.
  ///   - buffers: Room.
  /// - Returns: The loss, not scaled.
  func lossForwardBackward(
    _ weights: ModelWeights, stream: UnsafePointer<Float>, scale: Float,
    streamGradient: UnsafeMutablePointer<Float>?, buffers: HeadBuffers
  ) -> LossSum {
    let width = configuration.width
    if let streamGradient {
      forEachBlock(of: rowCount) { rows, _ in
        (streamGradient + rows.lowerBound * width).update(
          repeating: 0, count: rows.count * width)
      }
    }
    let limit = HeadBuffers.chunk(vocabularySize: configuration.vocabularySize)
    var loss = LossSum()
    var start = 0
    while start < batch.lossRows.count {
      let chunk = start..<min(start + limit, batch.lossRows.count)
      buffers.reserve(rows: chunk.count, self)
      logits(weights, stream: stream, chunk: chunk, buffers: buffers)
      loss += crossEntropy(
        chunk, scale: streamGradient == nil ? 0 : scale, buffers: buffers)
      if let streamGradient {
        headBackward(weights, chunk: chunk, streamGradient: streamGradient, buffers: buffers)
      }
      start = chunk.upperBound
    }
    return loss
  }

  private func logits(
    _ weights: ModelWeights, stream: UnsafePointer<Float>, chunk: Range<Int>, buffers: HeadBuffers
  ) {
    let width = configuration.width
    forEachBlock(of: chunk.count) { rows, _ in
      for row in rows {
        (buffers.input.pointer + row * width).update(
          from: stream + batch.lossRows[chunk.lowerBound + row] * width, count: width)
      }
    }
    normForward(
      weights.norm, rows: chunk.count, input: buffers.input.pointer,
      output: buffers.normed.pointer, inverseRMS: buffers.inverseRMS.pointer)
    linearForward(
      weights.head, rows: chunk.count, input: buffers.normed.pointer,
      output: buffers.logits.pointer)
  }

  /// The chunk's loss; logits become their gradients unless the scale is 0.
  private func crossEntropy(
    _ chunk: Range<Int>, scale: Float, buffers: HeadBuffers
  ) -> LossSum {
    let size = HeadBuffers.piece
    let pieces = (chunk.count + size - 1) / size
    let vocabularySize = configuration.vocabularySize
    let logits = buffers.logits.pointer
    buffers.sums.withUnsafeMutableBufferPointer { sums in
      buffers.correctCounts.withUnsafeMutableBufferPointer { correctCounts in
        batch.targets.withUnsafeBufferPointer { targets in
          batch.weights.withUnsafeBufferPointer { weights in
            guard let targets = targets.baseAddress else { return }
            workers.forEachRange(of: pieces, grain: 1) { range, _ in
              for piece in range {
                let rows = piece * size..<min(chunk.count, (piece + 1) * size)
                let first = chunk.lowerBound + rows.lowerBound
                var correct = 0
                sums[piece] = ck_training_cross_entropy(
                  logits + rows.lowerBound * vocabularySize, rows.count, vocabularySize,
                  targets + first, weights.baseAddress.map { $0 + first }, scale, &correct)
                correctCounts[piece] = correct
              }
            }
          }
        }
      }
    }
    return LossSum(
      sum: buffers.sums[..<pieces].reduce(0, +), targetCount: chunk.count,
      correctCount: buffers.correctCounts[..<pieces].reduce(0, +),
      weightSum: batch.weights[chunk].reduce(0) { $0 + Double($1) })
  }

  private func headBackward(
    _ weights: ModelWeights, chunk: Range<Int>, streamGradient: UnsafeMutablePointer<Float>,
    buffers: HeadBuffers
  ) {
    let width = configuration.width
    // The rows' own gradient gathers in the memory of what the norm wrote, once that has been used.
    linearBackward(
      weights.head, rows: chunk.count, input: buffers.normed.pointer,
      outputGradient: buffers.logits.pointer, inputGradient: buffers.gradient.pointer)
    let gathered = buffers.normed.pointer
    forEachBlock(of: chunk.count) { rows, _ in
      (gathered + rows.lowerBound * width).update(repeating: 0, count: rows.count * width)
    }
    normBackward(
      weights.norm, rows: chunk.count, input: buffers.input.pointer,
      inverseRMS: buffers.inverseRMS.pointer, outputGradient: buffers.gradient.pointer,
      inputGradient: gathered)
    forEachBlock(of: chunk.count) { rows, _ in
      for row in rows {
        (streamGradient + batch.lossRows[chunk.lowerBound + row] * width).update(
          from: gathered + row * width, count: width)
      }
    }
  }
}
