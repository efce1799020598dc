internal import Tensors

extension PassContext {
  /// One layer: the stream in, the stream out.
  ///
  /// - Parameters:
  ///   - layer: The weights.
  ///   - input: `[T, D]`.
  ///   - output: `[T, D]`; nil where only what the backward pass needs is computed again.
  ///   - kept: What is left for the backward pass.
  ///   - product: `[T, F]` of room.
  func layerForward(
    _ layer: TrainableLayer, input: UnsafePointer<Float>, output: UnsafeMutablePointer<Float>?,
    kept: LayerActivations, product: UnsafeMutablePointer<Float>
  ) {
    let rows = rowCount
    normForward(
      layer.attentionNorm, rows: rows, input: input, output: kept.attentionNormed.pointer,
      inverseRMS: kept.attentionInverseRMS.pointer, copyingTo: kept.middle.pointer)
    linearForward(
      layer.projections, rows: rows, input: kept.attentionNormed.pointer,
      output: kept.projections.pointer)
    rotate(kept.projections.pointer, backward: false)
    attentionForward(
      kept.projections.pointer, attended: kept.attended.pointer,
      logSumExp: kept.logSumExp.pointer)
    linearForward(
      layer.output, rows: rows, input: kept.attended.pointer, output: kept.middle.pointer,
      accumulating: true)
    normForward(
      layer.feedForwardNorm, rows: rows, input: kept.middle.pointer,
      output: kept.feedForwardNormed.pointer, inverseRMS: kept.feedForwardInverseRMS.pointer,
      copyingTo: output)
    linearForward(
      layer.gateAndUp, rows: rows, input: kept.feedForwardNormed.pointer,
      output: kept.gateAndUp.pointer)
    guard let output else { return }
    gateForward(kept.gateAndUp.pointer, output: product)
    linearForward(layer.down, rows: rows, input: product, output: output, accumulating: true)
  }

  /// One layer backward: the stream's gradient is replaced, the weights' are added to.
  ///
  /// - Parameters:
  ///   - layer: The weights.
  ///   - input: `[T, D]`, what the forward pass read.
  ///   - kept: What it left; the gate's part is overwritten.
  ///   - product: `[T, F]` of room.
  ///   - gradients: With the gradient of the layer's output.
  ///   - continues: Whether anything before the layer learns.
  func layerBackward(
    _ layer: TrainableLayer, input: UnsafePointer<Float>, kept: LayerActivations,
    product: UnsafeMutablePointer<Float>, gradients: GradientBuffers, continues: Bool
  ) {
    feedForwardBackward(layer, kept: kept, product: product, gradients: gradients)
    let rows = rowCount
    linearBackward(
      layer.output, rows: rows, input: kept.attended.pointer,
      outputGradient: gradients.stream.pointer, inputGradient: gradients.attended.pointer)
    attentionBackward(
      kept.projections.pointer, attended: kept.attended.pointer,
      logSumExp: kept.logSumExp.pointer, attendedGradient: gradients.attended.pointer,
      projectionGradient: gradients.projections.pointer)
    rotate(gradients.projections.pointer, backward: true)
    linearBackward(
      layer.projections, rows: rows, input: kept.attentionNormed.pointer,
      outputGradient: gradients.projections.pointer,
      inputGradient: continues ? gradients.normed.pointer : nil)
    guard continues else { return }
    normBackward(
      layer.attentionNorm, rows: rows, input: input,
      inverseRMS: kept.attentionInverseRMS.pointer, outputGradient: gradients.normed.pointer,
      inputGradient: gradients.stream.pointer)
  }

  private func feedForwardBackward(
    _ layer: TrainableLayer, kept: LayerActivations, product: UnsafeMutablePointer<Float>,
    gradients: GradientBuffers
  ) {
    let rows = rowCount
    linearInputGradient(
      layer.down, rows: rows, outputGradient: gradients.stream.pointer, inputGradient: product)
    gateBackward(kept.gateAndUp.pointer, gradientThenOutput: product)
    linearWeightGradient(
      layer.down, rows: rows, input: product, outputGradient: gradients.stream.pointer)
    linearBackward(
      layer.gateAndUp, rows: rows, input: kept.feedForwardNormed.pointer,
      outputGradient: kept.gateAndUp.pointer, inputGradient: gradients.normed.pointer)
    normBackward(
      layer.feedForwardNorm, rows: rows, input: kept.middle.pointer,
      inverseRMS: kept.feedForwardInverseRMS.pointer, outputGradient: gradients.normed.pointer,
      inputGradient: gradients.stream.pointer)
  }
}
