internal import CKernels
internal import Checkpoints
internal import Tensors

extension PassContext {
  /// Adds `scale · drop(input)·Aᵀ·Bᵀ` to the output.
  func adapterForward(
    _ adapter: LinearGroup.Adapter, rows: Int, input: UnsafePointer<Float>, output: MatrixResult
  ) {
    let rank = adapter.configuration.rank
    let dropped = droppedInput(adapter, rows: rows, input: input)
    let middle = scaledMiddle(adapter, rows: rows, dropped: dropped)
    products.multiply(
      MatrixOperand(middle, rows: rows, columns: rank),
      MatrixOperand(adapter.up.values, rows: adapter.up.shape[0], columns: rank, transposed: true),
      into: output, accumulating: true)
  }

  /// Adds what the input's gradient gets through the adapter.
  func adapterInputGradient(
    _ adapter: LinearGroup.Adapter, rows: Int, outputGradient: UnsafePointer<Float>, stride: Int,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    let rank = adapter.configuration.rank
    let width = adapter.down.shape[1]
    let middle = MatrixOperand(
      middleGradient(adapter, rows: rows, outputGradient: outputGradient, stride: stride),
      rows: rows, columns: rank)
    let down = MatrixOperand(adapter.down.values, rows: rank, columns: width)
    guard let noise = noise(adapter) else {
      products.multiply(
        middle, down, into: MatrixResult(inputGradient, rows: rows, columns: width),
        accumulating: true)
      return
    }
    adapterInput.reserve(rows * width)
    let gradient = adapterInput.pointer
    products.multiply(middle, down, into: MatrixResult(gradient, rows: rows, columns: width))
    forEachBlock(of: rows) { rows, _ in
      for row in rows {
        noise.drop(row: row, width: width, gradient + row * width, into: gradient + row * width)
        ck_training_add(inputGradient + row * width, gradient + row * width, 1, width)
      }
    }
  }

  /// Adds the gradients of A and B.
  func adapterWeightGradient(
    _ adapter: LinearGroup.Adapter, rows: Int, input: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, stride: Int
  ) {
    let rank = adapter.configuration.rank
    let (outputs, width) = (adapter.up.shape[0], adapter.down.shape[1])
    let dropped = droppedInput(adapter, rows: rows, input: input)
    let middle = scaledMiddle(adapter, rows: rows, dropped: dropped)
    products.multiply(
      MatrixOperand(outputGradient, rows: rows, columns: outputs, stride: stride, transposed: true),
      MatrixOperand(middle, rows: rows, columns: rank),
      into: MatrixResult(adapter.up.gradient, rows: outputs, columns: rank), accumulating: true)
    let middleGradient = middleGradient(
      adapter, rows: rows, outputGradient: outputGradient, stride: stride)
    products.multiply(
      MatrixOperand(middleGradient, rows: rows, columns: rank, transposed: true),
      MatrixOperand(dropped, rows: rows, columns: width),
      into: MatrixResult(adapter.down.gradient, rows: rank, columns: width), accumulating: true)
  }

  /// `scale · outputGradient·B`, `[rows, rank]`.
  private func middleGradient(
    _ adapter: LinearGroup.Adapter, rows: Int, outputGradient: UnsafePointer<Float>, stride: Int
  ) -> UnsafePointer<Float> {
    let (outputs, rank) = (adapter.up.shape[0], adapter.configuration.rank)
    adapterGradient.reserve(rows * rank)
    let gradient = adapterGradient.pointer
    products.multiply(
      MatrixOperand(outputGradient, rows: rows, columns: outputs, stride: stride),
      MatrixOperand(adapter.up.values, rows: outputs, columns: rank),
      into: MatrixResult(gradient, rows: rows, columns: rank))
    scale(gradient, rows: rows, width: rank, by: adapter.configuration.scale)
    return UnsafePointer(gradient)
  }

  /// `scale · dropped·Aᵀ`, `[rows, rank]`.
  private func scaledMiddle(
    _ adapter: LinearGroup.Adapter, rows: Int, dropped: UnsafePointer<Float>
  ) -> UnsafeMutablePointer<Float> {
    let rank = adapter.configuration.rank
    let width = adapter.down.shape[1]
    adapterMiddle.reserve(rows * rank)
    let middle = adapterMiddle.pointer
    products.multiply(
      MatrixOperand(dropped, rows: rows, columns: width),
      MatrixOperand(adapter.down.values, rows: rank, columns: width, transposed: true),
      into: MatrixResult(middle, rows: rows, columns: rank))
    scale(middle, rows: rows, width: rank, by: adapter.configuration.scale)
    return middle
  }

  private func scale(
    _ values: UnsafeMutablePointer<Float>, rows: Int, width: Int, by factor: Float
  ) {
    guard factor != 1 else { return }
    forEachBlock(of: rows) { rows, _ in
      for index in rows.lowerBound * width..<rows.upperBound * width { values[index] *= factor }
    }
  }

  /// The input as the adapter sees it.
  private func droppedInput(
    _ adapter: LinearGroup.Adapter, rows: Int, input: UnsafePointer<Float>
  ) -> UnsafePointer<Float> {
    guard let noise = noise(adapter) else { return input }
    let width = adapter.down.shape[1]
    adapterInput.reserve(rows * width)
    let dropped = adapterInput.pointer
    forEachBlock(of: rows) { rows, _ in
      for row in rows {
        noise.drop(row: row, width: width, input + row * width, into: dropped + row * width)
      }
    }
    return UnsafePointer(dropped)
  }

  /// What decides which inputs the adapter does not see; nil where it sees all.
  private func noise(_ adapter: LinearGroup.Adapter) -> DropoutNoise? {
    guard let noiseSeed, adapter.configuration.dropout > 0 else { return nil }
    return DropoutNoise(
      random: CountedRandom(seed: noiseSeed, stream: UInt64(adapter.index)),
      probability: adapter.configuration.dropout, firstRow: batch.firstRow)
  }
}

/// Which numbers of a matrix are dropped: the same ones in both passes, however the rows are split.
struct DropoutNoise {
  let random: CountedRandom
  let probability: Float
  /// Rows before the matrix's first.
  let firstRow: Int

  /// Sets some numbers of a row to zero and scales the others up, so that the mean stays.
  func drop(
    row: Int, width: Int, _ input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>
  ) {
    let factor = 1 / (1 - probability)
    let start = (firstRow + row) * width
    for column in 0..<width {
      output[column] = random.uniform(start + column) < probability ? 0 : factor * input[column]
    }
  }
}
