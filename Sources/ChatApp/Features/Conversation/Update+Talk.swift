import Alignment
import Generation
import TerminalUI

extension State {
  // MARK: - Writing as the user

  /// Opens the field for a question.
  mutating func writeQuestion() {
    let draft = talk.draft.raw
    talk.beginsAnew = nil
    editing = EditingSession(target: .question, original: draft, editor: TextEditor(draft))
    focus = .context
  }

  /// Whether the question goes on with the dialogue on the screen: the user's own, unless told otherwise.
  var continuesDialogue: Bool {
    canContinueDialogue && !(talk.beginsAnew ?? !talk.isOwn)
  }

  /// Whether there is a question with an answer on the screen.
  var canContinueDialogue: Bool { context.turnCount > 0 && !answer.raw.isEmpty }

  mutating func toggleNewDialogue() { talk.beginsAnew = continuesDialogue }

  /// Asks what was written.
  mutating func sendQuestion() -> [Effect] {
    guard let session = editing, session.target == .question else { return [] }
    let question = DialogueText.trimmed(session.editor.text)
    guard !question.isEmpty else {
      say("There is nothing to send yet.")
      return []
    }
    if talk.reply.isUnderWay {
      say("The answer is still being written; ^C stops it.", .warning)
      return []
    }
    let next: String
    if continuesDialogue {
      guard let reply = carriedText() else { return [] }
      next = DialogueText.continued(context.raw, reply: reply, question: question)
    } else {
      next = DialogueText.opening(question, family: family)
    }
    editing = nil
    talk.draft = Passage("")
    talk.hasBegun = true
    leaveRow()
    setPassage(.context, next)
    talk.isOwn = true
    return askForAnswer()
  }

  /// What goes on into the dialogue; nil, and a notice, where it is not there yet.
  private mutating func carriedText() -> String? {
    guard talk.carried == .aligned else { return answer.raw }
    if edit.isUnderWay, !engine.isFailed {
      say("The aligned edit, which goes on, is still being made; ^C stops it.", .warning)
      return nil
    }
    let text = DialogueText.trimmed(edit.raw)
    return text.isEmpty ? answer.raw : text
  }

  /// Says which text goes on into the dialogue from now on.
  mutating func toggleCarried() {
    talk.carried = talk.carried.next
    say(
      talk.carried == .aligned
        ? "The aligned edit goes on into the dialogue."
        : "The answer goes on as it is.")
  }

  /// The pane whose text goes on; nil where there is none yet.
  var carriedPane: Focus? {
    guard !answer.raw.isEmpty else { return nil }
    if talk.carried == .original { return .answer }
    if edit.isUnderWay, !engine.isFailed { return .edit }
    return DialogueText.trimmed(edit.raw).isEmpty ? .answer : .edit
  }

  // MARK: - The policy's answer

  /// Whether the policy is writing what the edit will be of.
  var awaitsAnswer: Bool { talk.reply.isUnderWay }

  /// Clears the screen for an answer, and asks the policy for it or lets the user give it.
  private mutating func askForAnswer() -> [Effect] {
    let effects: [Effect] = edit.isRunning ? [.cancelGeneration] : []
    setPassage(.answer, "")
    retireEdit()
    recentEdits.clear()
    editPane.show("")
    edit.phase = .idle
    switch talk.policy {
    case .ready: return effects + startReply()
    case .loading(let name):
      source = name
      talk.reply.phase = .waitingForEngine
    case .none, .failed: awaitTypedAnswer()
    }
    return effects
  }

  /// Whether the policy can answer what is on the screen.
  var canReplyAgain: Bool {
    guard case .ready = talk.policy else { return false }
    return !talk.reply.isUnderWay && context.turnCount > 0
  }

  /// Asks for the answer once more.
  mutating func replyAgain() -> [Effect] { askForAnswer() }

  private mutating func startReply() -> [Effect] {
    let id = talk.reply.id + 1
    talk.reply = EditRun()
    talk.reply.id = id
    talk.reply.phase = .starting
    talk.reply.startedAt = now
    source = talk.policy.name ?? ""
    let request = PolicyRequest(
      dialogue: context.raw, sampling: sampling,
      maximumTokens: configuration.maximumTokens)
    return [.askPolicy(id: id, request)]
  }

  private mutating func awaitTypedAnswer() {
    source = ""
    beginEditing(.answer)
    say("Type or paste the answer; Esc aligns it.")
  }

  mutating func stopReply() -> [Effect] {
    guard talk.reply.isUnderWay else { return [] }
    let wasRunning = talk.reply.isRunning
    takeReply()
    // What the policy still says about it is late.
    talk.reply.id += 1
    talk.reply.phase = .stopped
    return wasRunning ? [.cancelReply] : []
  }

  mutating func take(_ report: PolicyReport) -> [Effect] {
    switch report {
    case .loaded(let name):
      talk.policy = .ready(name: name)
      if talk.reply.phase == .waitingForEngine { return startReply() }
    case .unavailable(let reason):
      talk.policy = .failed
      if talk.reply.phase == .waitingForEngine {
        talk.reply.phase = .idle
        source = ""
        if layer == .command { awaitTypedAnswer() }
      }
      say(reason, .error)
    case .fitted(talk.reply.id, let droppedTurns): talk.reply.droppedTurns = droppedTurns
    case .progress(talk.reply.id, let progress): talk.reply.phase = .reading(progress)
    case .text(talk.reply.id, let text, let pieces): growReply(by: text, pieces: pieces)
    case .summary(talk.reply.id, let summary):
      takeReply()
      talk.reply.phase = summary.stopReason == .cancelled ? .stopped : .ended(summary)
      if answer.raw.isEmpty { say("The answer came back empty.", .warning) }
      return restartEdit(after: .zero)
    case .failed(talk.reply.id, let reason):
      takeReply()
      talk.reply.phase = .failed("failed")
      say(reason, .error)
    // Of an answer that has been stopped or replaced.
    case .fitted, .progress, .text, .summary, .failed: break
    }
    return []
  }

  private mutating func growReply(by text: String, pieces: Int) {
    talk.reply.phase = .streaming
    showReply(talk.reply.append(text, pieces: pieces, at: now))
  }

  /// Shows more of the answer; the blank that models begin with is no part of it.
  private mutating func showReply(_ more: String) {
    let text = answerPane.layout.count == 0 ? String(more.drop(while: \.isWhitespace)) : more
    answerPane.append(text)
    if reading.answerFollows { answerPane.keepInSight(answerPane.layout.count) }
  }

  /// Makes what the policy has written the answer.
  private mutating func takeReply() {
    showReply(talk.reply.finish())
    let source = source
    var reply = talk.reply
    reply.phase = .idle
    talk.reply = reply
    setPassage(.answer, DialogueText.trimmed(reply.raw))
    self.source = source
  }
}
