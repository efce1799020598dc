import TerminalUI

extension ScreenLayout {
  /// The part of a pane that its text takes: a column for change marks to the left, a blank one to the right.
  static func textArea(of pane: Rect) -> Rect {
    Rect(
      column: pane.column + 1, row: pane.row, columns: max(1, pane.columns - 2), rows: pane.rows)
  }

  /// The part of the context's lines that its text takes: between the heading and the number of turns, or below the
  /// heading on a small screen.
  static func contextArea(of context: Rect) -> Rect {
    if context.columns < 60 {
      return textArea(
        of: Rect(
          column: context.column, row: context.row + 1, columns: context.columns,
          rows: max(1, context.rows - 1)))
    }
    let heading = context.columns < 90 ? 10 : 11
    return Rect(
      column: context.column + heading, row: context.row,
      columns: max(1, context.columns - heading - 12), rows: context.rows)
  }
}
