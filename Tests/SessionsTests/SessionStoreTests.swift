import Glibc
import Sessions
import Synchronization
import Testing

@Suite("Sessions in the database")
struct SessionStoreTests {
  private let store: SessionStore

  init() throws {
    store = try SessionStore()
  }

  @Test("An edit comes back with everything that makes it")
  func keepsEdits() throws {
    var recorder = try SessionRecorder(store: store) { 12.5 }
    let edit = SessionFixture.edit()
    try recorder.record([.edit(edit)])
    let session = try store.session(#require(recorder.session))
    var expected = edit
    expected.created = 12.5
    #expect(session.edits == [expected])
    #expect(session.context == SessionFixture.context)
    #expect(session.answer == SessionFixture.answer)
    #expect(session.source == "pasted")
    #expect(session.summary.title == "How do I sleep before an exam?")
    #expect(session.summary.created == 12.5)
  }

  @Test("A growing edit is one edit, and its last report counts")
  func grows() throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([.edit(SessionFixture.edit(text: "Go", isEnded: false))])
    try recorder.record([.edit(SessionFixture.edit(text: "Go to bed", isEnded: false))])
    let growing = try store.session(#require(recorder.session))
    #expect(growing.edits.map(\.text) == ["Go to bed"])
    #expect(growing.edits[0].ending == nil)
    try recorder.record([.edit(SessionFixture.edit())])
    #expect(try store.session(#require(recorder.session)).edits[0].ending?.reason == "eos")
  }

  @Test("An edit of an edit knows its parent, in a resumed session too")
  func keepsParents() throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([.edit(SessionFixture.edit(1))])
    var resumed = try SessionRecorder(store: store, resuming: recorder.session)
    let first = SessionFixture.edit().text
    try resumed.record([.edit(SessionFixture.edit(2, parent: 1, answer: first, text: "Go."))])
    let session = try store.session(#require(resumed.session))
    #expect(session.edits.map(\.parent) == [nil, 1])
    #expect(session.edits.map(\.number) == [1, 2])
    #expect(session.answer == first)
  }

  @Test("Texts, a draft and a verdict are kept without an edit being made anew")
  func keepsTexts() throws {
    var recorder = try SessionRecorder(store: store)
    let draft = SessionDraft(kind: .answer, text: "Half a sent")
    let verdict = RecordedVerdict(
      edit: 1, changes: [.init(removed: ". Do", added: ", and do", isAccepted: false)],
      merged: SessionFixture.answer)
    try recorder.record([SessionFixture.texts(), .draft(draft), .edit(SessionFixture.edit())])
    try recorder.record([.verdict(verdict), SessionFixture.texts(answer: "Other")])
    let session = try store.session(#require(recorder.session))
    #expect(session.draft == draft)
    #expect(session.answer == "Other")
    #expect(session.verdicts.map(\.changes) == [verdict.changes])
    #expect(session.verdicts.map(\.merged) == [verdict.merged])
    try recorder.record([.draft(nil)])
    #expect(try store.session(#require(recorder.session)).draft == nil)
  }

  @Test("The session that was worked on last is listed first")
  func lists() throws {
    let time = Mutex(1.0)
    let clock: @Sendable () -> Double = { time.withLock { $0 } }
    var first = try SessionRecorder(store: store, clock: clock)
    var second = try SessionRecorder(store: store, clock: clock)
    try first.record([SessionFixture.texts()])
    time.withLock { $0 = 2 }
    try second.record([.texts(context: "", answer: "", source: "")])
    #expect(try store.list().map(\.title) == ["Untitled", "How do I sleep before an exam?"])
    time.withLock { $0 = 3 }
    try first.record([.edit(SessionFixture.edit())])
    let listed = try store.list()
    #expect(listed.map(\.id) == [first.session, second.session])
    #expect(listed.map(\.editCount) == [1, 0])
    #expect(try store.list(limit: 1).count == 1)
  }

  @Test(
    "A search finds beginnings of words, without accents, signs taken as they are",
    arguments: [
      ("coffee", true), ("COFF bed", true), ("exam", true), ("offee", false), ("tea", false),
      ("résumé", true), ("RESUME", true), ("眠れない", true), ("眠る", false), ("\"bed early\"", true),
      ("100%", true), ("100_", true), ("眠_い", false), ("夜_れない", false), ("' OR 1", false),
      ("*", false), ("(", false),
      ("NEAR", false), ("  ", true),
    ])
  func searches(query: String, isFound: Bool) throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([
      .edit(SessionFixture.edit(text: "Drink 100% no coffee. Résumé: 夜眠れないとき。"))
    ])
    let found = try store.list(matching: query)
    #expect(found.count == (isFound ? 1 : 0))
  }

  @Test("A search shows where, and follows what grew and what was deleted")
  func excerpts() throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([.edit(SessionFixture.edit(text: "Warm milk", isEnded: false))])
    try recorder.record([.edit(SessionFixture.edit(text: "Warm milk and honey"))])
    #expect(try store.list(matching: "honey").first?.excerpt == "Warm milk and honey")
    try store.delete(#require(recorder.session))
    #expect(try store.list(matching: "honey").isEmpty)
    #expect(try store.list().isEmpty)
  }

  @Test("A renamed session keeps its name; what is not there is an error")
  func renames() throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([SessionFixture.texts()])
    let id = try #require(recorder.session)
    try store.rename(id, to: "Sleep")
    try recorder.record([SessionFixture.texts(answer: "Other")])
    #expect(try store.list().map(\.title) == ["Sleep"])
    #expect(try store.list(matching: "slee").count == 1)
    #expect(throws: SessionError.noSuchSession(id: 99)) { try store.rename(99, to: "x") }
    #expect(throws: SessionError.noSuchSession(id: 99)) { try store.delete(99) }
    #expect(throws: SessionError.noSuchSession(id: 99)) { try store.session(99) }
  }

  @Test("What comes after its session was deleted begins another, under a new number")
  func survivesDeletion() throws {
    var recorder = try SessionRecorder(store: store)
    try recorder.record([.edit(SessionFixture.edit())])
    let old = try #require(recorder.session)
    try store.delete(old)
    try recorder.record([.edit(SessionFixture.edit(text: "Go."))])
    let new = try #require(recorder.session)
    #expect(new > old)
    #expect(try store.session(new).edits.map(\.text) == ["Go."])
  }
}
