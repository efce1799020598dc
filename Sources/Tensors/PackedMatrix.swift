internal import CKernels

/// A matrix in blocks that share scales, laid out for products: panels of 16 rows side by side.
public struct PackedMatrix: Sendable {
  /// The format of the blocks.
  public let elementType: ElementType
  /// The length of one output.
  public let rows: Int
  /// The length of one input; a multiple of the format's block length.
  public let width: Int
  private let storage: ByteStorage

  /// The bytes of memory that it holds.
  public var byteCount: Int { storage.count }

  /// The panels' memory, aligned to a cache line.
  var panels: UnsafeRawPointer? { storage.bytes.baseAddress }

  /// The number of panels; the last may lack rows.
  var panelCount: Int { Self.panelCount(rows: rows) }

  /// The bytes that a matrix takes once it is packed.
  ///
  /// - Parameters:
  ///   - elementType: A format of blocks.
  ///   - rows: The length of one output.
  ///   - width: The length of one input; a multiple of the format's block length.
  /// - Returns: Bytes of memory.
  public static func byteCount(_ elementType: ElementType, rows: Int, width: Int) -> Int {
    elementType.blockType.map { panelCount(rows: rows) * ck_panel_bytes($0, width) } ?? 0
  }

  /// Whether `tensor` can be held in blocks of `elementType`: it is stored in them, or can be encoded.
  public static func canHold(_ tensor: Tensor, as elementType: ElementType) -> Bool {
    guard tensor.shape.count == 2, !elementType.isFloat else { return false }
    guard
      tensor.elementType == elementType
        || tensor.elementType.isFloat && BlockCodec.canEncode(elementType)
    else { return false }
    return tensor.shape[1] % elementType.blockLength == 0
  }

  /// Packs a matrix with all workers.
  ///
  /// Blocks are rearranged as they are; floats are encoded first, exactly as a file of that format would have them.
  ///
  /// - Parameters:
  ///   - tensor: `[rows, width]`, for which `canHold` is true.
  ///   - elementType: The format.
  ///   - workers: Who does it.
  public init(_ tensor: Tensor, as elementType: ElementType, workers: WorkerPool) {
    precondition(Self.canHold(tensor, as: elementType))
    self.elementType = elementType
    rows = tensor.shape[0]
    width = tensor.shape[1]
    let memory = PanelMemory.allocate(
      Self.byteCount(elementType, rows: rows, width: width))
    let packer = PanelPacker(tensor, elementType)
    packer.pack(into: memory, workers: workers)
    storage = ByteStorage(owning: UnsafeRawBufferPointer(memory), release: PanelMemory.release)
  }

  private static func panelCount(rows: Int) -> Int {
    let each = Int(ck_panel_rows)
    return (rows + each - 1) / each
  }
}
