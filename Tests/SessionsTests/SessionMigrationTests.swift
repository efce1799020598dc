import GRDB
import Glibc
import Testing

@testable import Sessions

@Suite("A database of an older program")
struct SessionMigrationTests {
  private let folder: String

  init() throws {
    var template = Array("/tmp/metaaligner-migration-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  private var path: String { folder + "/sessions.sqlite" }

  /// Writes what the first version wrote: a session with one edit.
  private func writeFirstVersion() throws {
    let queue = try DatabaseQueue(path: path)
    try SessionSchema.migrator.migrate(queue, upTo: "1 sessions, texts, edits, verdicts")
    try queue.write { database in
      try database.execute(
        sql: """
          INSERT INTO session VALUES (3, 'Sleep', 1, 2, 1, 2, NULL, NULL);
          INSERT INTO text VALUES
            (1, 3, 'context', 'Human: Sleep?', '', 1), (2, 3, 'answer', 'Go to bed.', 'pasted', 1);
          INSERT INTO edit VALUES (
            1, 3, NULL, 1, 2, 'You are …', 0, '[]', 'HH-RLHF', 'better', 'raw',
            '{"repetition_penalty": 1}', NULL, 64, '[]', 'tiny', '/models/tiny', 'Go early.', 'eos',
            9, 3, 0.25, 0.5, 1);
          """)
    }
    try queue.close()
  }

  @Test("It is brought up to date; what its edits do not say is not made up")
  func migrates() throws {
    defer {
      for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
      rmdir(folder)
    }
    try writeFirstVersion()
    let store = try SessionStore(path: path)
    let edit = try #require(store.session(3).edits.first)
    #expect(edit.text == "Go early.")
    #expect(edit.modelRevision == nil)
    #expect(edit.trimsContext)
    var recorder = try SessionRecorder(store: store, resuming: 3)
    try recorder.record([.edit(SessionFixture.edit(2))])
    let edits = try store.session(3).edits
    #expect(edits.map(\.modelRevision) == [nil, SessionFixture.edit().modelRevision])
    #expect(try store.list(matching: "early").count == 1)
  }
}
