/// The extent of a screen or an area, in cells.
public struct Size: Sendable, Hashable {
  /// Cells across.
  public var columns: Int
  /// Cells down.
  public var rows: Int

  /// Creates a size; negative extents become 0.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }
}

/// A cell's place, counted from the top left corner, which is (0, 0).
public struct Position: Sendable, Hashable {
  /// Cells from the left edge.
  public var column: Int
  /// Cells from the top edge.
  public var row: Int

  /// Creates a position.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells.
public struct Rect: Sendable, Hashable {
  /// The left edge.
  public var column: Int
  /// The top edge.
  public var row: Int
  /// Cells across.
  public var columns: Int
  /// Cells down.
  public var rows: Int

  /// Creates a rectangle; negative extents become 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The top left corner.
  public var origin: Position { Position(column: column, row: row) }

  /// The extent.
  public var size: Size { Size(columns: columns, rows: rows) }

  /// The first column right of the rectangle.
  public var endColumn: Int { column + columns }

  /// The first row below the rectangle.
  public var endRow: Int { row + rows }

  /// Whether `position` lies inside.
  public func contains(_ position: Position) -> Bool {
    position.column >= column && position.column < endColumn && position.row >= row
      && position.row < endRow
  }

  /// The common part of two rectangles; empty where they do not touch.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// The rectangle without a margin on each side.
  public func inset(columns margin: Int = 0, rows rowMargin: Int = 0) -> Rect {
    Rect(
      column: column + margin, row: row + rowMargin, columns: columns - 2 * margin,
      rows: rows - 2 * rowMargin)
  }
}
