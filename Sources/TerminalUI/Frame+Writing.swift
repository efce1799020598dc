extension Frame {
  /// Writes one line of text, clipped to the frame; wide clusters are drawn whole or not at all.
  ///
  /// The text may come from anywhere: what a terminal would obey is replaced first, as
  /// `TerminalSanitizer` does. A TAB goes to the next multiple of 8 from the start of the text.
  ///
  /// - Parameters:
  ///   - text: The text; line ends are shown as marks.
  ///   - position: Where it starts; may lie outside.
  ///   - role: What it means.
  ///   - attributes: Weight and marks beyond the role's own.
  ///   - limit: The most columns it may take; nil goes on to the frame's edge.
  /// - Returns: The columns it took.
  @discardableResult
  public mutating func write(
    _ text: some StringProtocol, at position: Position, role: Role = .text,
    attributes: CellAttributes = [], limit: Int? = nil
  ) -> Int {
    let end = min(size.columns, limit.map { position.column + max(0, $0) } ?? size.columns)
    guard position.row >= 0, position.row < size.rows, position.column < end else { return 0 }
    let safe = TerminalSanitizer.isPlain(text) ? String(text) : TerminalSanitizer.line(String(text))
    var column = position.column
    for cluster in safe {
      let width = TextWidth.width(of: cluster, rules: widthRules)
      // A mark without a base; the sanitiser gives it one unless the text was cut there.
      if width == 0 { continue }
      if column + width > end { break }
      put(
        cluster, width: width, at: Position(column: column, row: position.row), role: role,
        attributes: attributes)
      column += width
    }
    return column - position.column
  }

  /// Fills a rectangle with one cluster of one cell, a space unless told otherwise.
  public mutating func fill(
    _ area: Rect, with cluster: Character = " ", role: Role = .text, attributes: CellAttributes = []
  ) {
    let visible = area.intersection(bounds)
    let text = TextWidth.width(of: cluster, rules: widthRules) == 1 ? cluster : " "
    for row in visible.row..<visible.row + visible.rows {
      for column in visible.column..<visible.column + visible.columns {
        put(
          text, width: 1, at: Position(column: column, row: row), role: role,
          attributes: attributes)
      }
    }
  }

  /// Gives the cells of a rectangle another role and more attributes, keeping their text.
  public mutating func restyle(
    _ area: Rect, role: Role? = nil, adding attributes: CellAttributes = []
  ) {
    let visible = area.intersection(bounds)
    for row in visible.row..<visible.row + visible.rows {
      for column in visible.column..<visible.column + visible.columns {
        let index = index(Position(column: column, row: row))
        let cell = cells[index]
        cells[index] = Cell(
          cluster: cell.cluster, width: cell.width, role: role ?? cell.role,
          attributes: cell.attributes.union(attributes))
      }
    }
  }

  /// Draws a rule across.
  public mutating func horizontalRule(at position: Position, columns: Int, role: Role = .rule) {
    fill(
      Rect(column: position.column, row: position.row, columns: columns, rows: 1), with: "─",
      role: role)
  }

  /// Draws a rule down.
  public mutating func verticalRule(at position: Position, rows: Int, role: Role = .rule) {
    fill(
      Rect(column: position.column, row: position.row, columns: 1, rows: rows), with: "│",
      role: role)
  }

  /// Copies another frame over this one, its top left corner at `position`; its cursor comes along.
  public mutating func overlay(_ other: Frame, at position: Position) {
    for row in 0..<other.size.rows {
      for column in 0..<other.size.columns {
        let cell = other.cells[row * other.size.columns + column]
        let target = Position(column: position.column + column, row: position.row + row)
        guard let cluster = cell.cluster.first, bounds.contains(target) else { continue }
        let whole = target.column + Int(cell.width) <= size.columns
        put(
          whole ? cluster : " ", width: whole ? Int(cell.width) : 1, at: target, role: cell.role,
          attributes: cell.attributes)
      }
    }
    if let inner = other.cursor {
      cursor = Position(column: position.column + inner.column, row: position.row + inner.row)
    }
  }

  /// Puts one cluster, which fits into the row's end; a wide cluster it covers by half becomes a space.
  private mutating func put(
    _ cluster: Character, width: Int, at position: Position, role: Role, attributes: CellAttributes
  ) {
    guard position.column >= 0 else {
      // The second half of a wide cluster that starts left of the frame.
      if position.column + width == 1 {
        put(
          " ", width: 1, at: Position(column: 0, row: position.row), role: role,
          attributes: attributes)
      }
      return
    }
    let first = index(position)
    if cells[first].isContinuation { blank(first - 1) }
    let last = first + width - 1
    if position.column + width < size.columns, cells[last + 1].isContinuation { blank(last + 1) }
    cells[first] = Cell(
      cluster: String(cluster), width: Int8(width), role: role, attributes: attributes)
    if width == 2 {
      cells[last] = Cell(cluster: "", width: 0, role: role, attributes: attributes)
    }
  }

  private mutating func blank(_ index: Int) {
    cells[index] = .blank(role: cells[index].role, attributes: cells[index].attributes)
  }
}
