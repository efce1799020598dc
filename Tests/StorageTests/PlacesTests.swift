import Glibc
import Storage
import Testing

@Suite struct `Places of files` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// Places of a program installed as `<folder>/prefix/bin/metaaligner` for a user whose home is `<folder>/home`.
  private func places(
    _ environment: [String: String] = [:], flags: Places.Flags = Places.Flags(),
    executable: String = "prefix/bin/metaaligner"
  ) -> Places {
    Places(
      environment: environment.merging(["HOME": folder["home"]]) { own, _ in own }, home: nil,
      executablePath: folder[executable], flags: flags)
  }

  private func put(_ name: String) throws {
    folder.makeFolder(name.split(separator: "/").dropLast().joined(separator: "/"))
    try folder.write("{}", to: name)
  }

  @Test func `follow XDG`() {
    let ours = places([
      "XDG_CONFIG_HOME": "/c", "XDG_DATA_HOME": "/d/", "XDG_STATE_HOME": "/s",
      "XDG_CACHE_HOME": "/k",
    ])
    #expect(ours.configurationFolder == "/c/metaaligner")
    #expect(ours.dataFolder == "/d/metaaligner")
    #expect(ours.stateFolder == "/s/metaaligner")
    #expect(ours.cacheFolder == "/k/metaaligner")
  }

  @Test(arguments: ["", "relative", "./here", "~/x"])
  func `ignore an XDG value that is empty or relative`(value: String) {
    let ours = places([
      "XDG_CONFIG_HOME": value, "XDG_DATA_HOME": value, "XDG_STATE_HOME": value,
      "XDG_CACHE_HOME": value,
    ])
    #expect(ours.configurationFolder == folder["home/.config/metaaligner"])
    #expect(ours.dataFolder == folder["home/.local/share/metaaligner"])
    #expect(ours.stateFolder == folder["home/.local/state/metaaligner"])
    #expect(ours.cacheFolder == folder["home/.cache/metaaligner"])
  }

  @Test(arguments: [nil, "", "here"]) func `take the user database's home where HOME names none`(
    home: String?
  ) {
    let environment = home.map { ["HOME": $0] } ?? [:]
    let known = Places(environment: environment, home: "/home/ann", executablePath: nil)
    #expect(known.configurationFolder == "/home/ann/.config/metaaligner")
    let unknown = Places(environment: environment, home: nil, executablePath: nil)
    #expect(unknown.configurationFolder == nil)
    #expect(unknown.catalogForReading() == nil)
    #expect(throws: StorageError.noHomeFolder) { try unknown.catalogForWriting() }
  }

  @Test func `are searched in order`() throws {
    let executable = "checkout/.build/release/metaaligner"
    var ours: Places { places(executable: executable) }
    #expect(ours.catalogForReading() == nil)
    try put("checkout/Package.swift")
    try put("checkout/objectives.json")
    try put("checkout/models/default/config.json")
    #expect(ours.catalogForReading() == folder["checkout/objectives.json"])
    #expect(ours.defaultModel() == folder["checkout/models/default"])
    try put("checkout/.build/share/metaaligner/objectives.json")
    try put("checkout/.build/share/metaaligner/models/default/config.json")
    #expect(
      ours.catalogForReading() == folder["checkout/.build/share/metaaligner/objectives.json"])
    #expect(ours.defaultModel() == folder["checkout/.build/share/metaaligner/models/default"])
    try put("home/.config/metaaligner/objectives.json")
    try put("home/.local/share/metaaligner/models/default/config.json")
    #expect(ours.catalogForReading() == folder["home/.config/metaaligner/objectives.json"])
    #expect(ours.defaultModel() == folder["home/.local/share/metaaligner/models/default"])
    let environment = ["METAALIGNER_OBJECTIVES": "env.json", "METAALIGNER_MODEL": "env-model"]
    let named = places(environment, executable: executable)
    #expect(named.catalogForReading() == "env.json")
    #expect(named.defaultModel() == "env-model")
    let flagged = places(
      environment, flags: Places.Flags(catalog: "flag.json", model: "flag-model"))
    #expect(flagged.catalogForReading() == "flag.json")
    #expect(flagged.defaultModel() == "flag-model")
  }

  @Test func `take no folder for a checkout without a package`() throws {
    try put("checkout/objectives.json")
    #expect(places(executable: "checkout/bin/metaaligner").catalogForReading() == nil)
  }

  @Test func `write to the user's folder unless a file was named`() throws {
    try put("checkout/Package.swift")
    try put("checkout/objectives.json")
    let ours = places(executable: "checkout/.build/release/metaaligner")
    #expect(try ours.catalogForWriting() == folder["home/.config/metaaligner/objectives.json"])
    #expect(try places(["METAALIGNER_OBJECTIVES": "/e.json"]).catalogForWriting() == "/e.json")
    #expect(
      try places(flags: Places.Flags(catalog: "f.json")).catalogForWriting() == "f.json")
    #expect(
      try places(["METAALIGNER_OBJECTIVES": ""]).catalogForWriting()
        == folder["home/.config/metaaligner/objectives.json"])
  }

  @Test func `are all listed`() {
    let all = places().all
    #expect(all.map(\.label).count == Set(all.map(\.label)).count)
    #expect(all.contains { $0.path == folder["home/.cache/metaaligner"] })
    #expect(all.first?.path == nil)
  }

  @Test func `of this process are found`() {
    #expect(Places.current().configurationFolder?.hasSuffix("/metaaligner") == true)
  }
}
