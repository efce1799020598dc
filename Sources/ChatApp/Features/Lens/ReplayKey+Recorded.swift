import Generation
import Sessions

extension ReplayKey {
  /// The key of an edit that was kept; nil where the record does not say all that the edit depended on.
  init?(_ recorded: RecordedEdit) {
    guard let revision = recorded.modelRevision, let sampling = Sampling(recorded.sampling) else {
      return nil
    }
    model = [recorded.modelLocation, recorded.model, revision]
    prompt = Array(recorded.prompt.utf8)
    self.sampling = sampling
    maximumTokens = recorded.maximumTokens
    stopStrings = recorded.stopStrings
    trimsContext = recorded.trimsContext
  }
}

extension State {
  /// Takes the edits of a session that was kept: those that ended by themselves are shown again at once where the same
  /// model is asked for the same.
  mutating func keepForReplay(_ recorded: [RecordedEdit]) {
    guard configuration.replays else { return }
    for edit in recorded {
      guard let summary = edit.ending?.summary, let key = ReplayKey(edit) else { continue }
      lens.replays.keep(
        ReplayedEdit(text: edit.text, summary: summary, droppedTurns: edit.droppedTurns), for: key)
    }
    noteReadyToggles()
  }
}
