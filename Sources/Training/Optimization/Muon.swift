internal import CKernels
internal import Tensors

/// Muon over the matrices between embedding and head: a step goes along the nearest orthogonal matrix to the mean of
/// gradients, so that rare directions move as much as frequent ones.
///
/// After Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024), with the scale of Liu et al.,
/// "Muon is Scalable for LLM Training" (2025), which makes a step's size that of AdamW: learning rate and weight decay are
/// shared with it. Each matrix is computed by one worker, so its bits do not depend on their number.
final class Muon {
  private let matrices: [Matrix]
  private let means: UnsafeMutablePointer<Float>
  private let workers: WorkerPool
  private let products: TrainingProducts
  private let scratch: [FloatBuffer]
  /// The floats of the largest matrix, and of the square of its shorter side.
  private let largest: (matrix: Int, square: Int)

  private struct Matrix {
    let values: UnsafeMutablePointer<Float>
    let gradient: UnsafePointer<Float>
    let offset: Int
    let rows: Int
    let columns: Int

    var count: Int { rows * columns }
    /// The shorter side: the squares that the iteration multiplies by have it.
    var side: Int { min(rows, columns) }
  }

  /// How much of the mean of gradients stays at a step.
  private static let momentum: Float = 0.95
  /// The iteration's polynomial, steep at 0: singular values come near 1 within five rounds, not quite to it.
  private static let polynomial: (linear: Float, cubic: Float, quintic: Float) = (
    3.4445, -4.7750, 2.0315
  )
  private static let rounds = 5
  /// The root mean square of AdamW's usual step, in learning rates.
  private static let stepSize: Float = 0.2

  /// - Parameters:
  ///   - parameters: Matrices.
  ///   - base: Where the model's values begin.
  ///   - means: The memory for the means of gradients, laid out as the model's values.
  ///   - workers: Who computes.
  init(
    _ parameters: [Parameter], base: UnsafeMutablePointer<Float>,
    means: UnsafeMutablePointer<Float>, workers: WorkerPool
  ) {
    matrices = parameters.map { parameter in
      Matrix(
        values: parameter.values, gradient: UnsafePointer(parameter.gradient),
        offset: parameter.values - base, rows: parameter.shape[0], columns: parameter.shape[1])
    }
    self.means = means
    self.workers = workers
    products = TrainingProducts(workers: workers)
    largest = (matrices.map(\.count).max() ?? 0, matrices.map { $0.side * $0.side }.max() ?? 0)
    let floats = 2 * largest.matrix + 2 * largest.square
    scratch = (0..<workers.threadCount).map { _ in FloatBuffer(capacity: floats) }
  }

  /// The parameters that Muon is for: matrices which map one state to another.
  static func suits(_ parameter: Parameter) -> Bool {
    parameter.shape.count == 2 && parameter.name.contains(".layers.")
  }

  /// Changes the matrices by one step.
  ///
  /// - Parameters:
  ///   - rate: The learning rate.
  ///   - decay: How much of a weight is taken away, times the rate.
  ///   - gradientScale: What gradients are multiplied by.
  func step(rate: Float, decay: Float, gradientScale: Float) {
    let matrices = matrices
    workers.forEachRange(of: matrices.count, grain: 1) { range, worker in
      for index in range {
        update(
          matrices[index], rate: rate, decay: decay, gradientScale: gradientScale, worker: worker)
      }
    }
  }

  private func update(
    _ matrix: Matrix, rate: Float, decay: Float, gradientScale: Float, worker: Int
  ) {
    let direction = scratch[worker].pointer
    let mean = means + matrix.offset
    for index in 0..<matrix.count {
      let gradient = matrix.gradient[index] * gradientScale
      mean[index] += (1 - Self.momentum) * (gradient - mean[index])
      direction[index] = gradient + Self.momentum * (mean[index] - gradient)
    }
    let orthogonal = orthogonalize(direction, matrix, worker: worker)
    let kept = 1 - rate * decay
    let step = rate * Self.stepSize * Float(max(matrix.rows, matrix.columns)).squareRoot()
    for index in 0..<matrix.count {
      matrix.values[index] = kept * matrix.values[index] - step * orthogonal[index]
    }
  }

  /// Replaces a matrix by about the nearest orthogonal one (Newton and Schulz's iteration).
  ///
  /// - Returns: Where it is, in the worker's scratch memory.
  private func orthogonalize(
    _ direction: UnsafeMutablePointer<Float>, _ matrix: Matrix, worker: Int
  ) -> UnsafeMutablePointer<Float> {
    let (rows, columns, side) = (matrix.rows, matrix.columns, matrix.side)
    let norm = Float(ck_training_sum_of_squares(direction, matrix.count).squareRoot()) + 1e-7
    for index in 0..<matrix.count { direction[index] /= norm }

    var x = direction
    var next = direction + largest.matrix
    let square = direction + 2 * largest.matrix
    let cubed = square + largest.square
    let (linear, cubic, quintic) = Self.polynomial
    for _ in 0..<Self.rounds {
      // The square over the shorter side, from the left or from the right.
      let isWide = rows <= columns
      products.multiply(
        MatrixOperand(x, rows: rows, columns: columns, transposed: !isWide),
        MatrixOperand(x, rows: rows, columns: columns, transposed: isWide),
        into: MatrixResult(square, rows: side, columns: side), worker: worker)
      products.multiply(
        MatrixOperand(square, rows: side, columns: side),
        MatrixOperand(square, rows: side, columns: side),
        into: MatrixResult(cubed, rows: side, columns: side), worker: worker)
      for index in 0..<side * side {
        cubed[index] = cubic * square[index] + quintic * cubed[index]
      }
      for diagonal in 0..<side { cubed[diagonal * side + diagonal] += linear }
      let factor = MatrixOperand(cubed, rows: side, columns: side)
      let current = MatrixOperand(x, rows: rows, columns: columns)
      products.multiply(
        isWide ? factor : current, isWide ? current : factor,
        into: MatrixResult(next, rows: rows, columns: columns), worker: worker)
      swap(&x, &next)
    }
    return x
  }
}
