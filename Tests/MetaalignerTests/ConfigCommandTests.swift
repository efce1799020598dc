import Foundation
import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("config and man", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct ConfigCommandTests {
  /// A file of this content, for as long as `body` runs.
  private func withFile(_ content: String, _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.path + "/config-\(UUID().uuidString).json"
    try Data(content.utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    try body(path)
  }

  @Test("shows every setting with its value and who set it")
  func shows() throws {
    try withFile(#"{"threads": 3}"#) { path in
      let result = try BuiltProgram.run(
        ["config", "show", "--json", "--config", path],
        environment: ["METAALIGNER_THEME": "paper"])
      let settings = try #require(try JSONParser.parse(result.output.utf8)["settings"]?.arrayValue)
      func setting(_ name: String) -> JSONValue? {
        settings.first { $0["name"]?.stringValue == name }
      }
      #expect(setting("threads")?["value"] == 3)
      #expect(setting("threads")?["source"] == "file")
      #expect(setting("theme")?["source"] == "environment")
      #expect(setting("mouse")?["source"] == "default")
    }
  }

  @Test("every setting is in the documentation")
  func documented() throws {
    let names = try BuiltProgram.run(["config", "show"]).output.split(separator: "\n")
      .filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: " ").first }
    let page = String(
      decoding: try fileBytes(SharedFolder.packageRoot + "/docs/configuration.md"), as: UTF8.self)
    #expect(names.count > 15)
    for name in names { #expect(page.contains("`\(name)`"), "\(name)") }
  }

  @Test("edits the file and says what is wrong with it afterwards")
  func edits() throws {
    try withFile("{}") { path in
      let result = try BuiltProgram.run(
        ["config", "edit", "--config", path],
        environment: ["VISUAL": #"printf '{"mouse": 3}' > "$1"; true"#])
      #expect(result.status == 2)
      #expect(result.errors.contains("\(path):1:11: mouse must be a boolean, not a number"))
    }
  }

  @Test(
    "mistakes end with 2, with line and column and a guess",
    arguments: [
      (#"{"keys": {"edit.agian": "x"}}"#, ":1:25: no action is called 'edit.agian'"),
      (#"{"keys": {"edit.again": "hyper-x"}}"#, ":1:25: no key is called 'hyper-x'"),
      (#"{"theme": "drak"}"#, ":1:11: no theme is called 'drak'"),
      (#"{"frameRate": 0}"#, ":1:15: frameRate must be a whole number from 1 to 120"),
    ])
  func mistakes(content: String, sentence: String) throws {
    try withFile(content) { path in
      let result = try BuiltProgram.run(["chat", "--config", path])
      #expect(result.status == 2)
      #expect(result.errors.contains(path + sentence))
    }
  }

  @Test("the manual has every command, key and setting")
  func manual() throws {
    let page = try BuiltProgram.run(["man"]).output
    #expect(page.hasPrefix(".TH \"METAALIGNER\" \"1\""))
    for part in [
      ".SS \"metaaligner align\"", "\\fB\\-\\-objectives\\fR \\fInames\\fR", ".SH \"KEYS\"",
      "\\fBframeRate\\fR", "\\fBMETAALIGNER_FRAME_RATE\\fR",
    ] {
      #expect(page.contains(part), "\(part)")
    }
    // A line of text that begins with a dot would be taken for a request.
    let requests = Set(
      page.split(separator: "\n").filter { $0.hasPrefix(".") }.compactMap {
        $0.split(separator: " ").first
      })
    #expect(requests == [".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi"])
  }
}
