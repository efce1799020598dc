internal import CNcurses
public import TerminalUI

extension CursesTerminal {
  /// Shows a frame; only what differs from the last one is sent, and the terminal shows it at once.
  public func draw(_ frame: Frame) {
    guard isOpen else { return }
    if lastFrame == frame { return }
    let changes: [CellRun]
    if let lastFrame, lastFrame.size == frame.size {
      changes = frame.differences(from: lastFrame)
    } else {
      cncurses_erase()
      changes = frame.differences(from: Frame(size: Size(columns: 0, rows: 0)))
    }
    for change in changes { put(change) }
    let rows = drawsWholeClusters ? Set(changes.map(\.position.row)) : []
    // Curses does not know of whole clusters, and so not where one has to go.
    for row in rows where !wholeClusters(in: row, of: lastFrame).isEmpty {
      cncurses_forget_row(Int32(row))
    }
    lastFrame = frame
    // DEC mode 2026: the terminal waits for the whole frame. Terminals without it ignore it.
    send("\u{1B}[?2026h")
    if let cursor = frame.cursor, frame.bounds.contains(cursor) {
      cncurses_refresh(Int32(cursor.row), Int32(cursor.column))
    } else {
      cncurses_refresh(-1, -1)
    }
    drawWholeClusters(in: rows, of: frame)
    send("\u{1B}[?2026l")
  }

  /// Makes the next `draw` send every cell.
  public func invalidate() {
    guard isOpen else { return }
    lastFrame = nil
    cncurses_forget()
  }

  /// Draws clusters that curses had to shorten over what it drew, where the terminal takes them for one.
  ///
  /// Curses may have sent any cell of a row in which one changed.
  private func drawWholeClusters(in rows: Set<Int>, of frame: Frame) {
    var hasDrawn = false
    for row in rows.sorted() {
      for (column, cell) in wholeClusters(in: row, of: frame) {
        let style = styles.entry(role: cell.role, attributes: cell.attributes)
        cncurses_put_over(
          Int32(row), Int32(column), cell.cluster, cell.cluster.utf8.count, style.attributes,
          style.pair)
        hasDrawn = true
      }
    }
    if hasDrawn { cncurses_end_put_over() }
  }

  /// The clusters of a row of which curses draws a part only.
  private func wholeClusters(in row: Int, of frame: Frame?) -> [(column: Int, cell: Cell)] {
    guard let frame, row < min(frame.size.rows, size.rows) else { return [] }
    return (0..<min(frame.size.columns, size.columns)).compactMap { column in
      let cell = frame[Position(column: column, row: row)]
      guard cell.width == 2, glyph(of: cell).isShortened else { return nil }
      return (column, cell)
    }
  }

  private func glyph(of cell: Cell) -> CellGlyph {
    CellGlyph(cell, isUTF8: capabilities.isUTF8) { Int(cncurses_scalar_width($0)) }
  }

  private func put(_ run: CellRun) {
    var column = run.position.column
    for cell in run.cells {
      defer { column += 1 }
      guard !cell.isContinuation, run.position.row < size.rows, column < size.columns else {
        continue
      }
      let style = styles.entry(role: cell.role, attributes: cell.attributes)
      let glyph = glyph(of: cell)
      put(glyph.scalars, row: run.position.row, column: column, style: style)
      // The cell that curses would not cover by itself.
      if cell.width == 2, glyph.width == 1, column + 1 < size.columns {
        put([glyph.second ?? 0x20], row: run.position.row, column: column + 1, style: style)
      }
    }
  }

  private func put(_ scalars: [UInt32], row: Int, column: Int, style: StyleTable.Entry) {
    cncurses_put(
      Int32(row), Int32(column), scalars, Int32(scalars.count), style.attributes, style.pair)
  }
}
