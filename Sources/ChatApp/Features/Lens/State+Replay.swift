import Alignment
import Generation

extension State {
  /// What the edit on the screen depends on; nil while there is no model.
  var replayKey: ReplayKey? { replayKey(of: generation) }

  func replayKey(of generation: Effect.Generation) -> ReplayKey? {
    guard case .ready(let model) = engine else { return nil }
    return ReplayKey(generation, model: model)
  }

  /// Keeps the edit that has just ended by itself.
  mutating func keepForReplay() {
    guard configuration.replays, edit.replay == nil, let key = edit.key, let summary = edit.summary
    else { return }
    lens.replays.keep(
      ReplayedEdit(text: edit.raw, summary: summary, droppedTurns: edit.droppedTurns), for: key)
    noteReadyToggles()
  }

  /// Shows the edit that was made before, where there is one.
  ///
  /// - Returns: Whether there was.
  mutating func replayEdit() -> Bool {
    guard configuration.replays, let key = replayKey, let replay = lens.replays.edit(for: key)
    else { return false }
    edit.startedAt = now
    edit.droppedTurns = replay.droppedTurns
    edit.replay = replay
    grow(by: replay.text, pieces: replay.summary.generatedTokens)
    finishEdit(with: replay.summary)
    noteReadyToggles()
    return true
  }

  /// Takes an edit that was made while nothing else was to do.
  mutating func keepPrefetched(_ edit: ReplayedEdit, for key: ReplayKey) {
    guard configuration.replays else { return }
    // What somebody waited for is not marked as prefetched afterwards.
    if !lens.replays.contains(key) { lens.replays.keep(edit, for: key) }
    noteReadyToggles()
  }

  /// Finds out which objectives lead to an edit that is there already; costly with long texts, so not for every frame.
  mutating func noteReadyToggles() {
    lens.readyToggles = []
    guard !lens.replays.isEmpty, !answer.raw.isEmpty else { return }
    for (id, neighbour) in neighbours {
      guard let key = replayKey(of: neighbour), lens.replays.contains(key) else { continue }
      lens.readyToggles.insert(id)
    }
  }

  /// Switches the making of edits that may be asked for next on or off.
  mutating func togglePrefetching() -> [Effect] {
    lens.prefetching = lens.prefetching == .off ? .edits : .off
    switch lens.prefetching {
    case .off: say("Nothing is prepared while the model is idle.")
    case .prompts, .edits:
      say("Edits one toggle away are made while the model is idle; › marks those that are ready.")
    }
    return lens.prefetching == .off ? [.prefetch([], generating: false)] : prefetch()
  }
}
