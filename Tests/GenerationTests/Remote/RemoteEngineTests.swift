import HTTPClient
import TestSupport
import Testing

@testable import Generation

@Suite struct `A remote engine` {
  @Test(arguments: RemoteDialect.allCases.filter(\.continuesPrompts), [1, 7, Int.max])
  func `continues a prompt as it is, with every value said`(
    dialect: RemoteDialect, pieceSize: Int
  ) async throws {
    let server = try StubEngineServer(dialect, pieceSize: pieceSize)
    let engine = try RemoteEngine(Remote.configuration(dialect, server.url), client: HTTPClient())
    let (text, summary) = try await Remote.collect(engine.stream(Remote.request))
    #expect(text == StubEngineServer.text)
    #expect(summary?.stopReason == .endOfSequence)
    #expect(summary?.promptTokens == 5)
    #expect(summary?.generatedTokens == 6)
    #expect(summary?.timeToFirstToken != nil)
    var short = Remote.request
    short.maximumTokens = 2
    let (beginning, end) = try await Remote.collect(engine.stream(short))
    #expect(beginning == "Tea is")
    #expect(end?.stopReason == .tokenLimit)
  }

  @Test(arguments: RemoteDialect.allCases)
  func `answers a dialogue`(dialect: RemoteDialect) async throws {
    let server = try StubEngineServer(dialect)
    let engine = try RemoteEngine(Remote.configuration(dialect, server.url), client: HTTPClient())
    let stream = try await engine.chat(
      ChatRequest(messages: [
        ChatMessage(role: .system, content: "Be brief."), ChatMessage(role: .user, content: "Tea?"),
      ]))
    let (text, summary) = try await Remote.collect(stream)
    #expect(text == StubEngineServer.text)
    #expect(summary?.stopReason == .endOfSequence)
  }

  @Test(arguments: [
    (RemoteDialect.llamaServer, 512), (.vllm, 2048), (.ollama, 8192), (.openAI, 4096),
    (.llamaCppPython, 4096), (.anthropic, 200_000),
  ])
  func `finds out which model there is, and how long its context is`(
    dialect: RemoteDialect, contextLength: Int
  ) async throws {
    let server = try StubEngineServer(dialect)
    var configuration = Remote.configuration(dialect, server.url + "/v1/")
    configuration.model = nil
    let engine = try await RemoteEngine.connect(configuration, client: HTTPClient())
    #expect(engine.description.contextLength == contextLength)
    #expect(engine.configuration.model == (dialect == .llamaServer ? nil : "stub"))
    #expect(try await engine.models().map(\.name) == ["stub"])
    #expect(await engine.isHealthy())
  }

  @Test(arguments: [
    (RemoteDialect.llamaServer, 9), (.vllm, 9), (.llamaCppPython, 9), (.openAI, 4), (.ollama, 4),
    (.anthropic, 4),
  ])
  func `counts tokens with the server where it can`(dialect: RemoteDialect, count: Int) async throws
  {
    let server = try StubEngineServer(dialect)
    let engine = try RemoteEngine(Remote.configuration(dialect, server.url), client: HTTPClient())
    #expect(try await engine.countTokens("Tea 日é") == count)
  }

  @Test(arguments: [RemoteDialect.openAI, .anthropic])
  func `shows its key to the server and to nobody else`(dialect: RemoteDialect) async throws {
    let server = try StubEngineServer(dialect, key: "sk-right")
    func engine(_ key: String) throws -> RemoteEngine {
      try RemoteEngine(
        Remote.configuration(dialect, server.url, key: .environment(name: "KEY")),
        client: HTTPClient(), environment: { _ in key })
    }
    let chat = ChatRequest(messages: [ChatMessage(role: .user, content: "Tea?")])
    let (text, _) = try await Remote.collect(try engine("sk-right").chat(chat))
    #expect(text == StubEngineServer.text)
    let refused = try await engine("sk-wrong").chat(chat)
    let error = await #expect(throws: GenerationError.self) { try await Remote.collect(refused) }
    guard case .remote(let problem)? = error else {
      Issue.record("another error")
      return
    }
    #expect(problem.problem == .status(401, message: "Invalid API key"))
    #expect(!"\(error as Any)".contains("sk-wrong"))
  }

  @Test func `says which prompt does not fit`() async throws {
    let server = try StubEngineServer(.llamaServer)
    let engine = try RemoteEngine(
      Remote.configuration(.llamaServer, server.url), client: HTTPClient())
    let long = GenerationRequest(prompt: String(repeating: "a", count: 600))
    await #expect(throws: GenerationError.promptTooLong(promptTokens: 600, contextLength: 512)) {
      try await Remote.collect(engine.stream(long))
    }
  }

  @Test func `does not continue a prompt where that cannot be`() async throws {
    let engine = try RemoteEngine(
      Remote.configuration(.anthropic, "http://localhost:1"), client: HTTPClient())
    let error = await #expect(throws: GenerationError.self) {
      try await Remote.collect(engine.stream(Remote.request))
    }
    guard case .remote(let problem)? = error else {
      Issue.record("another error")
      return
    }
    #expect(problem.problem == .completionUnsupported)
  }

  @Test(arguments: [
    ("ftp://h", SecretSource.none, false, RemoteProblem.invalidAddress),
    ("http://10.0.0.1", .none, false, .insecureAddress),
    ("http://10.0.0.1", .environment(name: "KEY"), true, .keyOverPlainHTTP),
    ("https://h", .environment(name: "OTHER"), false, .keyVariableUnset(name: "OTHER")),
  ])
  func `is refused where its address or its key is wrong`(
    url: String, key: SecretSource, insecure: Bool, problem: RemoteProblem
  ) {
    var configuration = Remote.configuration(.openAI, url, key: key)
    configuration.allowsInsecure = insecure
    #expect(
      throws: GenerationError.remote(
        RemoteEngineError(engine: "box", endpoint: url, problem: problem))
    ) {
      try RemoteEngine(configuration, client: HTTPClient()) { $0 == "KEY" ? "k" : nil }
    }
  }

  @Test func `takes its turn in a pool, and another's when that one is gone`() async throws {
    let servers = [try StubEngineServer(.vllm), try StubEngineServer(.vllm)]
    let client = HTTPClient()
    let engines = try servers.map {
      try RemoteEngine(Remote.configuration(.vllm, $0.url), client: client)
    }
    let pool = EnginePool(engines: engines)
    for _ in 0..<4 {
      #expect(try await Remote.collect(pool.stream(Remote.request)).text == StubEngineServer.text)
    }
    #expect(servers.map(\.requests.count) == [2, 2])
    servers[0].stop()
    for _ in 0..<3 {
      #expect(try await Remote.collect(pool.stream(Remote.request)).text == StubEngineServer.text)
    }
    #expect(servers[1].requests.count == 5)
  }
}
