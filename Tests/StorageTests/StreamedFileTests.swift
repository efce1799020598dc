import Storage
import TestSupport
import Testing

@Suite("A streamed file")
struct StreamedFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test("takes the place of the other at its end, and not before")
  func commit() throws {
    try folder.write("old".utf8, to: "file")
    let file = try StreamedFile(replacing: folder["file"])
    let piece = [UInt8](repeating: 7, count: 100_000)
    for _ in 0..<5 { try file.write(piece) }
    #expect(try folder.text(of: "file") == "old")
    try file.commit()
    #expect(try folder.bytes(of: "file") == [UInt8](repeating: 7, count: 500_000))
    #expect(try folder.names() == ["file"])
  }

  @Test("leaves nothing behind where it does not come to its end")
  func abandoned() throws {
    do {
      let file = try StreamedFile(replacing: folder["file"])
      try file.write([1, 2, 3])
    }
    #expect(try folder.names().isEmpty)
  }

  @Test("is refused where a folder is in its place")
  func folderInPlace() throws {
    #expect(throws: StorageError.notRegularFile(path: folder.path)) {
      _ = try StreamedFile(replacing: folder.path)
    }
  }
}
