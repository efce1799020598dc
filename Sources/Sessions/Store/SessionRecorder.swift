import GRDB
import Glibc

/// Adds what happens to one session, which begins with the first thing that does.
public struct SessionRecorder {
  private let store: SessionStore
  private let clock: @Sendable () -> Double
  /// The session; nil before it has begun.
  public private(set) var session: Int64?
  /// Whether nothing was said yet that could name the session.
  private var isUntitled = true
  /// The database's numbers of edits by the session's.
  private var rows: [Int: Int64] = [:]

  /// Makes a recorder.
  ///
  /// - Parameters:
  ///   - store: Where to.
  ///   - session: A session to go on with; nil begins another.
  ///   - clock: The time in seconds since 1970; the system's unless a test says otherwise.
  /// - Throws: `SessionError` where the session cannot be read.
  public init(
    store: SessionStore, resuming session: Int64? = nil,
    clock: @escaping @Sendable () -> Double = SessionRecorder.systemTime
  ) throws(SessionError) {
    self.store = store
    self.session = session
    self.clock = clock
    guard let session else { return }
    isUntitled = false
    for (index, row) in try store.editRows(of: session).enumerated() { rows[index + 1] = row }
  }

  /// Adds what happened, all of it or nothing.
  ///
  /// - Parameter events: What happened, in order.
  /// - Throws: `SessionError`; the same events may be tried again.
  public mutating func record(_ events: [SessionEvent]) throws(SessionError) {
    guard !events.isEmpty else { return }
    let time = clock()
    let before = self
    // What the transaction takes back must not be thought to be there.
    self = try store.write { database in
      var after = before
      let session = try after.beginSession(at: time, database)
      for event in events { try after.record(event, in: session, at: time, database) }
      try database.execute(
        sql: "UPDATE session SET updated = ? WHERE id = ?", arguments: [time, session])
      return after
    }
  }

  private mutating func beginSession(at time: Double, _ database: Database) throws -> Int64 {
    if let session {
      let isThere = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM session WHERE id = ?)", arguments: [session])
      if isThere == true { return session }
      // Somebody deleted it meanwhile: what comes is a session of its own.
      rows = [:]
    }
    isUntitled = true
    try database.execute(
      sql: "INSERT INTO session (title, created, updated) VALUES (?, ?, ?)",
      arguments: [SessionTitle.untitled, time, time])
    session = database.lastInsertedRowID
    return database.lastInsertedRowID
  }

  private mutating func record(
    _ event: SessionEvent, in session: Int64, at time: Double, _ database: Database
  ) throws {
    switch event {
    case .texts(let context, let answer, let source):
      _ = try setTexts(context, answer, source, in: session, at: time, database)
    case .draft(let draft):
      try database.execute(
        sql: "UPDATE session SET draft = ?, draft_kind = ? WHERE id = ?",
        arguments: [draft?.text, draft?.kind.rawValue, session])
    case .edit(let edit):
      if let row = rows[edit.number] { return try edit.update(row, database) }
      let texts = try setTexts(
        edit.context, edit.answer, edit.source, in: session, at: time, database)
      rows[edit.number] = try edit.insert(
        in: session, parent: edit.parent.flatMap { rows[$0] }, context: texts.context,
        answer: texts.answer, at: time, database)
    case .verdict(let verdict):
      guard let row = rows[verdict.edit] else { return }
      try verdict.insert(edit: row, at: time, database)
    }
  }

  /// Makes these the texts that the session goes on with.
  private mutating func setTexts(
    _ context: String, _ answer: String, _ source: String, in session: Int64, at time: Double,
    _ database: Database
  ) throws -> (context: Int64, answer: Int64) {
    let contextRow = try RecordedText.row(
      .context, context, source: "", in: session, at: time, database)
    let answerRow = try RecordedText.row(
      .answer, answer, source: source, in: session, at: time, database)
    try database.execute(
      sql: "UPDATE session SET context = ?, answer = ? WHERE id = ?",
      arguments: [contextRow, answerRow, session])
    if isUntitled {
      let title = SessionTitle.make(context: context, answer: answer)
      isUntitled = title == SessionTitle.untitled
      try database.execute(
        sql: "UPDATE session SET title = ? WHERE id = ?", arguments: [title, session])
    }
    return (contextRow, answerRow)
  }

  /// The system's time in seconds since 1970.
  public static func systemTime() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
