import Alignment
import TerminalUI

/// One scrolling text with marked words, and marks beside the rows that have any.
enum PaneView {
  /// A stretch of the text that is not plain.
  struct Mark {
    let range: Range<Int>
    let role: Role
    /// Whether the row gets a mark beside it.
    let isChange: Bool
    var isCurrent = false
  }

  /// Marks for the spans of a text that differ.
  static func marks(_ spans: [WordDiff.Span], current: Range<Int>?) -> [Mark] {
    spans.compactMap { span in
      let role: Role
      switch span.kind {
      case .equal: return nil
      case .added: role = .added
      case .removed: role = .removed
      case .pending: role = .pending
      }
      return Mark(
        range: span.range, role: role, isChange: span.kind != .pending,
        isCurrent: span.kind != .pending && current.map(span.range.overlaps) == true)
    }
  }

  /// Draws a pane.
  ///
  /// - Parameters:
  ///   - pane: The text, and which part of it is seen.
  ///   - marks: Stretches of it that are not plain, in order.
  ///   - highlights: More of them, layer over layer, each in order.
  ///   - showsGrowingEnd: Whether the text goes on growing.
  ///   - area: The pane's place, its margins included.
  ///   - frame: Where to draw.
  static func draw(
    _ pane: TextPane, marks: [Mark], highlights: [[Mark]] = [], showsGrowingEnd: Bool = false,
    in area: Rect, on frame: inout Frame
  ) {
    let text = ScreenLayout.textArea(of: area)
    for row in 0..<area.rows {
      let change = drawRow(
        pane, row: pane.topRow + row, marks: marks, highlights: highlights, base: .text, in: text,
        at: row, on: &frame)
      if let change {
        frame.write(
          "▎", at: Position(column: area.column, row: area.row + row), role: change)
      }
    }
    if showsGrowingEnd { drawGrowingEnd(of: pane, in: text, on: &frame) }
  }

  /// Draws a row of the text, or of what it is growing over.
  ///
  /// - Returns: The role of the first change in the row.
  @discardableResult
  static func drawRow(
    _ pane: TextPane, row: Int, marks: [Mark], highlights: [[Mark]] = [], base: Role,
    in text: Rect, at line: Int, on frame: inout Frame
  ) -> Role? {
    let origin = Position(column: text.column, row: text.row + line)
    let isReached = row < pane.layout.lines.count && (pane.layout.count > 0 || pane.older == nil)
    guard isReached else {
      if let slice = pane.older?.slice(row: row) {
        frame.write(
          slice.text, at: Position(column: origin.column + slice.column, row: origin.row),
          role: .pending, limit: text.columns)
      }
      return nil
    }
    guard let slice = pane.layout.slice(row: row) else { return nil }
    frame.write(slice.text, at: origin, role: base, limit: text.columns)
    let change = drawMarks(marks, pane, row: row, at: origin, on: &frame)
    for layer in highlights { drawMarks(layer, pane, row: row, at: origin, on: &frame) }
    return change
  }

  /// Gives the marked stretches of a row their roles.
  ///
  /// - Returns: The role of the first change in the row.
  @discardableResult
  private static func drawMarks(
    _ marks: [Mark], _ pane: TextPane, row: Int, at origin: Position, on frame: inout Frame
  ) -> Role? {
    var change: Role?
    let range = pane.layout.lines[row].range
    for mark in marks[firstIndex(in: marks, reaching: range.lowerBound)...] {
      guard mark.range.lowerBound < range.upperBound else { break }
      if let slice = pane.layout.slice(row: row, characters: mark.range) {
        frame.restyle(
          Rect(
            column: origin.column + slice.column, row: origin.row, columns: slice.columns, rows: 1),
          role: mark.isCurrent ? .currentChange : mark.role)
      }
      if mark.isChange { change = change ?? mark.role }
    }
    return change
  }

  /// The first mark that ends behind an offset; marks are in order, so it is found by halving.
  private static func firstIndex(in marks: [Mark], reaching offset: Int) -> Int {
    var low = 0
    var high = marks.count
    while low < high {
      let middle = (low + high) / 2
      if marks[middle].range.upperBound > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private static func drawGrowingEnd(of pane: TextPane, in text: Rect, on frame: inout Frame) {
    let end = pane.layout.position(of: pane.layout.count)
    let row = end.row - pane.topRow
    guard row >= 0, row < text.rows else { return }
    frame.write(
      " ", at: Position(column: text.column + end.column, row: text.row + row), role: .cursor)
  }
}
