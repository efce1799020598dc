internal import CKernels
internal import Checkpoints
internal import Tensors

extension PassContext {
  /// Turns the queries and keys of all rows by their positions, or back.
  ///
  /// - Parameters:
  ///   - projections: `[T, P]`, queries, keys and values of each row.
  ///   - backward: Whether it is gradients that are turned back.
  func rotate(_ projections: UnsafeMutablePointer<Float>, backward: Bool) {
    let c = configuration
    let stride = projectionWidth
    let heads = c.headCount + c.keyValueHeadCount
    batch.positions.withUnsafeBufferPointer { positions in
      guard let positions = positions.baseAddress else { return }
      forEachBlock(of: rowCount) { rows, _ in
        ck_training_rotate(
          projections + rows.lowerBound * stride, stride, rows.count, heads, c.headWidth,
          positions + rows.lowerBound, cosines.pointer, sines.pointer, backward ? -1 : 1)
      }
    }
  }

  /// `attended = softmax(scale · queries·keysᵀ)·values` of every head, causal within each sequence.
  ///
  /// - Parameters:
  ///   - projections: `[T, P]`, turned.
  ///   - attended: `[T, H·Dh]`.
  ///   - logSumExp: `[H·T]`, for the backward pass.
  func attentionForward(
    _ projections: UnsafeMutablePointer<Float>, attended: UnsafeMutablePointer<Float>,
    logSumExp: UnsafeMutablePointer<Float>
  ) {
    forEachHead { rows, head, scratch in
      var attention = attention(
        projections, attended: attended, logSumExp: logSumExp, rows: rows, head: head,
        scratch: scratch)
      ck_training_attention_forward(&attention)
    }
  }

  /// Writes the gradients of queries, keys and values, `[T, P]`.
  func attentionBackward(
    _ projections: UnsafeMutablePointer<Float>, attended: UnsafeMutablePointer<Float>,
    logSumExp: UnsafeMutablePointer<Float>, attendedGradient: UnsafePointer<Float>,
    projectionGradient: UnsafeMutablePointer<Float>
  ) {
    forEachHead { rows, head, scratch in
      var attention = attention(
        projections, attended: attended, logSumExp: logSumExp, rows: rows, head: head,
        scratch: scratch)
      let width = configuration.headWidth
      let gradients = projectionGradient + rows.lowerBound * projectionWidth
      let query = head * group * width
      var outputs = ck_training_attention_gradients(
        output_gradient: attendedGradient + rows.lowerBound * queryWidth + query,
        query_gradient: gradients + query, key_gradient: gradients + queryWidth + head * width,
        value_gradient: gradients + queryWidth + keyWidth + head * width,
        output_gradient_stride: queryWidth, query_gradient_stride: projectionWidth,
        key_gradient_stride: projectionWidth, value_gradient_stride: projectionWidth)
      ck_training_attention_backward(&attention, &outputs)
    }
  }

  /// The longest sequences first.
  private func forEachHead(
    _ body: (_ rows: Range<Int>, _ head: Int, _ scratch: UnsafeMutablePointer<Float>) -> Void
  ) {
    let heads = configuration.keyValueHeadCount
    workers.forEachRange(of: batch.sequences.count * heads, grain: 1) { items, worker in
      for item in items {
        body(batch.sequences[item / heads], item % heads, attentionScratch[worker].pointer)
      }
    }
  }

  /// One sequence and one head of keys and values.
  private func attention(
    _ projections: UnsafeMutablePointer<Float>, attended: UnsafeMutablePointer<Float>,
    logSumExp: UnsafeMutablePointer<Float>, rows: Range<Int>, head: Int,
    scratch: UnsafeMutablePointer<Float>
  ) -> ck_training_attention {
    let c = configuration
    let sequence = projections + rows.lowerBound * projectionWidth
    let query = head * group * c.headWidth
    return ck_training_attention(
      queries: sequence + query, keys: sequence + queryWidth + head * c.headWidth,
      values: sequence + queryWidth + keyWidth + head * c.headWidth,
      query_stride: projectionWidth, key_stride: projectionWidth, value_stride: projectionWidth,
      tokens: rows.count, group: group, head_width: c.headWidth, window: c.slidingWindow ?? 0,
      scale: 1 / Float(c.headWidth).squareRoot(),
      output: attended + rows.lowerBound * queryWidth + query, output_stride: queryWidth,
      log_sum_exp: logSumExp + rows.lowerBound * c.headCount + head * group * rows.count,
      scratch: scratch)
  }
}
