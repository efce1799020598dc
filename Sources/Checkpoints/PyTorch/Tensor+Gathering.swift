import Tensors

extension Tensor {
  /// A tensor that owns a copy, in row-major order, of elements that lie in a storage in another order.
  ///
  /// Whoever read the file has checked that all of them lie inside it.
  ///
  /// - Parameters:
  ///   - elementType: A type whose elements stand alone.
  ///   - shape: The extent of each axis, outermost first.
  ///   - strides: How far apart the elements of each axis lie, in elements.
  ///   - storage: Where the elements are.
  ///   - byteOffset: Where the first element starts, in bytes.
  /// - Returns: The tensor.
  static func gathered(
    _ elementType: ElementType, shape: [Int], strides: [Int], from storage: ByteStorage,
    at byteOffset: Int
  ) -> Tensor {
    let byteCount = elementType.byteCount(of: shape.reduce(1, *))
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: max(1, byteCount), alignment: 64)
    if byteCount > 0, let source = storage.bytes.baseAddress, let target = memory.baseAddress {
      let size = elementType.blockByteCount
      var place = [Int](repeating: 0, count: shape.count)
      var offset = byteOffset
      for written in stride(from: 0, to: byteCount, by: size) {
        (target + written).copyMemory(from: source + offset, byteCount: size)
        var axis = shape.count - 1
        while axis >= 0 {
          place[axis] += 1
          offset += strides[axis] * size
          if place[axis] < shape[axis] { break }
          offset -= shape[axis] * strides[axis] * size
          place[axis] = 0
          axis -= 1
        }
      }
    }
    return Tensor(
      elementType: elementType, shape: shape,
      storage: ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() },
      byteOffset: 0)
  }
}
