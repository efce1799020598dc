import Alignment
import Glibc
import Storage
import TestSupport
import Testing

@Suite struct `The catalog's store` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func store(catalog: String? = nil) -> CatalogStore {
    CatalogStore(
      places: Places(
        environment: ["HOME": folder["home"]], home: nil, executablePath: nil,
        flags: Places.Flags(catalog: catalog)))
  }

  @Test func `has the program's own catalog where there is no file`() throws {
    let loaded = try store().load()
    #expect(loaded.path == nil)
    #expect(loaded.catalog == ObjectiveCatalog.builtIn)
  }

  @Test func `saves to the user's folder, makes it private, and reads it back`() throws {
    var catalog = ObjectiveCatalog.builtIn
    try catalog.add(Objective.parse(commandLine: "Calm: be calm"))
    let path = try store().save(catalog, over: nil).path
    #expect(path == folder["home/.config/metaaligner/objectives.json"])
    #expect(folder.mode(of: "home/.config/metaaligner") == 0o700)
    let loaded = try store().load()
    #expect(loaded.path == path)
    #expect(loaded.catalog.objectives == catalog.objectives)
  }

  @Test func `reports a mistake with the file and its place`() throws {
    try folder.write("{\n  \"schema\": 9,\n  \"objectives\": []\n}", to: "bad.json")
    let error = #expect(throws: StorageError.self) {
      try store(catalog: folder["bad.json"]).load()
    }
    guard case .catalog(let path, let mistake)? = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(path == folder["bad.json"])
    #expect(mistake.problem == .unsupportedSchema(found: 9, newest: 1))
    #expect(mistake.line == 2)
    #expect(mistake.column == 13)
  }

  @Test func `does not pass over a named file that is not there`() {
    #expect(throws: StorageError.failed(.open, path: folder["none.json"], errno: ENOENT)) {
      try store(catalog: folder["none.json"]).load()
    }
  }

  @Test(arguments: ["folder", "pipe"]) func `reads regular files only`(kind: String) {
    if kind == "folder" {
      folder.makeFolder("it")
    } else {
      mkfifo(folder["it"], 0o644)
    }
    #expect(throws: StorageError.notRegularFile(path: folder["it"])) {
      try store(catalog: folder["it"]).load()
    }
  }

  @Test func `reads no endless file`() throws {
    try folder.write(
      String(repeating: " ", count: CatalogStore.sizeLimit + 1), to: "long.json")
    #expect(
      throws: StorageError.tooLarge(path: folder["long.json"], limit: CatalogStore.sizeLimit)
    ) { try store(catalog: folder["long.json"]).load() }
  }

  @Test func `cannot make a folder where a file is`() throws {
    try folder.write("", to: "home")
    #expect(throws: StorageError.self) { try store().save(.builtIn, over: nil) }
  }
}
