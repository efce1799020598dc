import Glibc
import Storage
import StrictJSON
import TestSupport
import Testing

@Suite struct `The settings` {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func store(
    _ environment: [String: String] = [:], configuration: String? = nil
  ) -> SettingsStore {
    SettingsStore(
      places: Places(
        environment: environment.merging(["HOME": folder["home"]]) { $1 }, home: nil,
        executablePath: nil, flags: Places.Flags(configuration: configuration)))
  }

  private func content(_ name: String) throws -> String {
    String(decoding: try fileBytes(folder[name]), as: UTF8.self)
  }

  /// The mistake that a file of this content makes.
  private func mistake(in content: String) throws -> SettingsError? {
    try folder.write(content, to: "c.json")
    let error = #expect(throws: StorageError.self) {
      try store(configuration: folder["c.json"]).load()
    }
    guard case .settings(let mistake)? = error else { return nil }
    return mistake
  }

  @Test func `are the program's own where nobody says anything`() throws {
    let settings = try store().load()
    #expect(settings.path == folder["home/.config/metaaligner/config.json"])
    for name in SettingName.allCases {
      #expect(settings.source(of: name) == .program)
      #expect(settings.value(name) == name.fallback)
    }
  }

  @Test func `are taken from the flag, the environment, the file, in this order`() throws {
    try folder.write(
      #"{"theme": "paper", "mouse": false, "threads": 3, "frameRate": 60}"#, to: "c.json")
    var settings = try store(
      ["METAALIGNER_THEME": "dusk", "METAALIGNER_FRAME_RATE": "20", "METAALIGNER_MOUSE": ""],
      configuration: folder["c.json"]
    ).load()
    settings.override(.frameRate, with: 10)
    settings.override(.theme, with: nil)
    #expect(settings.text(.theme) == "dusk")
    #expect(settings.source(of: .theme) == .environment("METAALIGNER_THEME"))
    #expect(settings.whole(.frameRate) == 10)
    #expect(settings.source(of: .frameRate) == .flag)
    #expect(!settings.flag(.mouse))
    #expect(settings.whole(.threads) == 3)
    #expect(settings.source(of: .threads) == .file)
  }

  @Test(arguments: [("yes", true), ("0", false), ("ON", true), ("false", false)])
  func `read yes and no from the environment`(text: String, value: Bool) throws {
    #expect(try store(["METAALIGNER_HISTORY": text]).load().flag(.history) == value)
  }

  @Test func `keep what they do not know, and say where it stands`() throws {
    try folder.write("{\n  \"them\": \"light\",\n  \"schema\": 1\n}", to: "c.json")
    let store = store(configuration: folder["c.json"])
    let unknown = try store.load().unknownMembers
    #expect(unknown.map(\.name) == ["them"])
    #expect(unknown.first?.place == .file(path: folder["c.json"], line: 2, column: 11))
    try store.set(.theme, to: "dusk")
    #expect(
      try content("c.json")
        == "{\n  \"them\": \"light\",\n  \"schema\": 1,\n  \"theme\": \"dusk\"\n}\n")
    try store.set(.theme, to: "dark")
    #expect(try store.load().text(.theme) == "dark")
  }

  @Test func `are saved to a private file in the user's folder`() throws {
    let path = try store().set(.theme, to: "dusk")
    #expect(path == folder["home/.config/metaaligner/config.json"])
    #expect(folder.mode(of: "home/.config/metaaligner/config.json") == 0o600)
    #expect(try store().load().text(.theme) == "dusk")
    #expect(try store().makeFile() == path)
    #expect(try store().load().text(.theme) == "dusk")
  }

  @Test(
    arguments: [
      (
        "{\n\"mouse\": 1}",
        SettingsError.Problem.wrongType(
          setting: "mouse", expected: .boolean, found: .number), 2, 10
      ),
      ("{\"threads\": 0}", .outOfRange(setting: "threads", range: 1...256), 1, 13),
      ("{\"threads\": 1.5}", .outOfRange(setting: "threads", range: 1...256), 1, 13),
      (
        "{\"color\": \"pink\"}",
        .notAChoice(
          setting: "color", value: "pink",
          choices: ["auto", "always", "never", "16", "256", "truecolor"]), 1, 11
      ),
      ("{\"theme\": \" \"}", .blank(setting: "theme"), 1, 11),
      (
        "{\"keys\": {\"a.b\": [1]}}",
        .wrongType(setting: "keys", expected: .string, found: .number), 1, 19
      ),
      ("{\"mouse\": true,}", .notJSON(.unexpectedByte(0x7D)), 1, 16),
      ("[]", .wrongType(setting: "the file", expected: .object, found: .array), 1, 1),
    ])
  func `say what is wrong and where`(
    content: String, problem: SettingsError.Problem, line: Int, column: Int
  ) throws {
    let mistake = try mistake(in: content)
    #expect(mistake?.problem == problem)
    #expect(mistake?.place == .file(path: folder["c.json"], line: line, column: column))
  }

  @Test func `name the variable that is wrong`() {
    #expect(
      throws: StorageError.settings(
        SettingsError(
          .outOfRange(setting: "frameRate", range: 1...120),
          at: .variable("METAALIGNER_FRAME_RATE")))
    ) { try store(["METAALIGNER_FRAME_RATE": "500"]).load() }
  }

  @Test func `are not saved over a file that cannot be read`() throws {
    try folder.write("{oops", to: "c.json")
    let store = store(configuration: folder["c.json"])
    #expect(throws: StorageError.self) { try store.set(.theme, to: "dusk") }
    #expect(try content("c.json") == "{oops")
  }

  @Test func `must be there where a flag or a variable names them`() {
    #expect(throws: StorageError.failed(.open, path: folder["none.json"], errno: ENOENT)) {
      try store(configuration: folder["none.json"]).load()
    }
    #expect(throws: StorageError.self) {
      try store(["METAALIGNER_CONFIG": folder["none.json"]]).load()
    }
  }

  @Test func `give keys as one name or several`() throws {
    try folder.write(#"{"keys": {"b.c": "f5", "a.b": ["x", "ctrl-y"], "c.d": []}}"#, to: "c.json")
    let keys = try store(configuration: folder["c.json"]).load().keys
    #expect(keys.map(\.action) == ["b.c", "a.b", "c.d"])
    #expect(keys.map(\.keys) == [["f5"], ["x", "ctrl-y"], []])
  }

  @Test(arguments: SettingName.allCases) func `are each described`(name: SettingName) {
    #expect(name.sentence.hasSuffix("."))
    if let variable = name.variable { #expect(variable.hasPrefix("METAALIGNER_")) }
  }
}
