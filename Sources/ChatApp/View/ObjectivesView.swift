import Alignment
import TerminalUI

/// The objectives under the panes, with digits and marks.
enum ObjectivesView {
  private static let heading = "Objectives"

  /// A switch and where it stands, rows counted from the first.
  private struct Item {
    let index: Int
    let objective: Objective
    let column: Int
    let row: Int
    let columns: Int
  }

  private static let gap = 3

  /// The rows that all switches take.
  static func rowCount(in state: State) -> Int {
    (items(in: state).last?.row ?? 0) + 1
  }

  /// How many switches there is room for.
  static func visibleCount(in state: State) -> Int {
    items(in: state).prefix { $0.row < state.layout.objectives.rows }.count
  }

  /// Which switch stands at a position.
  static func index(at position: Position, in state: State) -> Int? {
    let area = state.layout.objectives
    guard area.contains(position) else { return nil }
    return items(in: state).first { item in
      item.row == position.row - area.row && position.column >= item.column
        && position.column < item.column + item.columns
    }?.index
  }

  static func draw(_ state: State, on frame: inout Frame) {
    let area = state.layout.objectives
    guard area.rows > 0 else { return }
    if area.columns >= 60 {
      frame.write(
        heading, at: Position(column: 1, row: area.row), role: .title, limit: area.columns)
    }
    let items = items(in: state)
    drawNew(after: items.last, in: state, on: &frame)
    if items.contains(where: { $0.row >= area.rows }) {
      frame.write("…", at: Position(column: area.endColumn - 1, row: area.endRow - 1), role: .dim)
    }
    for item in items where item.row < area.rows {
      let isOn = state.shownBoard.isOn(item.objective.id)
      let digit = item.index < ObjectiveBoard.digits ? "\(item.index + 1)" : "·"
      frame.write(
        [
          (digit, .key),
          isReady(item.objective, in: state) ? (ReplayView.readyMark, .accent) : (" ", .text),
          (mark(isOn: isOn), isOn ? .objectiveOn : .objectiveOff),
          (" " + item.objective.label, isOn ? .objectiveOn : .objectiveOff),
          (shortBadge(of: item.objective, in: state), .dim),
        ],
        at: Position(column: item.column, row: area.row + item.row),
        limit: area.columns - item.column)
    }
  }

  /// Says how to add one, where there is room behind the last.
  private static func drawNew(after last: Item?, in state: State, on frame: inout Frame) {
    let area = state.layout.objectives
    let column = last.map { $0.column + $0.columns + gap } ?? left(of: area.columns)
    guard column + 6 <= area.columns, last?.row ?? 0 < area.rows, state.layer.isCommandMode else {
      return
    }
    frame.write(
      [("+", .key), (" new", .dim)],
      at: Position(column: column, row: area.row + (last?.row ?? 0)), limit: 5)
  }

  /// Whether switching it shows an edit that is there already.
  private static func isReady(_ objective: Objective, in state: State) -> Bool {
    state.layer != .contest && state.lens.readyToggles.contains(objective.id)
  }

  static func mark(isOn: Bool) -> String { isOn ? "●" : "○" }

  static func badge(of objective: Objective, in state: State) -> String {
    if objective.isUserDefined { return " ·yours" }
    return state.isUnseen(objective) == true ? " ·unseen" : ""
  }

  /// The badge, where the screen is wide enough for it; the list of objectives always shows it.
  private static func shortBadge(of objective: Objective, in state: State) -> String {
    state.size.columns < 90 ? "" : badge(of: objective, in: state)
  }

  private static func left(of columns: Int) -> Int { columns < 60 ? 1 : heading.count + 4 }

  private static func items(in state: State) -> [Item] {
    let columns = state.size.columns
    let left = left(of: columns)
    let objectives = state.shownBoard.shownObjectives
    let widths = objectives.map { objective in
      4 + TextWidth.width(of: objective.label + shortBadge(of: objective, in: state))
    }
    var items: [Item] = []
    var column = left
    var row = 0
    for (index, objective) in objectives.enumerated() {
      if column > left, column + widths[index] > columns - 1 {
        column = left
        row += 1
      }
      items.append(
        Item(index: index, objective: objective, column: column, row: row, columns: widths[index]))
      column += widths[index] + gap
    }
    return items
  }
}
