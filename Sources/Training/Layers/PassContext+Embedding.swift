internal import CKernels
internal import Checkpoints
internal import Tensors

extension PassContext {
  /// Starts the stream with each row's embedding.
  func embeddingForward(
    _ embedding: ModelWeights.Embedding, stream: UnsafeMutablePointer<Float>
  ) {
    let width = configuration.width
    forEachBlock(of: rowCount) { rows, _ in
      for row in rows {
        let token = Int(batch.tokens[row])
        switch embedding {
        case .trained(let array):
          (stream + row * width).update(from: array.values + token * width, count: width)
        case .frozen(let tensor):
          tensor.widenRow(token, into: stream + row * width)
        }
      }
    }
  }

  /// Adds each row's gradient to its token's embedding, rows in order.
  func embeddingBackward(
    _ embedding: ModelWeights.Embedding, streamGradient: UnsafePointer<Float>
  ) {
    guard case .trained(let array) = embedding, let gradient = array.gradient else { return }
    let width = configuration.width
    forEachColumnRange(of: width) { columns in
      let start = columns.lowerBound
      for row in 0..<rowCount {
        ck_training_add(
          gradient + Int(batch.tokens[row]) * width + start, streamGradient + row * width + start,
          1, columns.count)
      }
    }
  }
}
