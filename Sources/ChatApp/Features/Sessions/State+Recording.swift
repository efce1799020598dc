import Alignment
import Generation
import Sessions
import TerminalUI

extension State {
  /// Compares what is on the screen with what was recorded, after every action: so nothing that makes an edit has to
  /// think of it.
  ///
  /// - Parameter isEnding: Whether this is the last chance.
  /// - Returns: What the database is to take.
  mutating func recordSession(isEnding: Bool) -> [Effect] {
    var events = sessionLog.noteTexts(
      SessionLog.Texts(context: context.raw, answer: answer.raw), source: source)
    events += recordDraft(isEnding: isEnding)
    events += recordEdit(isEnding: isEnding)
    guard configuration.keepsSessions else { return [] }
    // The example that the program opens on, and its edit, are nothing that the user did.
    let isUntouched =
      configuration.start == nil && configuration.resumed == nil && edit.id == 0
      && overlays.isEmpty && editing == nil
    let passed = sessionLog.pass(events, holding: isUntouched)
    return passed.isEmpty ? [] : [.session(.record(passed))]
  }

  private mutating func recordEdit(isEnding: Bool) -> [SessionEvent] {
    var events: [SessionEvent] = []
    if let current = sessionLog.current, current.run != edit.id {
      events += closeEarlierEdit(current)
      if current.isFinal || !edit.phase.isStopped { sessionLog.endCurrent() }
    }
    guard !edit.raw.isEmpty else { return events }
    let ending = RecordedEnding(of: edit)
    guard let current = sessionLog.current else {
      return events + sessionLog.begin(recordedEdit(ending: ending), run: edit.id, at: now)
    }
    guard !current.isFinal else { return events }
    let isDue =
      edit.raw.utf8.count > current.recordedBytes
      && (isEnding || now >= current.recordedAt + SessionLog.interval)
    guard ending != nil || isDue else { return events }
    return events
      + sessionLog.update(
        text: edit.raw, ending: ending, droppedTurns: edit.droppedTurns, at: now)
  }

  /// An edit that gave way to another one is recorded as far as it came.
  private mutating func closeEarlierEdit(_ current: SessionLog.Current) -> [SessionEvent] {
    guard !current.isFinal, !edit.phase.isStopped, let known = sessionLog.currentEdit
    else { return [] }
    // Where the texts were cleared too, what was recorded last has to do.
    let whole = recentEdits.texts.first { $0.hasPrefix(known.text) }
    let ending = RecordedEnding(
      reason: StopReason.cancelled.rawValue, promptTokens: 0, generatedTokens: 0,
      secondsToFirstToken: nil, decodeSeconds: 0)
    return sessionLog.update(
      text: whole ?? known.text, ending: ending, droppedTurns: known.droppedTurns, at: now)
  }

  private func recordedEdit(ending: RecordedEnding?) -> RecordedEdit {
    let request = request
    var model = (name: configuration.modelName, location: "", revision: String?.none)
    if case .ready(let description) = engine {
      // Where the engine cannot tell, another run must not take the edit for that of whatever is there then.
      let revision = description.revision == nil ? nil : description.computation
      model = (description.name, description.location, revision)
    }
    return RecordedEdit(
      number: 0, context: request.context, answer: request.answer, source: source,
      prompt: request.prompt, droppedTurns: edit.droppedTurns,
      objectives: request.objectives.map { objective in
        RecordedObjective(
          id: objective.id, label: objective.label, description: objective.description,
          wording: objective.promptText(for: request.family))
      },
      family: request.family, direction: request.direction, format: request.format,
      sampling: RecordedSampling(sampling),
      maximumTokens: configuration.maximumTokens, stopStrings: configuration.stopStrings,
      trimsContext: configuration.trimsContext, model: model.name, modelLocation: model.location,
      modelRevision: model.revision, text: edit.raw, ending: ending)
  }

  // MARK: - What is being written

  /// A text in an editor, or a policy's answer, is recorded once a second, so that a crash takes no more than that.
  private mutating func recordDraft(isEnding: Bool) -> [SessionEvent] {
    guard editing != nil || talk.reply.isRunning && !talk.reply.raw.isEmpty else {
      draftDeadline = nil
      let question = talk.draft.raw
      return sessionLog.noteDraft(
        question.isEmpty ? nil : SessionDraft(kind: .question, text: question))
    }
    guard editing?.editor.canUndo ?? true else { return [] }
    if let deadline = draftDeadline, now < deadline, !isEnding { return [] }
    // Typing sets the time; passing it takes the text.
    guard draftDeadline != nil || isEnding else {
      draftDeadline = now + .seconds(1)
      return []
    }
    draftDeadline = nil
    return sessionLog.noteDraft(currentDraft)
  }

  /// What is being written: by the user, else by the policy.
  private var currentDraft: SessionDraft {
    guard let editing else { return SessionDraft(kind: .answer, text: talk.reply.raw) }
    let kind: SessionDraft.Kind =
      switch editing.target {
      case .context: .context
      case .answer: .answer
      case .question: .question
      }
    return SessionDraft(kind: kind, text: editing.editor.text)
  }
}

extension EditRun.Phase {
  fileprivate var isStopped: Bool {
    switch self {
    case .stopped, .failed: true
    case .idle, .settling, .waitingForEngine, .starting, .reading, .streaming, .ended: false
    }
  }
}

extension RecordedEnding {
  /// How an edit on the screen ended; nil where it has not.
  fileprivate init?(of edit: EditRun) {
    switch edit.phase {
    case .ended(let summary):
      self.init(
        reason: summary.stopReason.rawValue, promptTokens: summary.promptTokens,
        generatedTokens: summary.generatedTokens,
        secondsToFirstToken: summary.timeToFirstToken?.seconds,
        decodeSeconds: summary.decodeTime.seconds)
    case .stopped, .failed:
      self.init(
        reason: StopReason.cancelled.rawValue, promptTokens: 0, generatedTokens: edit.pieces,
        secondsToFirstToken: edit.timeToFirstToken?.seconds, decodeSeconds: 0)
    case .idle, .settling, .waitingForEngine, .starting, .reading, .streaming: return nil
    }
  }
}
