import Alignment
import TerminalUI

/// All objectives, their wording included.
enum ObjectiveListView {
  /// The most columns of a label; what is left belongs to the wordings.
  private static let longestLabel = 30

  static func draw(_ state: State, selected: Int, on frame: inout Frame) {
    let objectives = state.board.catalog.objectives
    let area = listArea(in: state)
    let rest = state.layout.overlay.rows - area.rows
    if objectives.indices.contains(selected), rest > 0 {
      drawWhole(
        objectives[selected], family: state.family,
        in: Rect(column: area.column, row: area.endRow, columns: area.columns, rows: rest),
        on: &frame)
    }
    ListView.draw(
      title: title(of: state), rows: rows(of: state), selected: selected, in: area, on: &frame)
  }

  private static func title(of state: State) -> String {
    "All objectives, in the order of the prompt" + changes(of: state.board)
  }

  /// Whether there is something to save, and whether the file changed meanwhile.
  static func changes(of board: ObjectiveBoard) -> String {
    guard board.isUnsaved else { return "" }
    return " · not saved yet" + (board.heldBack == nil ? "" : ", and the file changed")
  }

  private static func rows(of state: State) -> [ListView.Row] {
    let objectives = state.board.catalog.objectives
    let widest = objectives.map { TextWidth.width(of: $0.label) }.max() ?? 0
    let width = min(widest, longestLabel)
    let digits = Dictionary(
      state.board.shown.prefix(ObjectiveBoard.digits).enumerated().map { ($1, $0 + 1) },
      uniquingKeysWith: { first, _ in first })
    return objectives.map { objective in
      let isOn = state.board.isOn(objective.id)
      return [
        (ObjectivesView.mark(isOn: isOn) + " ", isOn ? .objectiveOn : .objectiveOff),
        ((digits[objective.id].map(String.init) ?? " ") + " ", .key),
        (
          Padding.right(TextWidth.truncated(objective.label, to: width), to: width),
          isOn ? .objectiveOn : .objectiveOff
        ),
        ("  " + Padding.right(training(of: objective, in: state), to: 8), .dim),
        (objective.isUserDefined ? "yours  " : "       ", .dim),
        (objective.description, .text),
      ]
    }
  }

  /// Whether the model was trained on it, in a word; blank while nobody knows.
  private static func training(of objective: Objective, in state: State) -> String {
    switch state.isUnseen(objective) {
    case true: "unseen"
    case false: "trained"
    case nil: ""
    }
  }

  /// Where the list stands: all but the lines below it, where there is room for them.
  static func listArea(in state: State) -> Rect {
    var area = state.layout.overlay
    if area.rows >= 10 { area.rows -= 3 }
    return area
  }

  /// What the prompt says for the selected one, in full, under a blank line: the list has room for its beginning only.
  private static func drawWhole(
    _ objective: Objective, family: PromptFamily, in area: Rect, on frame: inout Frame
  ) {
    let text = WrappedText(objective.promptText(for: family), width: area.columns - 4)
    for row in 0..<area.rows - 1 {
      guard let slice = text.slice(row: row) else { return }
      frame.write(slice.text, at: Position(column: 3, row: area.row + 1 + row))
    }
  }
}
