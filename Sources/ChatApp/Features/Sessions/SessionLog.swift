import Sessions

/// What the running program remembers of its session, and how much of it was given to the database.
struct SessionLog: Equatable {
  /// The edits in the order in which they were made.
  private(set) var edits: [RecordedEdit] = []
  /// The edit on the screen, and the run that makes it; nil where nothing of it is there yet.
  private(set) var current: Current?
  /// What waits for the user to do something: looking at an example is no session.
  private var held: [SessionEvent] = []
  private var texts: Texts?
  private var draft: SessionDraft?

  struct Current: Equatable {
    /// The run's id; what comes with another one is another edit.
    var run: Int
    /// The edit's number.
    var number: Int
    /// Bytes of the text that were recorded last.
    var recordedBytes = 0
    var recordedAt = Duration.zero
    var isFinal = false
  }

  struct Texts: Equatable {
    var context: String
    var answer: String
  }

  /// How far the database may be behind.
  static let interval = Duration.milliseconds(500)

  /// The edit on the screen; nil where it has no text.
  var currentEdit: RecordedEdit? { current.flatMap { edit($0.number) } }

  /// An edit by its number.
  func edit(_ number: Int) -> RecordedEdit? {
    edits.indices.contains(number - 1) ? edits[number - 1] : nil
  }

  /// Goes on with a session as it was kept.
  mutating func resume(_ session: Session) {
    self = SessionLog()
    edits = session.edits
    texts = Texts(context: session.context, answer: session.answer)
    draft = session.draft
  }

  /// Shows an edit that was made before.
  mutating func show(_ number: Int, run: Int) {
    current = Current(run: run, number: number, isFinal: true)
  }

  // MARK: - What is new

  mutating func noteTexts(_ new: Texts, source: String) -> [SessionEvent] {
    guard new != texts else { return [] }
    texts = new
    return [.texts(context: new.context, answer: new.answer, source: source)]
  }

  mutating func noteDraft(_ new: SessionDraft?) -> [SessionEvent] {
    guard new != draft else { return [] }
    draft = new
    return [.draft(new)]
  }

  /// Takes a new edit, or finds it among those that were made before.
  mutating func begin(_ edit: RecordedEdit, run: Int, at now: Duration) -> [SessionEvent] {
    var edit = edit
    if edit.ending != nil, let same = edits.last(where: { $0.isSame(as: edit) }) {
      show(same.number, run: run)
      return []
    }
    edit.number = edits.count + 1
    // The last one: an answer that came back is the edit's that it came back as.
    edit.parent = edits.last { $0.text == edit.answer && $0.context == edit.context }?.number
    edits.append(edit)
    current = Current(
      run: run, number: edit.number, recordedBytes: edit.text.utf8.count, recordedAt: now,
      isFinal: edit.ending != nil)
    return [.edit(edit)]
  }

  /// Takes more of the edit on the screen, or its end.
  mutating func update(
    text: String, ending: RecordedEnding?, droppedTurns: Int, at now: Duration
  ) -> [SessionEvent] {
    guard let known = current, edits.indices.contains(known.number - 1) else { return [] }
    let index = known.number - 1
    edits[index].text = text
    edits[index].ending = ending
    edits[index].droppedTurns = droppedTurns
    current?.recordedBytes = text.utf8.count
    current?.recordedAt = now
    current?.isFinal = ending != nil
    return [.edit(edits[index])]
  }

  mutating func endCurrent() { current = nil }

  /// Holds events back, or lets go of all that were.
  mutating func pass(_ events: [SessionEvent], holding: Bool) -> [SessionEvent] {
    if holding {
      held += events
      return []
    }
    defer { held = [] }
    return held + events
  }
}

extension RecordedEdit {
  /// Whether another one is of the same request and came to the same text.
  fileprivate func isSame(as other: RecordedEdit) -> Bool {
    ending?.reason == other.ending?.reason && text == other.text && prompt == other.prompt
      && sampling == other.sampling && modelLocation == other.modelLocation
      && modelRevision == other.modelRevision
      && maximumTokens == other.maximumTokens && stopStrings == other.stopStrings
  }
}
