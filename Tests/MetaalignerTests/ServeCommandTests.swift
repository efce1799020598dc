import Foundation
import HTTPClient
import StrictJSON
import TestSupport
import Testing

@Suite(
  "metaaligner serve", .enabled(if: BuiltProgram.isPresent, "METAALIGNER_PROGRAM is not set"),
  .timeLimit(.minutes(2)))
struct ServeCommandTests {
  /// The program while it serves, from the line that says where until it has ended.
  private static func withServer(
    _ arguments: [String] = [], environment: [String: String] = [:],
    _ body: (_ url: String) async throws -> Void
  ) async throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.path ?? "")
    process.arguments =
      ["serve", "--model", "models/default", "--port", "0", "--threads", "1", "--quiet"] + arguments
    process.environment = BuiltProgram.baseEnvironment.merging(environment) { $1 }
    process.currentDirectoryURL = URL(fileURLWithPath: SharedFolder.packageRoot)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    let url = line.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
    #expect(url.hasPrefix("http://127.0.0.1:") && url.hasSuffix("/v1"), "\(line)")
    do {
      try await body(url)
    } catch {
      process.terminate()
      throw error
    }
    process.terminate()
    process.waitUntilExit()
    return process.terminationStatus
  }

  private static func ask(
    _ url: String, _ path: String, _ body: String? = nil, key: String? = nil
  ) async throws -> (status: Int, text: String) {
    let headers = key.map { [HTTPHeader("Authorization", "Bearer \($0)", isSecret: true)] } ?? []
    let response = try await HTTPClient().send(
      HTTPRequest(
        method: body == nil ? "GET" : "POST", url: url + path, headers: headers,
        body: body.map { Array($0.utf8) }))
    let bytes = try await response.body.collect(limit: 1 << 20)
    return (response.status, String(decoding: bytes, as: UTF8.self))
  }

  @Test("aligns an answer as `align` does, and ends at SIGTERM")
  func alignment() async throws {
    let answer = "Yes. People drink it everywhere."
    let edit = try BuiltProgram.run([
      "align", "--model", "models/default", "--context", "\n\nHuman: Is tea good?\n\nAssistant:",
      "--answer", answer, "--objectives", "humour", "--max-tokens", "24", "--threads", "1",
    ])
    let status = try await Self.withServer { url in
      let body = """
        {"model":"metaaligner","messages":[{"role":"user","content":"Is tea good?"}],"max_tokens":24,
        "metaaligner":{"objectives":["humour"],"answer":"\(answer)"}}
        """
      let (status, text) = try await Self.ask(url, "/chat/completions", body)
      let document = try JSONParser.parse(Array(text.utf8))
      let message = document["choices"]?.arrayValue?.first?["message"]
      #expect(status == 200 && message?["content"]?.stringValue.map { $0 + "\n" } == edit.output)
    }
    #expect(status == 128 + SIGTERM)
  }

  @Test("asks for the key that it was given")
  func key() async throws {
    let environment = ["METAALIGNER_SERVE_KEY": "secret"]
    _ = try await Self.withServer(environment: environment) { url in
      let statuses = [
        try await Self.ask(url, "/models").status,
        try await Self.ask(url, "/models", key: "secret").status,
      ]
      #expect(statuses == [401, 200])
    }
  }

  @Test(
    "says where it cannot listen",
    arguments: [
      (["--address", "0.0.0.0"], 2, "no key"), (["--address", "here"], 2, "no address"),
      (["--key-file", "/nonexistent/key"], 2, "/nonexistent/key"),
      (["--address", "127.0.0.1", "--port", "99999"], 2, "--port"),
    ])
  func mistakes(_ arguments: [String], _ status: Int32, _ mention: String) throws {
    let result = try BuiltProgram.run(["serve", "--model", "models/default"] + arguments)
    #expect(result.status == status && result.errors.contains(mention), "\(result.errors)")
  }
}
