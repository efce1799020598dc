import TerminalUI

/// Where everything stands on a screen of a size.
struct ScreenLayout: Equatable {
  /// How much fits.
  enum Form: Equatable {
    /// Answer and edit side by side.
    case wide
    /// Answer above edit.
    case stacked
    /// The edit alone.
    case small
  }

  var form = Form.small
  var header: Rect?
  var rules: [Rect] = []
  var context: Rect?
  var answerTitle: Rect?
  var answer: Rect?
  var wall: Rect?
  var editTitle: Rect?
  var edit: Rect?
  var objectives = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var statistics: Rect?
  var notice: Rect?
  var footer: Rect?
  /// What an overlay covers.
  var overlay = Rect(column: 0, row: 0, columns: 0, rows: 0)

  /// What the rectangles depend on.
  struct Demand: Equatable {
    var objectiveRows = 1
    var isContextExpanded = false
    var editing: PassageKind?
    var showsOnePane = false

  }

  init(size: Size, demand: Demand = Demand()) {
    if size.columns < 60 || size.rows < 15 {
      placeSmall(size, demand)
    } else {
      placeFull(size, demand)
    }
  }

  private static func line(_ row: Int, _ size: Size) -> Rect {
    Rect(column: 0, row: row, columns: size.columns, rows: 1)
  }

  private mutating func placeSmall(_ size: Size, _ demand: Demand) {
    form = .small
    let footerRow = size.rows - 1
    let objectivesRow = size.rows - 2
    let body = Rect(column: 0, row: 1, columns: size.columns, rows: max(1, objectivesRow - 1))
    if objectivesRow >= 2 { objectives = Self.line(objectivesRow, size) }
    // The one line below says what matters most: a question or a notice, else the keys.
    if footerRow >= 3 {
      footer = Self.line(footerRow, size)
      notice = footer
    }
    switch demand.editing {
    case .context:
      context = Rect(column: 0, row: 0, columns: size.columns, rows: max(1, objectivesRow))
    case .answer:
      answerTitle = Self.line(0, size)
      answer = body
    case nil:
      editTitle = Self.line(0, size)
      edit = body
    }
    overlay = Rect(column: 0, row: 0, columns: size.columns, rows: max(1, objectivesRow))
  }

  private mutating func placeFull(_ size: Size, _ demand: Demand) {
    form = size.columns < 90 ? .stacked : .wide
    let isTall = size.rows >= 24
    header = Self.line(0, size)
    rules = [Self.line(1, size)]
    footer = Self.line(size.rows - 1, size)
    notice = Self.line(size.rows - 2, size)
    statistics = Self.line(size.rows - 3, size)
    let objectiveRows = min(demand.objectiveRows, isTall ? 3 : 2)
    let objectivesRow = size.rows - 3 - objectiveRows
    objectives = Rect(
      column: 0, row: objectivesRow, columns: size.columns, rows: objectiveRows)
    rules.append(Self.line(objectivesRow - 1, size))
    let bottom = objectivesRow - 1
    let contextRows =
      if demand.editing == .context {
        max(2, (bottom - 2) / 2)
      } else if demand.isContextExpanded {
        max(2, (bottom - 2) / 3)
      } else {
        isTall ? 2 : 1
      }
    context = Rect(column: 0, row: 2, columns: size.columns, rows: contextRows)
    let top = 2 + contextRows + (isTall ? 1 : 0)
    let body = Rect(column: 0, row: top, columns: size.columns, rows: bottom - top)
    overlay = Rect(column: 0, row: 2, columns: size.columns, rows: bottom - 2)
    if demand.showsOnePane, demand.editing != .answer {
      (editTitle, edit) = Self.pane(body, isTall: isTall)
    } else if form == .wide {
      let left = (size.columns - 1) / 2
      wall = Rect(column: left, row: top, columns: 1, rows: body.rows)
      (answerTitle, answer) = Self.pane(
        Rect(column: 0, row: top, columns: left, rows: body.rows), isTall: isTall)
      (editTitle, edit) = Self.pane(
        Rect(column: left + 1, row: top, columns: size.columns - left - 1, rows: body.rows),
        isTall: isTall)
    } else {
      let upper = body.rows / 2
      (answerTitle, answer) = Self.pane(
        Rect(column: 0, row: top, columns: size.columns, rows: upper), isTall: false)
      (editTitle, edit) = Self.pane(
        Rect(column: 0, row: top + upper, columns: size.columns, rows: body.rows - upper),
        isTall: false)
    }
  }

  /// A title with the text below it, a blank line between them where there is room.
  private static func pane(_ area: Rect, isTall: Bool) -> (title: Rect, text: Rect) {
    let gap = isTall ? 2 : 1
    let title = Rect(column: area.column, row: area.row, columns: area.columns, rows: 1)
    let text = Rect(
      column: area.column, row: area.row + gap, columns: area.columns, rows: area.rows - gap)
    return (title, text)
  }

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
