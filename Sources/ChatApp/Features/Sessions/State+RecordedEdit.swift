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
    let ending = recorded.ending
    let reason = ending.flatMap { StopReason(rawValue: $0.reason) } ?? .cancelled
    phase =
      if let ending, reason != .cancelled {
        .ended(
          GenerationSummary(
            promptTokens: ending.promptTokens, generatedTokens: ending.generatedTokens,
            timeToFirstToken: ending.secondsToFirstToken.map { .seconds($0) },
            decodeTime: .seconds(ending.decodeSeconds), stopReason: reason))
      } else {
        .stopped
      }
  }
}

extension RecordedObjective {
  /// The objective as it was worded then.
  var objective: Objective {
    Objective(id: id, label: label, description: description)
  }
}
