import Alignment
import TerminalUI

/// An objective being worded: its name, its wording, and what it is in each family's prompts.
enum WordingView {
  private static let left = 16

  static func draw(_ state: State, _ form: WordingForm, on frame: inout Frame) {
    let area = state.layout.overlay
    frame.write(
      title(of: form, in: state), at: Position(column: 1, row: area.row), role: .title,
      limit: area.columns - 2)
    var row = area.row + (isCompact(in: state) ? 1 : min(2, max(1, area.rows - 4)))
    var cursor: Position?
    for (field, rows) in fields(of: form, in: state) where row < area.endRow {
      let isCurrent = field == form.current
      frame.write(
        name(of: field), at: Position(column: 1, row: row), role: isCurrent ? .focus : .dim,
        limit: left - 2)
      let room = Rect(
        column: left, row: row, columns: max(1, area.columns - left - 2),
        rows: min(rows, area.endRow - row))
      draw(field, of: form, in: room, on: &frame)
      if isCurrent { cursor = frame.cursor }
      row += rows
    }
    frame.cursor = cursor
    LabView.draw(state, on: &frame)
  }

  /// The rows that title and fields take.
  static func rowCount(in state: State) -> Int {
    if isCompact(in: state) { return 3 + descriptionRows(in: state) }
    return state.layout.overlay.rows < tall ? 6 : 9
  }

  /// Whether the fields stand close together, so that something can be seen of their edit.
  static func isCompact(in state: State) -> Bool {
    state.layout.form == .small || state.layout.overlay.rows < low
  }

  private static let tall = 18
  private static let low = 11

  private static func descriptionRows(in state: State) -> Int {
    let rows = state.layout.overlay.rows
    if isCompact(in: state) { return rows < 10 ? 1 : 2 }
    return rows < tall ? 2 : 3
  }

  private static func title(of form: WordingForm, in state: State) -> String {
    let title = form.original.map { "Another wording of \($0.label)" } ?? "A new objective"
    // Where there is no room for the edit, at least what it is doing.
    if LabView.areas(in: state) == nil, let phase = LabView.summary(in: state) {
      return title + " · " + phase
    }
    guard let objective = form.isChanged ? try? form.objective() : form.original else {
      return title
    }
    switch state.isUnseen(objective) {
    case true: return title + " · unseen by the model"
    case false: return title + " · trained"
    case nil: return title
    }
  }

  /// The fields that there is room for, and the rows of each.
  private static func fields(
    of form: WordingForm, in state: State
  ) -> [(field: WordingForm.Field, rows: Int)] {
    let rows = state.layout.overlay.rows
    var fields: [(WordingForm.Field, Int)] = [
      (.label, 1), (.description, descriptionRows(in: state)),
    ]
    if rows < tall {
      // One family: the one that is worded, else the one in use.
      if case .prompt = form.current {
        fields.append((form.current, 1))
      } else {
        fields.append((.prompt(state.family), 1))
      }
    } else {
      fields += PromptFamily.allCases.map { (.prompt($0), 1) }
    }
    return fields
  }

  private static func name(of field: WordingForm.Field) -> String {
    switch field {
    case .label: "Label"
    case .description: "Wording"
    case .prompt(let family): family.rawValue
    }
  }

  private static func draw(
    _ field: WordingForm.Field, of form: WordingForm, in area: Rect, on frame: inout Frame
  ) {
    switch field {
    case .label: EditorView.drawLine(form.label, in: area, on: &frame)
    case .description: EditorView.draw(form.description, in: area, on: &frame)
    case .prompt(let family):
      let isCurrent = field == form.current
      if isCurrent || form.ownPrompt(for: family) != nil {
        EditorView.drawLine(form[field], in: area, on: &frame)
      }
      guard form.ownPrompt(for: family) == nil, !isCurrent || form[field].isEmpty else { return }
      let text = (try? form.objective())?.promptText(for: family) ?? "what the wording says"
      frame.write(
        TextWidth.truncated(text, to: area.columns), at: area.origin, role: .placeholder,
        limit: area.columns)
    }
  }
}
