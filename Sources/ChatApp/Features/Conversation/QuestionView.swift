import TerminalUI

/// The field for what the user asks, below the texts.
enum QuestionView {
  static func draw(_ state: State, on frame: inout Frame) {
    guard state.editing?.target == .question, state.overlays.isEmpty,
      let title = state.layout.questionTitle, let area = state.layout.question
    else { return }
    if let rule = state.layout.questionRule {
      frame.horizontalRule(
        at: Position(column: 1, row: rule.row), columns: max(0, rule.columns - 2))
    }
    frame.write(
      TextWidth.truncated(self.title(of: state), to: title.columns - 2),
      at: Position(column: 1, row: title.row), role: .focus)
    EditorView.draw(state, in: ScreenLayout.textArea(of: area), on: &frame)
  }

  /// What sending does, in words.
  private static func title(of state: State) -> String {
    guard state.continuesDialogue else { return "Your question · begins a new dialogue" }
    let text = state.carriedPane == .edit ? "the aligned edit" : "the answer as it is"
    return "Your question · goes on with \(text)"
  }
}
