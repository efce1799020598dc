/// An affine map: output[t, r] = Σₖ input[t, k] · weight[r, k] + bias[r].
public struct Linear: Sendable {
  /// `[rows, width]`, in the checkpoint's own storage.
  public let weight: Tensor
  /// `[rows]`, or nil for none.
  public let bias: [Float]?

  /// The length of one output.
  public var rows: Int { weight.shape[0] }
  /// The length of one input.
  public var width: Int { weight.shape[1] }

  /// A map by `weight`.
  ///
  /// - Parameters:
  ///   - weight: `[rows, width]`.
  ///   - bias: `[rows]`, or nil for none.
  public init(weight: Tensor, bias: Tensor? = nil) {
    precondition(weight.shape.count == 2)
    self.weight = weight
    self.bias = bias?.widened()
    precondition(self.bias.map { $0.count == weight.shape[0] } ?? true)
  }
}

extension Tensor {
  /// The elements as float32, in order; for what is small and used often.
  public func widened() -> [Float] {
    let count = elementCount
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let source = bytes.baseAddress, let destination = buffer.baseAddress {
        Kernels.chosen.widen(source, elementType, count: count, into: destination)
      }
      initialized = count
    }
  }

  /// Widens one row of a matrix, such as a token's embedding.
  ///
  /// - Parameters:
  ///   - row: Which row of `[rows, width]`.
  ///   - destination: Room for `width` floats.
  public func widenRow(_ row: Int, into destination: UnsafeMutablePointer<Float>) {
    let width = shape[1]
    precondition(row >= 0 && row < shape[0])
    let source = bytes[elementType.byteCount(of: row * width)...]
    guard let address = UnsafeRawBufferPointer(rebasing: source).baseAddress else { return }
    Kernels.chosen.widen(address, elementType, count: width, into: destination)
  }
}
