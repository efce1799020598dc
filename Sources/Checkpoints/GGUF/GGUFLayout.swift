/// Where the tensors of a GGUF file lie: each at a multiple of the alignment, right after the one before it.
struct GGUFLayout {
  static let extentLimit: UInt64 = 1 << 40

  let alignment: Int
  let fileBytes: Int
  /// Where the next tensor starts, in bytes from the start of the data.
  private(set) var end = 0

  init(alignment: Int, fileBytes: Int) {
    self.alignment = alignment
    self.fileBytes = fileBytes
  }

  static func type(_ code: UInt32, of tensor: String) throws(GGUFFault) -> GGUFTensorType {
    guard let type = GGUFTensorType(code: code) else {
      throw .unknownType(tensor: tensor, found: code)
    }
    return type
  }

  /// Checks a tensor's place and size.
  mutating func place(
    _ tensor: String, type: GGUFTensorType, shape: [Int], offset: UInt64
  ) throws(GGUFFault) -> (offset: Int, byteCount: Int, elementCount: Int) {
    guard let elementCount = Self.product(shape) else {
      throw .tooManyElements(tensor: tensor, shape: shape)
    }
    let rowLength = shape.last ?? 0
    guard rowLength.isMultiple(of: type.blockLength) else {
      throw .partialBlock(
        tensor: tensor, rowLength: rowLength, type: type.name, blockLength: type.blockLength)
    }
    let (byteCount, overflows) = (elementCount / type.blockLength)
      .multipliedReportingOverflow(by: type.blockByteCount)
    guard !overflows else { throw .tooManyElements(tensor: tensor, shape: shape) }
    // At once, so that no later sum can wrap.
    guard byteCount <= fileBytes else {
      throw .largerThanFile(tensor: tensor, bytes: byteCount, fileBytes: fileBytes)
    }
    guard offset == UInt64(end) else {
      throw .misplaced(tensor: tensor, expectedOffset: end, foundOffset: offset)
    }
    let start = end
    // At most 2^20 tensors of at most the file's size, a whole disk each.
    let (next, wraps) = end.addingReportingOverflow(byteCount)
    guard !wraps, next <= fileBytes else {
      throw .beyondEnd(tensor: tensor, end: wraps ? .max : next, fileBytes: fileBytes)
    }
    end = Self.padded(next, to: alignment)
    return (start, byteCount, elementCount)
  }

  /// Where the data start, all tensors checked to end inside the file.
  func dataStart(
    afterHeaderOf headerBytes: Int, tensors: [GGUFTensorEntry]
  ) throws(GGUFFault) -> Int {
    let start = Self.padded(headerBytes, to: alignment)
    if let last = tensors.last {
      // Both are at most the file's size and an alignment.
      let end = start + last.byteOffset + last.byteCount
      guard end <= fileBytes else {
        throw .beyondEnd(tensor: last.name, end: end, fileBytes: fileBytes)
      }
    }
    return start
  }

  /// The next multiple of `alignment`, a power of two; `offset` is at most a file's size.
  static func padded(_ offset: Int, to alignment: Int) -> Int {
    (offset + alignment - 1) & ~(alignment - 1)
  }

  private static func product(_ shape: [Int]) -> Int? {
    var product = 1
    for extent in shape {
      let (next, overflows) = product.multipliedReportingOverflow(by: extent)
      if overflows { return nil }
      product = next
    }
    return product
  }
}
