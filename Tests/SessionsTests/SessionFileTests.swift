import Glibc
import Sessions
import Testing

@Suite("The database's file")
struct SessionFileTests {
  private let folder: String

  init() throws {
    var template = Array("/tmp/metaaligner-sessions-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    folder = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  private var path: String { folder + "/sessions.sqlite" }

  private func clean() {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
    rmdir(folder)
  }

  @Test("Only the user can read it, and two programs can have it open")
  func shares() throws {
    defer { clean() }
    let one = try SessionStore(path: path)
    let other = try SessionStore(path: path)
    var first = try SessionRecorder(store: one)
    var second = try SessionRecorder(store: other)
    for _ in 0..<3 {
      try first.record([.edit(SessionFixture.edit())])
      try second.record([.edit(SessionFixture.edit())])
    }
    #expect(try one.list().count == 2)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test("Deleted words are not left in the file")
  func forgets() throws {
    defer { clean() }
    let store = try SessionStore(path: path)
    var recorder = try SessionRecorder(store: store)
    try recorder.record([.edit(SessionFixture.edit(text: "zanzibar"))])
    try store.emptyLog()
    #expect(try contents().contains("zanzibar"))
    try store.delete(#require(recorder.session))
    #expect(try !contents().contains("zanzibar"))
  }

  @Test("A file that is no database is an error, and stays as it is")
  func refuses() throws {
    defer { clean() }
    let file = try #require(fopen(path, "w"))
    fputs(String(repeating: "not a database\n", count: 100), file)
    fclose(file)
    #expect {
      _ = try SessionStore(path: path)
    } throws: { error in
      if case .database(path, 26, _) = error as? SessionError { true } else { false }
    }
    #expect(throws: SessionError.fileAccess(path: "/nowhere/s", errorNumber: ENOENT)) {
      try SessionStore(path: "/nowhere/s")
    }
  }

  private func contents() throws -> String {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
