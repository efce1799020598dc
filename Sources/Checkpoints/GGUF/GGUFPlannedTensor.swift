import Tensors

/// A tensor that will be written to a GGUF file.
struct GGUFPlannedTensor {
  let name: String
  let source: Tensor
  let type: ElementType
  /// The number of the type in the file.
  let code: UInt32
  /// Turns pairs of rows (i, i + Dh/2) of each head into neighbours; nil leaves the rows as they are.
  let pairedHeadWidth: Int?

  var shape: [Int] { source.shape }
  var byteCount: Int { type.byteCount(of: source.elementCount) }

  /// The elements as a matrix whose rows can be moved: a vector that is permuted has rows of one element.
  var rows: Tensor {
    let count = source.elementCount
    let width = shape.count == 1 && pairedHeadWidth != nil ? 1 : shape.last ?? 1
    return Tensor(
      elementType: source.elementType, shape: [count / max(1, width), width],
      storage: source.storage, byteOffset: source.byteOffset)
  }

  /// The row of the source that becomes row `row`.
  func sourceRow(_ row: Int) -> Int {
    guard let width = pairedHeadWidth else { return row }
    return RotaryRows.halved(row, headWidth: width)
  }
}
