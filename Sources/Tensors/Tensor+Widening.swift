extension Tensor {
  /// The elements as float32, in order; for what is small and used often.
  public func widened() -> [Float] {
    let count = elementCount
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let source = bytes.baseAddress, let destination = buffer.baseAddress {
        widen(source, count: count, into: destination)
      }
      initialized = count
    }
  }

  /// Widens one row of a matrix, such as a token's embedding.
  ///
  /// - Parameters:
  ///   - row: Which row of `[rows, width]`; a row holds whole blocks.
  ///   - destination: Room for `width` floats.
  public func widenRow(_ row: Int, into destination: UnsafeMutablePointer<Float>) {
    let width = shape[1]
    precondition(row >= 0 && row < shape[0])
    let source = bytes[elementType.byteCount(of: row * width)...]
    guard let address = UnsafeRawBufferPointer(rebasing: source).baseAddress else { return }
    widen(address, count: width, into: destination)
  }

  private func widen(
    _ source: UnsafeRawPointer, count: Int, into destination: UnsafeMutablePointer<Float>
  ) {
    if elementType.isFloat {
      Kernels.chosen.widen(source, elementType, count: count, into: destination)
    } else {
      BlockCodec.decode(source, type: elementType, count: count, into: destination)
    }
  }
}
