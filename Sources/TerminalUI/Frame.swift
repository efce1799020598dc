/// A screenful of cells: a value, drawn by a `Terminal`, compared by tests.
public struct Frame: Sendable, Equatable {
  /// The extent.
  public let size: Size
  /// How text maps to cells.
  public let widthRules: WidthRules
  /// Where the terminal's cursor stands; nil hides it.
  public var cursor: Position?
  /// Row after row.
  var cells: [Cell]

  /// Creates a frame of spaces.
  public init(size: Size, widthRules: WidthRules = .standard) {
    self.size = size
    self.widthRules = widthRules
    cursor = nil
    cells = Array(repeating: .blank(), count: size.columns * size.rows)
  }

  /// The whole frame.
  public var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell at a position; a blank one outside the frame.
  public subscript(position: Position) -> Cell {
    bounds.contains(position) ? cells[index(position)] : .blank()
  }

  /// The rows as text, without the spaces at their ends.
  public func lines() -> [String] {
    (0..<size.rows).map { row in
      var line = ""
      for cell in self.row(row) { line += cell.cluster }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The cells of a row of the frame.
  func row(_ row: Int) -> ArraySlice<Cell> {
    cells[row * size.columns..<(row + 1) * size.columns]
  }

  func index(_ position: Position) -> Int { position.row * size.columns + position.column }
}
