import Alignment
import Glibc
import Storage
import Testing

@Suite struct `The catalog's file while the program runs` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var store: CatalogStore {
    CatalogStore(
      places: Places(
        environment: ["HOME": folder["home"]], home: nil, executablePath: nil,
        flags: Places.Flags(catalog: folder["list.json"])))
  }

  private static func file(_ label: String) -> String {
    """
    {"schema":1,"objectives":[{"id":"\(label)","label":"\(label)","description":"be \(label)"}]}
    """
  }

  @Test func `tells a change once, at the second look that finds the file the same`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    #expect(try watch.look() == nil)
    try folder.write(Self.file("quiet"), to: "list.json")
    #expect(try watch.look() == nil)
    #expect(try watch.look()?.catalog.objectives.map(\.id) == ["quiet"])
    #expect(try watch.look() == nil)
  }

  @Test func `sees a file that replaces another of the same size and time`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    try folder.write(Self.file("kind"), to: "other.json")
    var status = stat()
    #expect(stat(folder["list.json"], &status) == 0)
    var times = [status.st_atim, status.st_mtim]
    #expect(utimensat(AT_FDCWD, folder["other.json"], &times, 0) == 0)
    #expect(rename(folder["other.json"], folder["list.json"]) == 0)
    _ = try watch.look()
    #expect(try watch.look()?.catalog.objectives.map(\.id) == ["kind"])
  }

  @Test func `takes a file that is gone for a moment as no change`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    #expect(rename(folder["list.json"], folder["away.json"]) == 0)
    #expect(try watch.look() == nil)
    #expect(try watch.look() == nil)
    #expect(rename(folder["away.json"], folder["list.json"]) == 0)
    #expect(try watch.look() == nil)
    #expect(try watch.look() == nil)
  }

  @Test func `tells a broken file once, and the mended one again`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    try folder.write("{\n  \"schema\": 1,,\n}", to: "list.json")
    _ = try watch.look()
    let error = #expect(throws: StorageError.self) { try watch.look() }
    guard case .catalog(_, let mistake)? = error else {
      Issue.record("got \(String(describing: error))")
      return
    }
    #expect(mistake.line == 2)
    #expect(try watch.look() == nil)
    try folder.write(Self.file("mended"), to: "list.json")
    _ = try watch.look()
    #expect(try watch.look()?.catalog.objectives.map(\.id) == ["mended"])
  }

  @Test func `tells what was written between reading and watching`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let loaded = try store.load()
    try folder.write(Self.file("quiet"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: loaded)
    _ = try watch.look()
    #expect(try watch.look()?.catalog.objectives.map(\.id) == ["quiet"])
  }

  @Test func `saves again and again, and its own saves are no change`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    #expect(try watch.save(.builtIn) == folder["list.json"])
    #expect(try watch.look() == nil)
    #expect(try watch.look() == nil)
    #expect(try watch.save(.builtIn) == folder["list.json"])
    #expect(try store.load().catalog.objectives == ObjectiveCatalog.builtIn.objectives)
  }

  @Test func `saves over no change that was not told yet, and over it once it was`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    try folder.write(Self.file("quiet"), to: "list.json")
    for isTold in [false, true] {
      #expect(throws: StorageError.changed(path: folder["list.json"])) {
        try watch.save(.builtIn)
      }
      #expect(try store.load().catalog.objectives.map(\.id) == ["quiet"])
      #expect(try folder.names() == ["list.json"])
      #expect(try (watch.look() != nil) == isTold)
    }
    _ = try watch.save(.builtIn)
    #expect(try store.load().catalog.objectives == ObjectiveCatalog.builtIn.objectives)
  }

  @Test func `saves over no file that another program made where there was none`() throws {
    let store = CatalogStore(
      places: Places(
        environment: ["HOME": folder["home"]], home: nil, executablePath: nil,
        flags: Places.Flags()))
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    folder.makeFolder("home/.config/metaaligner")
    try folder.write(Self.file("calm"), to: "home/.config/metaaligner/objectives.json")
    #expect(
      throws: StorageError.changed(path: folder["home/.config/metaaligner/objectives.json"])
    ) { try watch.save(.builtIn) }
    _ = try watch.look()
    #expect(try watch.look()?.catalog.objectives.map(\.id) == ["calm"])
  }

  @Test func `makes the file anew where it was taken away`() throws {
    try folder.write(Self.file("calm"), to: "list.json")
    let watch = WatchedCatalog(store: store, loaded: try store.load())
    #expect(unlink(folder["list.json"]) == 0)
    _ = try watch.save(.builtIn)
    #expect(try store.load().catalog.objectives == ObjectiveCatalog.builtIn.objectives)
  }
}
