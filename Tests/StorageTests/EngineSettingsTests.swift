import Generation
import HTTPClient
import Storage
import TestSupport
import Testing

@Suite struct `The engines of the configuration` {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ engines: String) throws -> Settings {
    try folder.write("{\"engines\": \(engines)}", to: "c.json")
    let places = Places(
      environment: ["HOME": folder["home"]], home: nil, executablePath: nil,
      flags: Places.Flags(configuration: folder["c.json"]))
    return try SettingsStore(places: places).load()
  }

  @Test func `are read in their order`() throws {
    let engines = try load(
      """
      {
        "box": {"url": "http://box:8000/v1", "kind": "vllm", "model": "m", "contextLength": 2048,
          "family": "HH-RLHF", "promptFormat": "vicuna", "objectives": ["harmless"],
          "keyVariable": "BOX_KEY", "timeout": 30, "attempts": 2, "reusePrompts": true,
          "insecure": true},
        "here": {"kind": "ollama"},
        "farm": {"pool": ["box", "here"]}
      }
      """
    ).engines
    var box = RemoteEngineConfiguration(
      name: "box", url: "http://box:8000/v1", dialect: .vllm, model: "m",
      key: .environment(name: "BOX_KEY"))
    box.contextLength = 2048
    box.family = "HH-RLHF"
    box.promptFormat = "vicuna"
    box.trainedObjectives = ["harmless"]
    box.timeouts.idle = .seconds(30)
    box.retry.attempts = 2
    box.reusesPrompts = true
    box.allowsInsecure = true
    let here = RemoteEngineConfiguration(
      name: "here", url: "http://localhost:11434", dialect: .ollama)
    #expect(
      engines == [
        EngineSetting(name: "box", kind: .remote(box)),
        EngineSetting(name: "here", kind: .remote(here)),
        EngineSetting(name: "farm", kind: .pool(["box", "here"])),
      ])
  }

  @Test(arguments: [
    ("[]", "wrongType"), (#"{"a": 1}"#, "wrongType"), (#"{"a": {"urll": "x"}}"#, "unknownName"),
    (#"{"a": {"kind": "vLLM"}}"#, "notAChoice"), (#"{"a": {"url": " "}}"#, "blank"),
    (#"{" ": {}}"#, "blank"), (#"{"a": {"contextLength": 1}}"#, "outOfRange"),
    (#"{"a": {"keyVariable": "A", "keyFile": "b"}}"#, "contradiction"),
    (#"{"a": {"pool": ["b"]}}"#, "unknownName"), (#"{"a": {"pool": ["a"]}}"#, "unknownName"),
    (#"{"a": {"pool": []}}"#, "blank"),
    (#"{"b": {}, "a": {"pool": ["b"], "model": "m"}}"#, "contradiction"),
    (#"{"a": {"family": "HH"}}"#, "notAChoice"), (#"{"a": {"insecure": 1}}"#, "wrongType"),
  ])
  func `are refused where they are wrong, with the place`(engines: String, problem: String) throws {
    let error = #expect(throws: StorageError.self) { try load(engines) }
    guard case .settings(let mistake)? = error else {
      Issue.record("another error")
      return
    }
    #expect("\(mistake.problem)".hasPrefix(problem))
    guard case .file(_, 1, let column) = mistake.place else {
      Issue.record("no place")
      return
    }
    #expect(column > 10)
  }

  @Test func `have no variable, as keys do not belong into one`() {
    #expect(SettingName.engines.variable == nil)
  }
}
