import Alignment
import Generation
import TerminalUI

/// One edit: how far it is, what it says, and how it differs from the answer.
struct EditRun: Equatable {
  /// Where the edit is between the toggle and its end.
  enum Phase: Equatable {
    /// Nothing has been asked for.
    case idle
    /// It starts at this time unless something changes before.
    case settling(until: Duration)
    /// The engine is not there yet.
    case waitingForEngine
    /// The engine counts tokens or has not said anything yet.
    case starting
    /// The prompt is being read.
    case reading(PrefillProgress)
    /// Text comes.
    case streaming
    /// It has ended.
    case ended(GenerationSummary)
    /// The user stopped it.
    case stopped
    /// It could not be made.
    case failed(String)
  }

  /// Tells late events of an older edit from this one's.
  var id = 0
  var phase = Phase.idle
  /// The text as generated.
  private(set) var raw = ""
  /// The text as shown.
  private(set) var shown = TokenizedText()
  private var sanitizer = TerminalSanitizer()
  /// Whether the answer that it edits has been replaced.
  var isOfOlderAnswer = false
  /// Whether what it grows over is an edit of an answer that has been replaced.
  var growsOverOlderAnswer = false
  /// Why it could not be made, in a sentence.
  var failure: String?
  /// What it depends on; nil before it was asked for.
  var key: ReplayKey?
  /// The edit made before that this one shows again; nil where it is made anew.
  var replay: ReplayedEdit?
  /// Turns of the context that did not fit.
  var droppedTurns = 0
  /// Pieces of text so far; each is a token, near enough while the number is still growing.
  private(set) var pieces = 0
  /// When the edit was asked of the engine.
  var startedAt = Duration.zero
  private(set) var firstTextAt: Duration?
  private(set) var lastTextAt = Duration.zero

  /// Whether the engine is at work for it.
  var isRunning: Bool {
    switch phase {
    case .starting, .reading, .streaming: true
    case .idle, .settling, .waitingForEngine, .ended, .stopped, .failed: false
    }
  }

  /// Whether it is running or about to.
  var isUnderWay: Bool {
    switch phase {
    case .settling, .waitingForEngine: true
    default: isRunning
    }
  }

  /// Whether there is something to stop.
  var isStoppable: Bool { isUnderWay && phase != .waitingForEngine }

  /// Whether the model itself said that the text ends here.
  var isComplete: Bool {
    guard case .ended(let summary) = phase else { return false }
    return summary.stopReason == .endOfSequence || summary.stopReason == .stopString
  }

  /// What it took, where it has ended.
  var summary: GenerationSummary? {
    if case .ended(let summary) = phase { summary } else { nil }
  }

  /// Takes more of the text.
  ///
  /// - Returns: What can be shown of it by now.
  mutating func append(_ text: String, pieces count: Int, at now: Duration) -> String {
    raw += text
    pieces += count
    firstTextAt = firstTextAt ?? now
    lastTextAt = now
    let more = sanitizer.append(text).text
    shown.append(more)
    return more
  }

  /// Ends the text and returns what was held back of it.
  mutating func finish() -> String {
    let rest = sanitizer.finish().text
    shown.append(rest)
    return rest
  }

  var hiddenCount: Int { sanitizer.hiddenCount }

  /// Tokens a second, measured where it has ended, estimated while it runs; nil before there is anything to tell.
  var tokensPerSecond: Double? {
    if let summary { return summary.generatedTokens > 1 ? summary.tokensPerSecond : nil }
    guard let firstTextAt, pieces > 4 else { return nil }
    let seconds = (lastTextAt - firstTextAt).seconds
    return seconds > 0 ? Double(pieces - 1) / seconds : nil
  }

  /// From the request to the first piece of text.
  var timeToFirstToken: Duration? {
    summary?.timeToFirstToken ?? firstTextAt.map { $0 - startedAt }
  }

  static func == (left: EditRun, right: EditRun) -> Bool {
    left.id == right.id && left.phase == right.phase && left.raw == right.raw
  }
}
