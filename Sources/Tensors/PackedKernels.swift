internal import CKernels

/// Products by packed matrices at one level of instructions.
///
/// - Note: `@unchecked Sendable` holds because the table of functions is a constant of the program.
struct PackedKernels: @unchecked Sendable {
  private let table: UnsafePointer<ck_packed_kernels>

  /// Those of the same level as `kernels`.
  init(_ kernels: Kernels) {
    table = ck_packed_kernels_of(kernels.table.pointee.level)
  }

  /// The function that multiplies.
  func product(_ arithmetic: Arithmetic) -> ProductTask.PackedFunction {
    switch arithmetic {
    case .exact: table.pointee.product_exact
    case .fast: table.pointee.product_fast
    }
  }

  /// Prepares some blocks of every token of an input.
  func prepare(_ activations: ck_activations, blocks: Range<Int>, _ arithmetic: Arithmetic) {
    var activations = activations
    switch arithmetic {
    case .exact: table.pointee.arrange(&activations, blocks.lowerBound, blocks.upperBound)
    case .fast: table.pointee.round(&activations, blocks.lowerBound, blocks.upperBound)
    }
  }
}
