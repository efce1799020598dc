import Generation

extension EngineReport {
  /// The id of what it is about; nil where it is about no generation.
  var generationID: Int? {
    switch self {
    case .fitted(let id, _), .tooLong(let id, _, _), .progress(let id, _), .text(let id, _, _),
      .summary(let id, _), .failed(let id, _):
      id
    default: nil
    }
  }
}

extension EditRun {
  /// Takes what the engine says of a run that is not the edit on the screen.
  ///
  /// - Returns: What can be shown more of its text.
  mutating func take(_ report: EngineReport, at now: Duration) -> String {
    switch report {
    case .fitted(_, let turns): droppedTurns = turns
    case .tooLong(_, let tokens, let limit):
      phase = .failed("\(tokens) tokens do not fit into the model's \(limit)")
    case .progress(_, let progress): phase = .reading(progress)
    case .text(_, let text, let pieces):
      phase = .streaming
      return append(text, pieces: pieces, at: now)
    case .summary(_, let summary):
      let rest = finish()
      phase = summary.stopReason == .cancelled ? .stopped : .ended(summary)
      return rest
    case .failed(_, let reason):
      let rest = finish()
      phase = .failed(reason)
      return rest
    default: break
    }
    return ""
  }
}

extension State {
  /// Takes what the engine says of a run beside the edit; of one that is gone, nothing.
  mutating func handleRunBeside(_ report: EngineReport) -> [Effect] {
    guard let id = report.generationID else { return [] }
    if let index = lens.contest?.columns.firstIndex(where: { $0.run.id == id }) {
      takeInContest(report, index)
    } else if lens.iteration?.run?.id == id {
      return takeInIteration(report)
    }
    return []
  }

  /// Keeps what a run beside the edit has made.
  mutating func keepForReplay(_ run: EditRun) {
    guard configuration.replays, run.replay == nil, let key = run.key, let summary = run.summary
    else { return }
    lens.replays.keep(
      ReplayedEdit(text: run.raw, summary: summary, droppedTurns: run.droppedTurns), for: key)
    noteReadyToggles()
  }
}
