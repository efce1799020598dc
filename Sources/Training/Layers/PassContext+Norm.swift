internal import CKernels
internal import Checkpoints
internal import Tensors

extension PassContext {
  /// `output = input · inverseRMS · weight`, and where wanted a copy of the input.
  ///
  /// - Parameters:
  ///   - norm: `[D]`.
  ///   - rows: How many.
  ///   - input: `[rows, D]`.
  ///   - output: `[rows, D]`.
  ///   - inverseRMS: `[rows]`, for the backward pass.
  ///   - copy: `[rows, D]`, where the residual stream goes on.
  func normForward(
    _ norm: TrainableArray, rows: Int, input: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, inverseRMS: UnsafeMutablePointer<Float>,
    copyingTo copy: UnsafeMutablePointer<Float>? = nil
  ) {
    let width = configuration.width
    let epsilon = configuration.normEpsilon
    forEachBlock(of: rows) { rows, _ in
      let start = rows.lowerBound
      ck_training_norm_forward(
        input + start * width, norm.values, epsilon, output + start * width, inverseRMS + start,
        rows.count, width)
      copy.map {
        ($0 + start * width).update(from: input + start * width, count: rows.count * width)
      }
    }
  }

  /// Adds the input's gradient to `inputGradient`, and the weight's to its own.
  func normBackward(
    _ norm: TrainableArray, rows: Int, input: UnsafePointer<Float>,
    inverseRMS: UnsafePointer<Float>, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    let width = configuration.width
    let blockCount = (rows + Self.rowBlock - 1) / Self.rowBlock
    if norm.gradient != nil { partialSums.reserve(blockCount * width) }
    let partialSums = norm.gradient.map { _ in self.partialSums.pointer }
    forEachBlock(of: rows) { rows, block in
      let start = rows.lowerBound
      let partial = partialSums.map { $0 + block * width }
      partial?.update(repeating: 0, count: width)
      ck_training_norm_backward(
        input + start * width, norm.values, inverseRMS + start, outputGradient + start * width,
        inputGradient + start * width, partial, rows.count, width)
    }
    guard let gradient = norm.gradient, let partialSums else { return }
    forEachColumnRange(of: width) { columns in
      for block in 0..<blockCount {
        ck_training_add(
          gradient + columns.lowerBound, partialSums + block * width + columns.lowerBound, 1,
          columns.count)
      }
    }
  }
}
