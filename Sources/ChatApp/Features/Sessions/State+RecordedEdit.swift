import Alignment
import Generation
import Sessions
import TerminalUI

extension State {
  /// Puts an edit that was made before on the screen, as it was.
  ///
  /// Context, answer and objectives must be its own already.
  mutating func show(_ recorded: RecordedEdit) {
    let run = EditRun(recorded, id: edit.id + 1, at: now)
    edit = run
    currentChange = nil
    editPane.show(run.shown.text)
    comparison.clear()
    comparison.update(edit: run.shown, isComplete: run.isComplete)
    sessionLog.show(recorded.number, run: run.id)
  }
}

extension EditRun {
  /// An edit that was made before.
  fileprivate init(_ recorded: RecordedEdit, id: Int, at now: Duration) {
    self.init()
    self.id = id
    startedAt = now
    droppedTurns = recorded.droppedTurns
    _ = append(recorded.text, pieces: recorded.ending?.generatedTokens ?? 0, at: now)
    _ = finish()
    phase = recorded.ending?.summary.map { .ended($0) } ?? .stopped
  }
}

extension RecordedObjective {
  /// The objective as it was worded then.
  var objective: Objective {
    Objective(id: id, label: label, description: description)
  }
}
