internal import CKernels
internal import Tensors

extension PassContext {
  /// Writes `input·Wᵀ + b`, or adds it to what is there.
  ///
  /// - Parameters:
  ///   - group: The maps.
  ///   - rows: How many.
  ///   - input: `[rows, group.width]`.
  ///   - output: `[rows, group.rows]`.
  ///   - accumulating: Whether the output holds something to add to.
  func linearForward(
    _ group: LinearGroup, rows: Int, input: UnsafePointer<Float>,
    output: UnsafeMutablePointer<Float>, accumulating: Bool = false
  ) {
    let (width, outputs) = (group.width, group.rows)
    weightScratch.reserve(group.scratchCount)
    let weights = group.weights(in: weightScratch.pointer, workers: workers)
    products.multiply(
      MatrixOperand(input, rows: rows, columns: width),
      MatrixOperand(weights, rows: outputs, columns: width, transposed: true),
      into: MatrixResult(output, rows: rows, columns: outputs), accumulating: accumulating)
    if let bias = group.bias {
      forEachBlock(of: rows) { rows, _ in
        for row in rows { ck_training_add(output + row * outputs, bias.values, 1, outputs) }
      }
    }
    for part in group.parts {
      guard let adapter = part.adapter else { continue }
      adapterForward(
        adapter, rows: rows, input: input,
        output: MatrixResult(
          output + part.start, rows: rows, columns: part.rows, stride: outputs))
    }
  }

  /// Both gradients: the input's is written where it is wanted, the weights' are added to.
  ///
  /// - Parameters:
  ///   - group: The maps.
  ///   - rows: How many.
  ///   - input: `[rows, group.width]`, what the forward pass read.
  ///   - outputGradient: `[rows, group.rows]`.
  ///   - inputGradient: `[rows, group.width]`, overwritten; nil where nobody needs it.
  func linearBackward(
    _ group: LinearGroup, rows: Int, input: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?
  ) {
    if let inputGradient {
      linearInputGradient(
        group, rows: rows, outputGradient: outputGradient, inputGradient: inputGradient)
    }
    linearWeightGradient(group, rows: rows, input: input, outputGradient: outputGradient)
  }

  /// Writes `outputGradient·W`.
  func linearInputGradient(
    _ group: LinearGroup, rows: Int, outputGradient: UnsafePointer<Float>,
    inputGradient: UnsafeMutablePointer<Float>
  ) {
    let (width, outputs) = (group.width, group.rows)
    weightScratch.reserve(group.scratchCount)
    let weights = group.weights(in: weightScratch.pointer, workers: workers)
    products.multiply(
      MatrixOperand(outputGradient, rows: rows, columns: outputs),
      MatrixOperand(weights, rows: outputs, columns: width),
      into: MatrixResult(inputGradient, rows: rows, columns: width))
    for part in group.parts {
      guard let adapter = part.adapter else { continue }
      adapterInputGradient(
        adapter, rows: rows, outputGradient: outputGradient + part.start, stride: outputs,
        inputGradient: inputGradient)
    }
  }

  /// Adds `outputGradientᵀ·input` to the weights' gradients.
  func linearWeightGradient(
    _ group: LinearGroup, rows: Int, input: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>
  ) {
    let (width, outputs) = (group.width, group.rows)
    if let gradient = group.weight?.gradient {
      products.multiply(
        MatrixOperand(outputGradient, rows: rows, columns: outputs, transposed: true),
        MatrixOperand(input, rows: rows, columns: width),
        into: MatrixResult(gradient, rows: outputs, columns: width), accumulating: true)
    }
    if let gradient = group.bias?.gradient {
      forEachColumnRange(of: outputs) { columns in
        let start = columns.lowerBound
        for row in 0..<rows {
          ck_training_add(
            gradient + start, outputGradient + row * outputs + start, 1, columns.count)
        }
      }
    }
    for part in group.parts {
      guard let adapter = part.adapter else { continue }
      adapterWeightGradient(
        adapter, rows: rows, input: input, outputGradient: outputGradient + part.start,
        stride: outputs)
    }
  }
}
