import Alignment
import TerminalUI

extension PlainSession {
  /// Begins a text; the lines that follow are it.
  mutating func beginText(_ kind: PassageKind, at now: Duration) -> [Effect] {
    change(at: now) { state in
      state.editing = EditingSession(target: kind, original: "", editor: TextEditor())
      return []
    }
  }

  /// Takes a line of the text that is being written, as the database does: within a second.
  mutating func take(textLine line: String, at now: Duration) -> [Effect] {
    guard line != "." else { return endText(at: now) }
    state.now = now
    state.editing?.editor.insert(line + "\n")
    // Nothing else follows from a line, and a text can have many.
    return state.recordSession(isEnding: false)
  }

  private mutating func endText(at now: Duration) -> [Effect] {
    guard let editing = state.editing else { return [] }
    var text = editing.editor.text
    if text.last == "\n" { text.removeLast() }
    return change(at: now) { state in
      if editing.target == .question {
        state.editing?.editor.setText(text)
        let effects = state.sendQuestion()
        // What cannot be asked yet is kept for the next time.
        if state.editing?.target == .question {
          state.editing = nil
          state.talk.draft = Passage(text)
        }
        return effects
      }
      state.editing = nil
      return state.replacePassage(editing.target, text, from: "typed")
    }
  }

  // MARK: - The dialogue

  /// Says something as the user; without words, the lines that follow are it.
  mutating func ask(_ words: String, anew: Bool, at now: Duration) -> [Effect] {
    let effects = change(at: now) { state in
      state.writeQuestion()
      state.talk.beginsAnew = anew ? true : nil
      if !words.isEmpty { state.editing?.editor.setText(words) }
      guard !words.isEmpty else { return [] }
      let effects = state.sendQuestion()
      if state.editing?.target == .question { state.editing = nil }
      return effects
    }
    return effects
  }

  // MARK: - Telling

  mutating func sayTexts() {
    say("context", text: state.context.shown)
    say("answer", text: state.answer.shown)
  }

  mutating func sayObjectivesOn() {
    let labels = state.board.enabledObjectives.map(\.label)
    say("objectives: " + (labels.isEmpty ? "none is on" : labels.joined(separator: ", ")))
  }
}
