internal import CKernels

/// Fills panels from a tensor's rows, a panel at a time by whichever worker is free.
struct PanelPacker {
  private let tensor: Tensor
  private let elementType: ElementType
  private let rows: Int
  private let width: Int

  init(_ tensor: Tensor, _ elementType: ElementType) {
    self.tensor = tensor
    self.elementType = elementType
    rows = tensor.shape[0]
    width = tensor.shape[1]
  }

  func pack(into memory: UnsafeMutableRawBufferPointer, workers: WorkerPool) {
    guard let format = elementType.blockType, let panels = memory.baseAddress,
      let source = tensor.bytes.baseAddress
    else { return }
    let panelRows = Int(ck_panel_rows)
    let panelBytes = ck_panel_bytes(format, width)
    let rowBytes = tensor.elementType.byteCount(of: width)
    let scratch = (0..<workers.threadCount).map { _ in
      isEncoded ? nil : EncodedRows(width: width, rowCount: panelRows, type: elementType)
    }
    workers.forEachRange(of: (rows + panelRows - 1) / panelRows, grain: 1) { range, worker in
      for panel in range {
        let first = panel * panelRows
        let count = min(panelRows, rows - first)
        let stored = source + first * rowBytes
        let blocks = scratch[worker]?.encode(stored, tensor.elementType, rowCount: count) ?? stored
        ck_pack_panel(format, blocks, count, width, panels + panel * panelBytes)
      }
    }
  }

  private var isEncoded: Bool { tensor.elementType == elementType }
}

/// One worker's scratch: rows of floats, widened and encoded.
private final class EncodedRows {
  private let row: FloatBuffer
  private let blocks: UnsafeMutableRawBufferPointer
  private let width: Int
  private let type: ElementType

  init(width: Int, rowCount: Int, type: ElementType) {
    row = FloatBuffer(capacity: width)
    blocks = .allocate(byteCount: max(1, rowCount * type.byteCount(of: width)), alignment: 64)
    self.width = width
    self.type = type
  }

  deinit { blocks.deallocate() }

  /// The blocks of `rowCount` rows; valid until the next call.
  func encode(
    _ rows: UnsafeRawPointer, _ stored: ElementType, rowCount: Int
  ) -> UnsafeRawPointer? {
    guard let destination = blocks.baseAddress else { return nil }
    for index in 0..<rowCount {
      Kernels.chosen.widen(
        rows + index * stored.byteCount(of: width), stored, count: width, into: row.pointer)
      BlockCodec.encode(
        row.pointer, count: width, to: type,
        into: destination + index * type.byteCount(of: width))
    }
    return UnsafeRawPointer(destination)
  }
}
