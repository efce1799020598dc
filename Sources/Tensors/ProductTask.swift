internal import CKernels

/// An input in the forms that products read.
struct PreparedInput {
  /// Blocks of rounded or of plain activations.
  var blocks: UnsafeRawPointer?
  /// bfloat16.
  var halves: UnsafePointer<UInt16>?
}

/// One product of a multiplication, cut into units of rows for the workers.
///
/// Holds pointers only: whoever makes it keeps the product's weights and memory until it is computed.
struct ProductTask {
  typealias StoredFunction = @convention(c) (UnsafePointer<ck_product>) -> Void
  typealias PackedFunction = @convention(c) (UnsafePointer<ck_packed_product>) -> Void

  /// What the input is read as.
  enum Form {
    case floats
    case bfloat16
    case blocks
  }

  private enum Operation {
    case stored(ck_product, StoredFunction)
    case packed(ck_packed_product, PackedFunction)
  }

  let form: Form
  let width: Int
  let unitCount: Int
  /// Rows, or panels, of one unit.
  private let grain: Int
  private let operation: Operation

  /// Rows of floats in a unit; a multiple of every kernel's tile.
  private static let rowGrain = 48
  /// The bytes of panels in a unit at the most: what stays in a core's own cache while every token passes over it.
  private static let unitByteCount = 160 << 10
  /// The units that a product should have at least, for the workers to end together.
  private static let leastUnitCount = 8

  /// The product of `input`, or nil where there is nothing to compute.
  init?(
    _ product: MatrixProduct, input: UnsafePointer<Float>, tokens: Int, arithmetic: Arithmetic,
    kernels: Kernels, packedKernels: PackedKernels
  ) {
    let linear = product.linear
    let bias = linear.bias?.bytes.baseAddress?.assumingMemoryBound(to: Float.self)
    width = linear.width
    switch linear.weight {
    case .stored(let tensor):
      let isNarrowed = kernels.narrowsInput(of: tensor.elementType, arithmetic)
      guard let weights = tensor.bytes.baseAddress,
        let function = kernels.product(of: tensor.elementType, isNarrowed: isNarrowed)
      else { return nil }
      form = isNarrowed ? .bfloat16 : .floats
      grain = Self.rowGrain
      unitCount = (linear.rows + grain - 1) / grain
      operation = .stored(
        ck_product(
          weights: weights, activations: input, activations_bfloat16: nil,
          output: product.output, bias: bias, token_count: tokens, width: width, row_begin: 0,
          row_end: linear.rows, activation_stride: width, output_stride: linear.rows), function)
    case .packed(let matrix):
      guard let type = matrix.elementType.blockType, let panels = matrix.panels, matrix.rows > 0
      else { return nil }
      form = .blocks
      grain = Self.panelGrain(matrix)
      unitCount = (matrix.panelCount + grain - 1) / grain
      operation = .packed(
        ck_packed_product(
          type: type, panels: panels, prepared: panels, output: product.output, bias: bias,
          token_count: tokens, width: width, rows: matrix.rows, panel_begin: 0,
          panel_end: matrix.panelCount, output_stride: matrix.rows),
        packedKernels.product(arithmetic))
    }
  }

  /// Computes the rows of one unit on the calling thread.
  func compute(unit: Int, of input: PreparedInput) {
    switch operation {
    case .stored(var product, let function):
      product.activations_bfloat16 = input.halves
      product.row_begin = unit * grain
      product.row_end = min(product.row_begin + grain, product.row_end)
      function(&product)
    case .packed(var product, let function):
      guard let blocks = input.blocks else { return }
      product.prepared = blocks
      product.panel_begin = unit * grain
      product.panel_end = min(product.panel_begin + grain, product.panel_end)
      function(&product)
    }
  }

  /// Panels of a unit: an even number, because some kernels take two at once.
  private static func panelGrain(_ matrix: PackedMatrix) -> Int {
    let panelBytes = max(1, matrix.byteCount / matrix.panelCount)
    let most = min(unitByteCount / panelBytes, matrix.panelCount / leastUnitCount)
    return max(2, most / 2 * 2)
  }
}

extension Kernels {
  /// Whether products by weights of a type round their input to bfloat16.
  fileprivate func narrowsInput(of type: ElementType, _ arithmetic: Arithmetic) -> Bool {
    arithmetic == .fast && type == .bfloat16 && table.pointee.has_fast_bfloat16 != 0
  }

  /// The function for stored weights of a type; nil for blocks.
  fileprivate func product(
    of type: ElementType, isNarrowed: Bool
  ) -> ProductTask.StoredFunction? {
    switch type {
    case .float32: table.pointee.product_float32
    case .float16: table.pointee.product_float16
    case .bfloat16:
      isNarrowed ? table.pointee.product_bfloat16_fast : table.pointee.product_bfloat16
    case .q8_0, .q4_0, .q4_K, .q5_K, .q6_K: nil
    }
  }
}
