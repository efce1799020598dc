import Generation

/// What the task that asks the policy tells the loop.
enum PolicyReport: Equatable, Sendable {
  case loaded(name: String)
  case unavailable(String)
  /// The dialogue fits, without the oldest turns where there were too many.
  case fitted(id: Int, droppedTurns: Int)
  case progress(id: Int, PrefillProgress)
  /// More of the answer, in so many pieces.
  case text(id: Int, String, pieces: Int)
  case summary(id: Int, GenerationSummary)
  case failed(id: Int, String)
}
