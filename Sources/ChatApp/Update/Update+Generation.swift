import Alignment
import Generation
import TerminalUI

extension State {
  /// How long after the last change the edit is made anew: longer than a held key repeats, shorter than a hand moves.
  static let settlingTime = Duration.milliseconds(40)

  /// Whether there is something to align, and something to align it for.
  var canAlign: Bool { !answer.raw.isEmpty && !board.enabled.isEmpty }

  /// Stops the edit that runs and starts another a moment later, so that several toggles make one.
  ///
  /// - Parameters:
  ///   - delay: How long to wait for more changes.
  ///   - replaying: Whether an edit that was made before is shown instead, at once.
  /// - Returns: What that takes.
  mutating func restartEdit(
    after delay: Duration = settlingTime, replaying: Bool = true
  ) -> [Effect] {
    let effects: [Effect] = (edit.isRunning ? [.cancelGeneration] : []) + dropAttribution()
    retireEdit()
    guard canAlign else {
      edit.phase = .idle
      dropEditOfOlderAnswer()
      return effects
    }
    if replaying, replayEdit() { return effects + prefetch() }
    noteReadyToggles()
    switch engine {
    case .loading: edit.phase = .waitingForEngine
    case .failed(let reason): fail("no model", reason)
    case .ready where delay == .zero: return effects + startEdit()
    case .ready: edit.phase = .settling(until: now + delay)
    }
    return effects
  }

  /// Lets the edit on the screen become the one that the next grows over.
  mutating func retireEdit() {
    if !edit.isOfOlderAnswer { recentEdits.add(edit.raw) }
    var next = EditRun()
    next.id = edit.id + 1
    // A whole edit covers what it grew over; what there is of another one may not.
    next.growsOverOlderAnswer =
      edit.isOfOlderAnswer || edit.growsOverOlderAnswer && edit.summary == nil
    edit = next
    currentChange = nil
    comparison.clear()
    meter.clear()
    editPane.growOver()
    forgetPlaces(in: .edit)
  }

  mutating func startEdit() -> [Effect] {
    interruptTrial()
    edit.phase = .starting
    edit.startedAt = now
    edit.isOfOlderAnswer = false
    let generation = generation
    edit.key = replayKey(of: generation)
    return [.startGeneration(generation)]
  }

  /// Whether a text is being written that can be stopped.
  var canStop: Bool { edit.isStoppable || talk.reply.isUnderWay }

  /// Stops what is being written, the policy's answer first.
  mutating func stop() -> [Effect] { talk.reply.isUnderWay ? stopReply() : stopEdit() }

  /// Stops the edit at once and keeps its text.
  mutating func stopEdit() -> [Effect] {
    let wasRunning = edit.isRunning
    guard edit.isStoppable else { return [] }
    finishText()
    dropEditOfOlderAnswer()
    // What the engine still says about it is late.
    edit.id += 1
    edit.phase = .stopped
    return wasRunning ? [.cancelGeneration] : []
  }

  mutating func handle(_ report: EngineReport) -> [Effect] {
    if takeTrial(report) { return [] }
    switch report {
    case .loaded(let description): return meet(description)
    case .loadingFailed(let reason):
      engine = .failed(reason)
      fail("no model", reason)
    case .fitted(edit.id, let droppedTurns): edit.droppedTurns = droppedTurns
    case .tooLong(edit.id, let tokens, let limit):
      fail(
        "\(tokens) tokens do not fit into the model's \(limit)",
        "The prompt has \(tokens) tokens and the model takes \(limit): shorten context or answer.")
    case .progress(edit.id, let progress): edit.phase = .reading(progress)
    case .text(edit.id, let text, let pieces): grow(by: text, pieces: pieces)
    case .summary(edit.id, let summary):
      finishEdit(with: summary)
      keepForReplay()
      if edit.summary != nil { return prefetch() }
    case .failed(edit.id, let reason): fail("failed", reason)
    case .session(let report): return handle(report)
    case .catalogChanged(let change): return handle(change)
    case .rows(let report): return take(report)
    case .copiedNatively(let characters, let program): noteCopied(characters, with: program)
    case .policy(let report): return take(report)
    case .lens(let report): return handle(report)
    case _ where (report.generationID ?? 0) < 0: return handleRunBeside(report)
    // Of an edit that has been stopped or replaced.
    case .fitted, .tooLong, .progress, .text, .summary, .failed: break
    }
    return []
  }

  /// Takes the model: its family and objectives, where nobody chose others.
  private mutating func meet(_ description: EngineDescription) -> [Effect] {
    engine = .ready(description)
    if !isFamilyChosen, let own = description.family.flatMap(PromptFamily.init(name:)) {
      family = own
    }
    arrangeBoard()
    noteReadyToggles()
    guard edit.phase == .waitingForEngine, canAlign else { return [] }
    return replayEdit() ? prefetch() : startEdit()
  }

  /// Takes the end of the edit.
  mutating func finishEdit(with summary: GenerationSummary) {
    finishText()
    edit.phase = summary.stopReason == .cancelled ? .stopped : .ended(summary)
    editPane.dropOlder()
    compare()
  }

  mutating func grow(by text: String, pieces: Int) {
    edit.phase = .streaming
    editPane.append(edit.append(text, pieces: pieces, at: now))
    compare()
  }

  private mutating func finishText() {
    editPane.append(edit.finish())
    if edit.shown.characterCount > 0 {
      editPane.dropOlder()
      compare()
    }
  }

  private mutating func compare() {
    comparison.update(edit: edit.shown, isComplete: edit.isComplete)
    meter.update(context: context, answer: answer, edit: edit, comparison: comparison)
    followGrowingEdit()
  }

  /// Lets nothing that is an older answer's stand where nothing grows over it any more.
  private mutating func dropEditOfOlderAnswer() {
    if edit.growsOverOlderAnswer { editPane.dropOlder() }
  }

  private mutating func fail(_ phase: String, _ sentence: String) {
    finishText()
    // What stood there before is not what was asked for.
    editPane.dropOlder()
    edit.phase = .failed(phase)
    edit.failure = sentence
    say(sentence, .error)
  }
}
