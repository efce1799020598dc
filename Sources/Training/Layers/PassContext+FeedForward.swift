internal import CKernels
internal import Checkpoints

extension PassContext {
  /// Writes `silu(gate) · up`.
  ///
  /// - Parameters:
  ///   - gateAndUp: `[T, 2·F]`.
  ///   - output: `[T, F]`.
  func gateForward(_ gateAndUp: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>) {
    let width = configuration.feedForwardWidth
    forEachBlock(of: rowCount) { rows, _ in
      let gate = gateAndUp + rows.lowerBound * 2 * width
      ck_training_swiglu_forward(
        gate, gate + width, 2 * width, output + rows.lowerBound * width, rows.count, width)
    }
  }

  /// Replaces gate and up by their gradients, and their product's gradient by the product itself.
  func gateBackward(
    _ gateAndUp: UnsafeMutablePointer<Float>, gradientThenOutput: UnsafeMutablePointer<Float>
  ) {
    let width = configuration.feedForwardWidth
    forEachBlock(of: rowCount) { rows, _ in
      let gate = gateAndUp + rows.lowerBound * 2 * width
      let product = gradientThenOutput + rows.lowerBound * width
      ck_training_swiglu_backward(
        gate, gate + width, 2 * width, product, product, rows.count, width)
    }
  }
}
