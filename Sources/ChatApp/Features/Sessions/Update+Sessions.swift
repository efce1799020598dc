import Alignment
import Generation
import Sessions
import TerminalUI

extension State {
  /// The list of sessions, where it is what has the keys.
  var sessionList: SessionList? {
    get { if case .sessions(let list) = overlays.last { list } else { nil } }
    set {
      guard let newValue, case .sessions = overlays.last else { return }
      overlays[overlays.count - 1] = .sessions(newValue)
    }
  }

  mutating func perform(_ command: SessionCommand) -> [Effect] {
    if command == .list { return openSessions() }
    guard var list = sessionList else { return [] }
    let isConfirmed = list.doomed != nil && list.doomed == list.selectedRow?.id
    list.doomed = nil
    sessionList = list
    switch command {
    case .list: break
    case .resume: return list.selectedRow.map { [.session(.open($0.id))] } ?? []
    case .search: sessionList?.field = .search(TextEditor(list.query))
    case .rename:
      guard let row = list.selectedRow else { return [] }
      sessionList?.field = .rename(row.id, TextEditor(row.title))
    case .delete: return delete(list.selectedRow, isConfirmed: isConfirmed)
    case .export: return list.selectedRow.map { [.session(.export($0.id))] } ?? []
    case .acceptField: return acceptSessionField(list)
    case .dropField:
      sessionList?.field = nil
      if case .search = list.field, !list.query.isEmpty {
        sessionList?.query = ""
        return [.session(.list(matching: ""))]
      }
    }
    return []
  }

  private mutating func openSessions() -> [Effect] {
    guard configuration.keepsSessions else {
      say("Sessions are not kept: the program was told to keep no history.", .warning)
      return []
    }
    overlays.append(.sessions(SessionList()))
    return [.session(.list(matching: ""))]
  }

  private mutating func delete(_ row: SessionSummary?, isConfirmed: Bool) -> [Effect] {
    guard let row else { return [] }
    if isConfirmed {
      return [.session(.delete(row.id, listing: sessionList?.query ?? ""))]
    }
    sessionList?.doomed = row.id
    let edits = Format.count(row.editCount, "edit")
    say("Press d again to delete this session and its \(edits) for good.", .warning)
    return []
  }

  private mutating func acceptSessionField(_ list: SessionList) -> [Effect] {
    sessionList?.field = nil
    guard case .rename(let id, let editor) = list.field else { return [] }
    let title = editor.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return title.isEmpty ? [] : [.session(.rename(id, to: title, listing: list.query))]
  }

  /// Searches for what the line says by now.
  mutating func searchSessions() -> [Effect] {
    guard case .search(let editor) = sessionList?.field, editor.text != sessionList?.query else {
      return []
    }
    sessionList?.query = editor.text
    return [.session(.list(matching: editor.text))]
  }

  // MARK: - What comes back

  mutating func handle(_ report: SessionReport) -> [Effect] {
    switch report {
    case .listed(let query, let rows):
      // An older search's rows come late.
      if sessionList?.query == query { sessionList?.show(rows) }
    case .opened(let session):
      overlays = []
      return resume(session)
    case .staged(let path, let count): noteStaged(path, count: count)
    case .exported(let path): say("Written to \(path).", .success)
    case .failed(let reason): say(reason, .error)
    }
    return []
  }

  /// Goes on where a session ended: its texts, its objectives, and its last edit as it was.
  mutating func resume(_ session: Session) -> [Effect] {
    let effects: [Effect] = edit.isRunning ? [.cancelGeneration] : []
    sessionLog.resume(session)
    editing = nil
    setPassage(.context, session.context)
    setPassage(.answer, session.answer)
    source = session.source
    leaveRow()
    // The next question goes on with it.
    talk.isOwn = !session.context.isEmpty
    let before = sampling
    if let last = session.edits.last { setRequest(of: last) }
    sayResumed(session, before: before)
    keepForReplay(session.edits)
    if let draft = session.draft { continueWriting(draft) }
    let isOnScreen = session.edits.last.map {
      $0.context == session.context && $0.answer == session.answer && !$0.text.isEmpty
    }
    guard let last = session.edits.last, isOnScreen == true else {
      return effects + restartEdit(after: .zero)
    }
    show(last)
    return effects
  }

  /// Says what came back, and how tokens are chosen from here on where that changed or was not taken.
  private mutating func sayResumed(_ session: Session, before: Sampling) {
    let then = session.edits.last.flatMap { Sampling($0.sampling) }
    let note =
      if sampling != before {
        " with its sampling, \(sampling.words)"
      } else if let then, then != sampling {
        " with the sampling of the command line, \(sampling.words)"
      } else {
        ""
      }
    let title = Passage(session.summary.title).shown
    say("Resumed\(note): \(title) (\(Format.count(session.edits.count, "edit"))).", .success)
  }

  /// Asks for what an edit was made for, and as it was made; objectives that the catalog lacks are there for this run.
  mutating func setRequest(of edit: RecordedEdit) {
    if !configuration.isSamplingGiven { sampling = Sampling(edit.sampling) ?? sampling }
    family = edit.family
    isFamilyChosen = true
    direction = edit.direction
    for objective in edit.objectives where board.objective(objective.id) == nil {
      board.borrow(objective.objective)
    }
    board.enable(edit.objectives.map(\.id), family: family)
    arrangeBoard()
  }

  private mutating func continueWriting(_ draft: SessionDraft) {
    if draft.kind == .question {
      talk.draft = Passage(draft.text)
      return writeQuestion()
    }
    let kind: PassageKind = draft.kind == .context ? .context : .answer
    let original = passage(kind).raw
    var editor = TextEditor(original)
    editor.setText(draft.text)
    editing = EditingSession(target: kind, original: TextEditor(original).text, editor: editor)
    focus = kind == .context ? .context : .answer
  }
}
