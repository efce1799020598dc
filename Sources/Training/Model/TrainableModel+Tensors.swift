internal import Checkpoints
internal import Tensors

extension TrainableModel {
  /// Hands out every tensor of the checkpoint with its present value, an adapter merged in, one at a time.
  ///
  /// - Parameter body: Gets the name, the shape and the elements, row-major, which are its only during the call.
  /// - Throws: What `body` throws, or `TrainingError` where a frozen tensor cannot be read.
  public func forEachTensor(
    _ body: (_ name: String, _ shape: [Int], _ elements: UnsafePointer<Float>) throws -> Void
  ) throws {
    let trained = Dictionary(uniqueKeysWithValues: parameters.map { ($0.name, $0) })
    let adapters = adaptersByName()
    let buffer = FloatBuffer()
    for (name, shape) in configuration.tensors {
      if let parameter = trained[name] {
        try body(name, shape, UnsafePointer(parameter.values))
      } else if let base {
        let tensor = try base.trainable(name, shape: shape)
        buffer.reserve(tensor.elementCount)
        tensor.widen(into: buffer.pointer, workers: workers)
        if let adapter = adapters[name] { merge(adapter, into: buffer.pointer) }
        try body(name, shape, UnsafePointer(buffer.pointer))
      }
    }
  }

  private func adaptersByName() -> [String: LinearGroup.Adapter] {
    var adapters: [String: LinearGroup.Adapter] = [:]
    for part in weights.layers.flatMap(\.groups).flatMap(\.parts) {
      if let adapter = part.adapter { adapters[part.name + ".weight"] = adapter }
    }
    return adapters
  }

  /// Adds `scale · B·A` to a weight.
  private func merge(_ adapter: LinearGroup.Adapter, into weight: UnsafeMutablePointer<Float>) {
    let (rank, width) = (adapter.down.shape[0], adapter.down.shape[1])
    let scale = adapter.configuration.scale
    workers.forEachRange(of: adapter.up.shape[0], grain: 16) { rows, _ in
      for row in rows {
        for index in 0..<rank {
          let factor = scale * adapter.up.values[row * rank + index]
          let down = adapter.down.values + index * width
          let target = weight + row * width
          for column in 0..<width { target[column] += factor * down[column] }
        }
      }
    }
  }
}
