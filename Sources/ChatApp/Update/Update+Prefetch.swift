import Alignment
import Generation

extension State {
  /// Longer edits are not made before somebody asks: nine of them would keep the machine busy for minutes.
  private static let longestPrefetchedEdit = Duration.seconds(15)

  /// What the user may ask for next, the model's own objectives first.
  ///
  /// Asked for when an edit has ended by itself, so that the next toggle finds its prompt read, or its edit made.
  func prefetch() -> [Effect] {
    guard lens.prefetching != .off else { return [] }
    let generations = neighbours.map(\.generation).filter { neighbour in
      replayKey(of: neighbour).map { !lens.replays.contains($0) } ?? true
    }
    guard !generations.isEmpty else { return [] }
    let took = (edit.summary?.timeToFirstToken ?? .zero) + (edit.summary?.decodeTime ?? .zero)
    let isQuick = took <= Self.longestPrefetchedEdit
    return [
      .prefetch(
        generations,
        generating: lens.prefetching == .edits && configuration.replays && isQuick)
    ]
  }

  /// The edits that are one objective away, and which objective that is.
  var neighbours: [(objective: String, generation: Effect.Generation)] {
    board.shown.prefix(ObjectiveBoard.digits).compactMap { id in
      var neighbour = self
      neighbour.board.toggle(id)
      return neighbour.board.enabled.isEmpty ? nil : (id, neighbour.generation)
    }
  }

  /// What the screen asks of the engine.
  var generation: Effect.Generation {
    Effect.Generation(
      id: edit.id, request: request, sampling: sampling,
      maximumTokens: configuration.maximumTokens, stopStrings: configuration.stopStrings,
      trimsContext: configuration.trimsContext, earlierEdits: recentEdits.texts)
  }
}
