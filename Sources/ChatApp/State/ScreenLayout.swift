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
  /// The lines between panes that stand side by side.
  var walls: [Rect] = []
  var editTitle: Rect?
  var edit: Rect?
  /// Where a question is written, and what is said about it.
  var questionRule: Rect?
  var questionTitle: Rect?
  var question: Rect?
  var goldTitle: Rect?
  var gold: Rect?
  /// What is pressed to move the border between the two main panes: the wall, or the lower pane's title.
  var divider: Rect?
  /// The room that the two main panes share.
  var sharedBody: Rect?
  var objectives = Rect(column: 0, row: 0, columns: 0, rows: 0)
  var statistics: Rect?
  var notice: Rect?
  var footer: Rect?
  /// What an overlay covers.
  var overlay = Rect(column: 0, row: 0, columns: 0, rows: 0)
  /// Whether that is a column of its own, with the texts beside it.
  var isOverlayBeside = false

  /// What the rectangles depend on.
  struct Demand: Equatable {
    var objectiveRows = 1
    var isContextExpanded = false
    var editing: PassageKind?
    var showsOnePane = false
    /// The first pane's part of the room, in thousandths.
    var share = 500
    var showsGold = false
    /// Whether the overlay is about the texts, so that they are to stay in sight where there is room.
    var wantsOverlayBeside = false
    /// Whether the answer is being written, which is what the reader looks at then.
    var awaitsAnswer = false
  }

  /// From this width on the gold answer has a column of its own.
  static let columnsForThree = 150
  /// From this width on history and attribution have one.
  static let columnsForOverlayBeside = 180

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
    case .question:
      questionTitle = Self.line(0, size)
      question = body
    case nil where demand.awaitsAnswer:
      answerTitle = Self.line(0, size)
      answer = body
    case nil where demand.showsGold:
      goldTitle = Self.line(0, size)
      gold = body
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
    overlay = Rect(column: 0, row: 2, columns: size.columns, rows: objectivesRow - 3)
    let bottom =
      demand.editing == .question
      ? placeQuestion(above: objectivesRow - 1, size) : objectivesRow - 1
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
    placePanes(in: body, isTall: isTall, demand)
  }

  /// Gives a question the rows above the objectives; the texts keep what is above.
  ///
  /// - Returns: Where the texts end.
  private mutating func placeQuestion(above end: Int, _ size: Size) -> Int {
    let rows = max(2, size.rows / 8)
    let top = end - rows - 2
    questionRule = Self.line(top, size)
    questionTitle = Self.line(top + 1, size)
    question = Rect(column: 0, row: top + 2, columns: size.columns, rows: rows)
    return top
  }

  /// Gives answer, edit and gold answer their places: a column each where there is room, else the gold answer stands
  /// where the answer would.
  private mutating func placePanes(in body: Rect, isTall: Bool, _ demand: Demand) {
    let showsAnswer = !demand.showsOnePane || demand.editing == .answer || demand.awaitsAnswer
    var body = body
    var demand = demand
    if demand.wantsOverlayBeside, body.columns >= Self.columnsForOverlayBeside {
      overlay = cutThird(from: &body)
      isOverlayBeside = true
      demand.showsGold = false
    } else if demand.showsGold, showsAnswer, body.columns >= Self.columnsForThree {
      (goldTitle, gold) = Self.pane(cutThird(from: &body), isTall: isTall)
    }
    guard showsAnswer || demand.showsGold else {
      return (editTitle, edit) = Self.pane(body, isTall: isTall)
    }
    let (first, second) = divide(body, share: demand.share)
    let hasRoomAbove = isTall && form == .wide
    let firstPane = Self.pane(first, isTall: hasRoomAbove)
    let secondPane = Self.pane(second, isTall: hasRoomAbove)
    if !showsAnswer {
      (editTitle, edit) = firstPane
      (goldTitle, gold) = secondPane
    } else {
      if demand.showsGold, gold == nil, demand.editing != .answer, !demand.awaitsAnswer {
        (goldTitle, gold) = firstPane
      } else {
        (answerTitle, answer) = firstPane
      }
      (editTitle, edit) = secondPane
    }
  }

  /// Takes the last third of the room for a column of its own.
  private mutating func cutThird(from body: inout Rect) -> Rect {
    let columns = (body.columns - 1) / 3
    let column = Rect(
      column: body.endColumn - columns, row: body.row, columns: columns, rows: body.rows)
    body.columns -= columns + 1
    walls.append(Rect(column: body.endColumn, row: body.row, columns: 1, rows: body.rows))
    return column
  }

  /// Cuts the room in two, side by side or one above the other.
  private mutating func divide(_ body: Rect, share: Int) -> (Rect, Rect) {
    sharedBody = body
    func part(of room: Int, atLeast least: Int) -> Int {
      room < 2 * least ? room / 2 : min(max(room * share / 1000, least), room - least)
    }
    guard form == .wide else {
      let upper = part(of: body.rows, atLeast: 3)
      let second = Rect(
        column: body.column, row: body.row + upper, columns: body.columns, rows: body.rows - upper)
      divider = Rect(column: body.column, row: second.row, columns: body.columns, rows: 1)
      return (
        Rect(column: body.column, row: body.row, columns: body.columns, rows: upper), second
      )
    }
    let left = part(of: body.columns - 1, atLeast: 20)
    let wall = Rect(column: body.column + left, row: body.row, columns: 1, rows: body.rows)
    walls.append(wall)
    divider = wall
    return (
      Rect(column: body.column, row: body.row, columns: left, rows: body.rows),
      Rect(
        column: wall.endColumn, row: body.row, columns: body.endColumn - wall.endColumn,
        rows: body.rows)
    )
  }

  /// A title with the text below it, a blank line between them where there is room.
  private static func pane(_ area: Rect, isTall: Bool) -> (title: Rect, text: Rect) {
    let gap = isTall ? 2 : 1
    let title = Rect(column: area.column, row: area.row, columns: area.columns, rows: 1)
    let text = Rect(
      column: area.column, row: area.row + gap, columns: area.columns, rows: area.rows - gap)
    return (title, text)
  }
}
