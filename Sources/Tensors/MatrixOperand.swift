internal import CKernels

/// A float32 matrix in somebody's memory, as a product reads it.
public struct MatrixOperand {
  let values: UnsafePointer<Float>
  /// As the product sees it.
  let rows: Int
  let columns: Int
  let stride: Int
  let isTransposed: Bool

  /// - Parameters:
  ///   - values: `[rows, stride]`, row-major.
  ///   - rows: The rows in memory.
  ///   - columns: The columns in memory.
  ///   - stride: Floats from one row to the next; nil for `columns`.
  ///   - transposed: Whether the product takes the transpose, `[columns, rows]`.
  public init(
    _ values: UnsafePointer<Float>, rows: Int, columns: Int, stride: Int? = nil,
    transposed: Bool = false
  ) {
    self.values = values
    self.rows = transposed ? columns : rows
    self.columns = transposed ? rows : columns
    self.stride = stride ?? columns
    isTransposed = transposed
  }

  /// The same matrix from the row on that the product takes as its first.
  func dropping(rows count: Int) -> UnsafePointer<Float> {
    values + (isTransposed ? count : count * stride)
  }

  /// The same matrix from the column on that the product takes as its first.
  func dropping(columns count: Int) -> UnsafePointer<Float> {
    values + (isTransposed ? count * stride : count)
  }
}

/// A float32 matrix in somebody's memory, as a product writes it.
public struct MatrixResult {
  let values: UnsafeMutablePointer<Float>
  let rows: Int
  let columns: Int
  let stride: Int

  /// - Parameters:
  ///   - values: `[rows, stride]`, row-major.
  ///   - rows: The rows.
  ///   - columns: The columns.
  ///   - stride: Floats from one row to the next; nil for `columns`.
  public init(_ values: UnsafeMutablePointer<Float>, rows: Int, columns: Int, stride: Int? = nil) {
    self.values = values
    self.rows = rows
    self.columns = columns
    self.stride = stride ?? columns
  }
}
