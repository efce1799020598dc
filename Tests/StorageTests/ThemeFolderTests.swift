import Storage
import Testing

@Suite struct `A folder of themes` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func `is read in the order of names, and other files are left alone`() throws {
    try folder.write("{}", to: "b.json")
    try folder.write("{", to: "a.json")
    try folder.write("", to: "notes.txt")
    try folder.write("", to: ".hidden.json")
    folder.makeFolder("c.json")
    let files = try ThemeFolder(folder.path).files()
    #expect(files.map(\.name) == ["a", "b", "c"])
    #expect(try files[1].content.get() == Array("{}".utf8))
    #expect(throws: StorageError.notRegularFile(path: folder["c.json"])) {
      try files[2].content.get()
    }
  }

  @Test func `need not be there`() throws {
    #expect(try ThemeFolder(folder["none"]).files().isEmpty)
  }
}
