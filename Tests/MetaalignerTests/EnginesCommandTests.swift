import Foundation
import Generation
import Glibc
import StrictJSON
import TestSupport
import Testing

@Suite("engines", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"))
struct EnginesCommandTests {
  /// A file with these engines, for as long as `body` runs.
  private func withEngines(_ engines: String, _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.path + "/engines-\(UUID().uuidString).json"
    try Data("{\"engines\": {\(engines)}}".utf8).write(to: URL(fileURLWithPath: path))
    defer { unlink(path) }
    try body(path)
  }

  private static func box(_ dialect: RemoteDialect, _ url: String) -> String {
    #""box": {"kind": "\#(dialect.rawValue)", "url": "\#(url)", "model": "stub"}"#
  }

  private static let align = [
    "align", "--context", "Human: Tea? Assistant:", "--answer", "No.", "--objectives", "harmless",
  ]

  @Test("lists them, and shows no key")
  func list() throws {
    let engines = #"""
      "box": {"kind": "vllm", "url": "https://box/v1", "model": "m", "keyVariable": "BOX_KEY"},
      "farm": {"pool": ["box"]}
      """#
    try withEngines(engines) { path in
      let environment = ["BOX_KEY": "sk-secret"]
      let text = try BuiltProgram.run(
        ["engines", "list", "--config", path], environment: environment)
      #expect(
        text.output == """
          box   vllm at https://box/v1, model m, key from BOX_KEY
          farm  pool of box

          """)
      let json = try BuiltProgram.run(
        ["engines", "list", "--json", "--config", path], environment: environment)
      let list = try JSONParser.parse(json.output.utf8)["engines"]?.arrayValue ?? []
      #expect(list.map { $0["name"]?.stringValue } == ["box", "farm"])
      #expect(!(text.output + json.output + text.errors).contains("sk-secret"))
    }
  }

  @Test("tries one of every kind", arguments: RemoteDialect.allCases)
  func test(dialect: RemoteDialect) throws {
    let server = try StubEngineServer(dialect)
    try withEngines(Self.box(dialect, server.url)) { path in
      let result = try BuiltProgram.run(["engines", "test", "box", "--json", "--config", path])
      #expect(result.status == 0, "\(result.errors)")
      let trial = try JSONParser.parse(result.output.utf8)["engines"]?.arrayValue?.first
      #expect(trial?["text"]?.stringValue == StubEngineServer.text)
      #expect(trial?["models"] == ["stub"])
      #expect(trial?["stop_reason"] == "eos")
      #expect(trial?["error"]?.isNull == true)
      let text = try BuiltProgram.run(["engines", "test", "box", "--config", path])
      #expect(text.output.contains("  text: " + StubEngineServer.text))
    }
  }

  @Test("says why one fails, and ends with 1")
  func failing() throws {
    let port = try LoopbackServer.unusedPort()
    try withEngines(#""box": {"url": "http://127.0.0.1:\#(port)", "model": "m"}"#) { path in
      let result = try BuiltProgram.run(["engines", "test", "box", "--config", path])
      #expect(result.status == 1)
      #expect(result.output.contains("  failed: engine 'box' (http://127.0.0.1:\(port)"))
      #expect(result.errors.contains("the engine 'box' failed its trial"))
    }
  }

  @Test(
    "makes aligned edits with one", arguments: RemoteDialect.allCases.filter(\.continuesPrompts))
  func align(dialect: RemoteDialect) throws {
    let server = try StubEngineServer(dialect, pieceSize: 5)
    try withEngines(Self.box(dialect, server.url)) { path in
      for flag in ["--model", "--engine"] {
        let result = try BuiltProgram.run(Self.align + [flag, "box", "--config", path])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output == StubEngineServer.text + "\n")
      }
      let dry = try BuiltProgram.run(Self.align + ["--dry-run"])
      let last = try JSONParser.parse(server.requests.last?.body ?? [])
      #expect(last["prompt"]?.stringValue == dry.output)
    }
  }

  @Test("makes them with a pool")
  func pool() throws {
    let server = try StubEngineServer(.vllm)
    let gone = try LoopbackServer.unusedPort()
    let engines = #"""
      "gone": {"kind": "vllm", "url": "http://127.0.0.1:\#(gone)", "model": "stub", "attempts": 1},
      "box": {"kind": "vllm", "url": "\#(server.url)", "model": "stub"},
      "farm": {"pool": ["gone", "box"]}
      """#
    try withEngines(engines) { path in
      let result = try BuiltProgram.run(Self.align + ["--model", "farm", "--config", path])
      #expect(result.status == 0, "\(result.errors)")
      #expect(result.output == StubEngineServer.text + "\n")
    }
  }

  @Test(
    "mistakes end with 2 and a hint",
    arguments: [
      (["--model", "bxo"], "there is no model 'bxo'", "Did you mean 'box'?"),
      (["--engine", "/tmp"], "there is no model '/tmp'", "The engines are box."),
      (["--model", "box", "--adapter", "/tmp"], "an adapter changes a model", "--adapter"),
      (["--model", "box", "--sampling", "checkpoint"], "--sampling checkpoint reads", "--top-p"),
      (["--model", "box"], "it answers dialogues and continues no prompts", "--policy"),
    ])
  func mistakes(flags: [String], message: String, hint: String) throws {
    try withEngines(#""box": {"kind": "anthropic", "url": "http://localhost:1", "model": "m"}"#) {
      let result = try BuiltProgram.run(Self.align + flags + ["--config", $0])
      #expect(result.status == 2)
      #expect(result.errors.contains(message), "\(result.errors)")
      #expect(result.errors.contains(hint), "\(result.errors)")
    }
  }
}
