/// A row-major array of weights inside a storage that it keeps alive.
public struct Tensor: Sendable {
  /// How each element is stored.
  public let elementType: ElementType
  /// The extent of each axis, outermost first.
  public let shape: [Int]
  /// Where the bytes live.
  public let storage: ByteStorage
  /// Where the first element starts in the storage, in bytes; need not be aligned.
  public let byteOffset: Int

  /// A view of `storage`.
  ///
  /// Whoever reads a file has checked that the extent lies inside it.
  ///
  /// - Parameters:
  ///   - elementType: How each element is stored.
  ///   - shape: The extent of each axis, outermost first.
  ///   - storage: Where the bytes live.
  ///   - byteOffset: Where the first element starts, in bytes.
  public init(elementType: ElementType, shape: [Int], storage: ByteStorage, byteOffset: Int) {
    self.elementType = elementType
    self.shape = shape
    self.storage = storage
    self.byteOffset = byteOffset
    precondition(byteOffset >= 0 && byteOffset + byteCount <= storage.count)
  }

  /// The number of elements.
  public var elementCount: Int { shape.reduce(1, *) }

  /// The number of bytes.
  public var byteCount: Int { elementType.byteCount(of: elementCount) }

  /// The elements' bytes; valid while the tensor is referred to.
  public var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: storage.bytes[byteOffset..<byteOffset + byteCount])
  }
}

extension Tensor {
  /// A tensor that owns a copy of `values`.
  ///
  /// - Parameters:
  ///   - values: The elements, in order.
  ///   - shape: The extent of each axis, outermost first; their product is `values.count`.
  /// - Returns: The tensor.
  public static func float32(_ values: [Float], shape: [Int]) -> Tensor {
    precondition(shape.reduce(1, *) == values.count)
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: values.count * MemoryLayout<Float>.stride,
      alignment: MemoryLayout<Float>.alignment)
    values.withUnsafeBytes { memory.copyMemory(from: $0) }
    let storage = ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
    return Tensor(elementType: .float32, shape: shape, storage: storage, byteOffset: 0)
  }
}
