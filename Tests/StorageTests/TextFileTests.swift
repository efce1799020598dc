import Glibc
import Storage
import Testing

@Suite("Texts from files")
struct TextFileTests {
  /// A file with these bytes in a folder of its own.
  private static func file(_ bytes: [UInt8], in folder: TemporaryFolder) throws -> String {
    let path = folder.path + "/text"
    try AtomicFile.write(bytes, to: path)
    return path
  }

  @Test(
    "are what is in the file, without a byte-order mark",
    arguments: [
      ([], ""), (Array("a\n\u{E9}\0".utf8), "a\n\u{E9}\0"), ([0xEF, 0xBB, 0xBF, 0x61], "a"),
    ] as [([UInt8], String)])
  func content(bytes: [UInt8], text: String) throws {
    let folder = try TemporaryFolder()
    #expect(try TextFile.read(Self.file(bytes, in: folder)) == text)
  }

  @Test("name the line that is not UTF-8")
  func notUTF8() throws {
    let folder = try TemporaryFolder()
    let path = try Self.file([0x61, 0x0A, 0xC3, 0x28, 0x0A, 0xFF], in: folder)
    #expect(throws: StorageError.notUTF8(path: path, line: 2)) { try TextFile.read(path) }
  }

  @Test("are refused beyond the limit")
  func limit() throws {
    let folder = try TemporaryFolder()
    let path = try Self.file([], in: folder)
    #expect(truncate(path, TextFile.byteLimit + 1) == 0)
    #expect(throws: StorageError.tooLarge(path: path, limit: TextFile.byteLimit)) {
      try TextFile.read(path)
    }
  }

  @Test("are in no folder and no device", arguments: ["/", "/dev/zero"], [false, true])
  func kinds(path: String, acceptsPipes: Bool) {
    #expect(throws: StorageError.notRegularFile(path: path)) {
      try TextFile.read(path, acceptsPipes: acceptsPipes)
    }
  }

  @Test("are in a pipe only where pipes are accepted")
  func pipes() throws {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    #expect(write(ends[1], "from a pipe", 11) == 11)
    close(ends[1])
    defer { close(ends[0]) }
    let path = "/dev/fd/\(ends[0])"
    #expect(throws: StorageError.notRegularFile(path: path)) { try TextFile.read(path) }
    #expect(try TextFile.read(path, acceptsPipes: true) == "from a pipe")
  }

  @Test("have no path with a NUL, which the system would cut")
  func nul() {
    #expect(throws: StorageError.failed(.open, path: "/etc/passwd\0x", errno: EINVAL)) {
      try TextFile.read("/etc/passwd\0x")
    }
  }
}
