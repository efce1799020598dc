import CKernels

@testable import Tensors

/// What a packed matrix's numbers are drawn from.
enum BlockContent: CaseIterable, Sendable {
  case random, largest, smallest, mixedSigns, zeroScales
}

/// A product by a packed matrix, with a bias.
struct PackedCase {
  let type: ElementType
  let rows: Int
  let width: Int
  let tokens: Int
  let blocks: [UInt8]
  var activations: [Float]
  let bias: [Float]
  private let storage: ByteStorage
  private let format: ck_block_type

  init(
    _ type: ElementType, rows: Int, width: Int, tokens: Int, _ content: BlockContent = .random,
    scale: UInt16? = nil
  ) {
    self.type = type
    self.rows = rows
    self.width = width
    self.tokens = tokens
    format = type.blockType ?? ck_block_q8_0
    let blocks = Self.blocks(type, count: rows * width / type.blockLength, content, scale)
    self.blocks = blocks
    activations = randoms(tokens * width, seed: width + tokens)
    if content == .largest || content == .smallest { activations = activations.map { _ in 1 } }
    if content == .mixedSigns { activations = activations.map { $0 < 0 ? -1 : 1 } }
    bias = randoms(rows, seed: rows)
    storage = Self.packed(blocks, format, type, rows: rows, width: width)
  }

  /// The outputs `[tokens, rows]` of the first tokens, computed in ranges of some panels.
  func run(
    _ kernels: ck_packed_kernels, _ arithmetic: Arithmetic, tokens: Int, panelsAtOnce: Int = 1_000
  ) -> [Float] {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: ck_activation_bytes(width, tokens), alignment: 64)
    defer { memory.deallocate() }
    // What is not prepared must not be read.
    memory.initializeMemory(
      as: UInt8.self, repeating: 0xff, count: ck_activation_bytes(width, tokens))
    var output = [Float](repeating: .nan, count: tokens * rows)
    guard let panels = storage.bytes.baseAddress else { return [] }
    activations.withUnsafeBufferPointer { activations in
      guard let values = activations.baseAddress else { return }
      var input = ck_activations(
        values: values, token_count: tokens, width: width, stride: width, prepared: memory)
      let prepare: (UnsafePointer<ck_activations>, Int, Int) -> Void =
        arithmetic == .fast ? kernels.round : kernels.arrange
      let count = ck_activation_blocks(width)
      prepare(&input, 0, count / 3)
      prepare(&input, count / 3, count)
    }
    let panelCount = (rows + 15) / 16
    bias.withUnsafeBufferPointer { bias in
      output.withUnsafeMutableBufferPointer { output in
        guard let destination = output.baseAddress else { return }
        for first in stride(from: 0, to: panelCount, by: panelsAtOnce) {
          var product = ck_packed_product(
            type: format, panels: panels, prepared: memory, output: destination,
            bias: bias.baseAddress, token_count: tokens, width: width, rows: rows,
            panel_begin: first, panel_end: min(first + panelsAtOnce, panelCount),
            output_stride: rows)
          (arithmetic == .fast ? kernels.product_fast : kernels.product_exact)(&product)
        }
      }
    }
    return output
  }

  private static func blocks(
    _ type: ElementType, count: Int, _ content: BlockContent, _ scale: UInt16?
  ) -> [UInt8] {
    let numbers = randoms(count * type.blockByteCount, seed: count)
    var bytes = numbers.map { UInt8(truncatingIfNeeded: Int($0 * 1e6)) }
    switch content {
    case .random, .zeroScales: break
    // Codes of -1 or all ones; -128; and 127 and the rest of the signs.
    case .largest: bytes = bytes.map { _ in 0xff }
    case .smallest: bytes = bytes.map { _ in 0x80 }
    case .mixedSigns: bytes = bytes.map { $0 & 1 == 0 ? 0x80 : 0x7f }
    }
    for block in 0..<count {
      for offset in type.scaleOffsets {
        // 2^-8...2^-2 of either sign.
        let random = UInt16(truncatingIfNeeded: Int(numbers[block] * 1e6)) & 0x93ff | 0x2000
        let half = scale ?? (content == .zeroScales ? 0 : random)
        bytes[block * type.blockByteCount + offset] = UInt8(truncatingIfNeeded: half)
        bytes[block * type.blockByteCount + offset + 1] = UInt8(half >> 8)
      }
    }
    return bytes
  }

  private static func packed(
    _ blocks: [UInt8], _ format: ck_block_type, _ type: ElementType, rows: Int, width: Int
  ) -> ByteStorage {
    let panelBytes = ck_panel_bytes(format, width)
    let memory = UnsafeMutableRawBufferPointer.allocate(
      byteCount: (rows + 15) / 16 * panelBytes, alignment: 64)
    blocks.withUnsafeBytes { blocks in
      guard let source = blocks.baseAddress, let destination = memory.baseAddress else { return }
      for panel in 0..<(rows + 15) / 16 {
        ck_pack_panel(
          format, source + panel * 16 * type.byteCount(of: width), min(16, rows - panel * 16),
          width, destination + panel * panelBytes)
      }
    }
    return ByteStorage(owning: UnsafeRawBufferPointer(memory)) { $0.deallocate() }
  }
}

extension ElementType {
  /// Where a block's binary16 scales lie.
  fileprivate var scaleOffsets: [Int] {
    switch self {
    case .q4_K, .q5_K: [0, 2]
    case .q6_K: [208]
    default: [0]
    }
  }
}
