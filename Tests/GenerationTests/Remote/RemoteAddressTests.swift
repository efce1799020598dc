import Glibc
import Testing

@testable import Generation

@Suite struct `The address of a server` {
  @Test(arguments: [
    ("http://localhost:8000/v1", "http://localhost:8000", "/v1"),
    ("http://localhost:8000", "http://localhost:8000", "/v1"),
    ("http://localhost:8000/", "http://localhost:8000", "/v1"),
    ("HTTPS://Example.com/V1//", "https://example.com/V1", "/v1"),
    ("https://openrouter.ai/api/v1", "https://openrouter.ai/api", "/v1"),
    ("https://h/v1beta", "https://h", "/v1beta"), ("http://[::1]:80/x", "http://[::1]:80/x", "/v1"),
  ])
  func `may end in the version or not`(text: String, root: String, version: String) throws {
    let address = try RemoteAddress(text)
    #expect(address.url(.root("/health")) == root + "/health")
    #expect(address.url(.version("/models")) == root + version + "/models")
  }

  @Test(arguments: [
    "", "localhost:8000", "ftp://h", "http://", "http:///v1", "http://user:secret@h",
    "http://h?key=1",
    "http://h#x", "http://h:0", "http://h:99999", "http://h:x", "http://[::1", "http://[::1]x",
    "http://h\r\nX: y", "http://hö", "http://:80", "http://h\\@g",
  ])
  func `is refused where it is none, or has something secret in it`(text: String) {
    #expect(throws: RemoteProblem.invalidAddress) { try RemoteAddress(text) }
  }

  @Test(arguments: [
    ("http://localhost", true), ("http://127.0.0.1:80", true), ("http://[::1]", true),
    ("http://a.localhost", true), ("http://127.0.0.1.nip.io", false), ("http://127.1", false),
    ("http://10.0.0.1", false), ("http://localhost.example.com", false),
  ])
  func `is this machine or another one`(text: String, isLoopback: Bool) throws {
    #expect(try RemoteAddress(text).isLoopback == isLoopback)
  }
}

@Suite struct `A key` {
  private func write(_ text: String, mode: mode_t) throws -> String {
    var template = Array("/tmp/metaaligner-key-XXXXXX".utf8CString)
    let file = mkstemp(&template)
    try #require(file >= 0)
    defer { close(file) }
    #expect(Glibc.write(file, text, text.utf8.count) == text.utf8.count)
    fchmod(file, mode)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  @Test func `comes from a variable`() throws {
    let source = SecretSource.environment(name: "KEY")
    #expect(try source.read { $0 == "KEY" ? "abc" : nil }?.headerValue == "abc")
    #expect(throws: RemoteProblem.keyVariableUnset(name: "KEY")) { try source.read { _ in "" } }
    #expect(try SecretSource.none.read { _ in "abc" } == nil)
  }

  @Test func `comes from a file that only its owner may read`() throws {
    let path = try write("abc\n", mode: 0o600)
    defer { unlink(path) }
    #expect(try SecretSource.file(path: path).read { _ in nil }?.headerValue == "abc")
    chmod(path, 0o640)
    #expect(throws: RemoteProblem.keyFileOpenToOthers(path: path, mode: 0o640)) {
      try SecretSource.file(path: path).read { _ in nil }
    }
    #expect(throws: RemoteProblem.keyFileUnreadable(path: "/none", errorNumber: ENOENT)) {
      try SecretSource.file(path: "/none").read { _ in nil }
    }
  }

  @Test(arguments: [" ", "a b", "a\r\nX: y", "é", "a\u{0}"])
  func `has only what a header may carry`(text: String) {
    #expect(throws: RemoteProblem.malformedKey) { try Secret(Array(text.utf8)) }
  }

  @Test func `shows itself nowhere`() throws {
    let secret = try Secret(Array("sk-12345".utf8))
    var dumped = ""
    dump(secret, to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), "\([secret])", dumped] {
      #expect(!text.contains("12345"))
    }
  }
}
