import Alignment
import Generation

/// What happens while an answer is made; a report is always the last event.
enum AnswerEvent: Equatable {
  /// The policy is still writing what will be edited.
  case waiting
  /// More of the text that the client gets.
  case text(String)
  /// The end.
  case finished(AnswerReport)
}

/// How an answer came about.
struct AnswerReport: Equatable {
  /// The answer before its edit; nil where it was not edited.
  var original: String?
  /// What it was edited for.
  var objectives: [Objective] = []
  /// Turns of the dialogue that the aligner's context had no room for.
  var droppedTurns = 0
  /// The policy's counts and times; nil where the request brought the answer.
  var policy: GenerationSummary?
  /// The aligner's counts and times; nil where nothing was edited.
  var aligner: GenerationSummary?
  /// From the request to the end.
  var total: Duration = .zero

  /// The counts of the text that the client got.
  var last: GenerationSummary? { aligner ?? policy }
}
