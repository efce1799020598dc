import Alignment
import Generation

extension State {
  /// What the user may ask for next: one objective switched, the model's own first.
  ///
  /// Asked for when an edit has ended by itself, so that the next toggle finds its prompt read.
  func prefetch() -> [Effect] {
    guard configuration.prefetching != .off else { return [] }
    let generations = board.shown.prefix(ObjectiveBoard.digits).compactMap { id in
      var neighbour = self
      neighbour.board.toggle(id)
      return neighbour.board.enabled.isEmpty ? nil : neighbour.generation
    }
    return generations.isEmpty ? [] : [.prefetch(generations)]
  }

  /// What the screen asks of the engine.
  var generation: Effect.Generation {
    Effect.Generation(
      id: edit.id, request: request, sampling: configuration.sampling,
      maximumTokens: configuration.maximumTokens, stopStrings: configuration.stopStrings,
      trimsContext: configuration.trimsContext, earlierEdits: recentEdits.texts)
  }
}
