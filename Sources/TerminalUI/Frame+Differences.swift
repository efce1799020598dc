/// Neighbouring cells of a row that differ from those on the screen.
public struct CellRun: Sendable, Equatable {
  /// Where the first one stands.
  public let position: Position
  /// The cells; a wide cluster and its continuation are never parted.
  public let cells: [Cell]
}

extension Frame {
  /// What must be drawn to turn `previous` into this frame: everything where the sizes differ.
  ///
  /// - Parameter previous: What the screen shows.
  /// - Returns: Runs from top to bottom, left to right.
  public func differences(from previous: Frame) -> [CellRun] {
    let everything = previous.size != size
    var runs: [CellRun] = []
    for row in 0..<size.rows {
      let base = row * size.columns
      var column = 0
      while column < size.columns {
        guard everything || cells[base + column] != previous.cells[base + column] else {
          column += 1
          continue
        }
        var start = column
        while start > 0, cells[base + start].isContinuation { start -= 1 }
        column += 1
        while column < size.columns,
          everything || cells[base + column].isContinuation
            || cells[base + column] != previous.cells[base + column]
        { column += 1 }
        runs.append(
          CellRun(
            position: Position(column: start, row: row),
            cells: Array(cells[base + start..<base + column])))
      }
    }
    return runs
  }
}
