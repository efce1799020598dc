import Alignment
import FlyingFox
import Foundation
import Generation
import StrictJSON
// The library for HTTP has one of its own.
import enum StrictJSON.JSONValue
import Synchronization
import Testing

@testable import AlignServer

@Suite("The server's answers")
struct RequestHandlerTests {
  private static func handler(
    policy: EchoEngine? = EchoEngine(), aligner: EchoEngine = EchoEngine(words: ["ONE", " TWO"]),
    options: AlignServerOptions = AlignServerOptions(),
    log: @escaping @Sendable (RequestLog) -> Void = { _ in }
  ) -> RequestHandler {
    let catalog = ObjectiveCatalog.builtIn
    let configuration = AlignServiceConfiguration(
      aligner: aligner, policy: policy, catalog: catalog,
      objectives: Array(catalog.objectives.prefix(1)), maximumTokens: 100,
      explain: { "\($0)" })
    return RequestHandler(
      service: AlignService(configuration: configuration), options: options,
      gate: RequestGate(
        workingLimit: options.concurrency, waitingLimit: options.queueLimit), log: log)
  }

  private static func request(
    _ path: String, _ body: String? = nil, headers: [HTTPHeader: String] = [:]
  ) -> HTTPRequest {
    HTTPRequest(
      method: body == nil ? .GET : .POST, version: .http11, path: path, query: [],
      headers: HTTPHeaders(headers), body: HTTPBodySequence(data: Data((body ?? "").utf8)))
  }

  private static func post(
    _ body: String, to handler: RequestHandler, path: String = "/v1/chat/completions"
  ) async throws -> (status: Int, document: JSONValue) {
    let response = try await handler.handleRequest(request(path, body))
    return (
      response.statusCode.code, try JSONParser.parse(Array(try await response.bodyData))
    )
  }

  private static let question =
    #""model":"metaaligner","messages":[{"role":"user","content":"Why?"}]"#

  @Test("are the policy's, aligned, with what they were before")
  func whole() async throws {
    let (policy, aligner) = (EchoEngine(), EchoEngine(words: ["ONE", " TWO"]))
    let handler = Self.handler(policy: policy, aligner: aligner)
    let (status, document) = try await Self.post("{\(Self.question)}", to: handler)
    #expect(status == 200 && document["object"] == "chat.completion")
    let choice = document["choices"]?.arrayValue?.first
    #expect(choice?["message"]?["content"] == "ONE TWO" && choice?["finish_reason"] == "stop")
    #expect(document["metaaligner"]?["original"] == "one two")
    #expect(document["metaaligner"]?["aligned"] == true)
    #expect(document["metaaligner"]?["timing"]?["policy"]?["generated_tokens"] == 2)
    #expect(document["usage"]?["total_tokens"] == 18)
    // A policy without a form of dialogues continues the text of one.
    #expect(policy.prompts == ["\n\nHuman: Why?\n\nAssistant:"])
    let objective = ObjectiveCatalog.builtIn.objectives[0]
    let expected = AlignmentRequest(
      context: "\n\nHuman: Why?\n\nAssistant:", answer: "one two", objectives: [objective])
    #expect(aligner.prompts == [expected.prompt])
  }

  @Test("come as events that end with a report")
  func streamed() async throws {
    let body = "{\(Self.question),\"stream\":true,\"stream_options\":{\"include_usage\":true}}"
    let response = try await Self.handler().handleRequest(
      Self.request("/v1/chat/completions", body))
    #expect(response.headers[.contentType]?.hasPrefix("text/event-stream") == true)
    // Lines by bytes: the library's chunks end with CR LF, which is one character.
    let events = (try await response.bodyData).split(separator: 0x0A)
      .map { String(decoding: $0, as: UTF8.self) }.filter { $0.hasPrefix("data: ") }
      .map { String($0.dropFirst(6)) }
    #expect(events.last == "[DONE]")
    let documents = try events.dropLast().map { try JSONParser.parse(Array($0.utf8)) }
    let deltas = documents.compactMap {
      $0["choices"]?.arrayValue?.first?["delta"]?["content"]?.stringValue
    }
    #expect(deltas == ["", "ONE", " TWO"])
    #expect(documents.last?["usage"]?["completion_tokens"] == 4)
    let last = documents.dropLast().last
    #expect(last?["choices"]?.arrayValue?.first?["finish_reason"] == "stop")
    #expect(last?["metaaligner"]?["original"] == "one two")
  }

  @Test("give the policy the dialogue in its own form, and the request's values")
  func chat() async throws {
    let policy = EchoEngine(canChat: true)
    let handler = Self.handler(policy: policy)
    let body = """
      {"model":"policy","messages":[{"role":"developer","content":"Be kind."},
      {"role":"user","content":[{"type":"text","text":"Why"},{"type":"text","text":"?"}]}],
      "temperature":0.5,"seed":3,"max_tokens":1,"stop":"END"}
      """
    let (_, document) = try await Self.post(body, to: handler)
    #expect(
      policy.chats == [
        ChatRequest(
          messages: [
            ChatMessage(role: .system, content: "Be kind."),
            ChatMessage(role: .user, content: "Why?"),
          ], sampling: .random(try RandomSampling(temperature: 0.5, seed: 3)), maximumTokens: 1,
          stopStrings: ["END"])
      ])
    let choice = document["choices"]?.arrayValue?.first
    #expect(choice?["message"]?["content"] == "one" && choice?["finish_reason"] == "length")
    #expect(document["metaaligner"]?["aligned"] == false)
    #expect(document["metaaligner"]?["original"]?.isNull == true)
  }

  @Test("edit for objectives that the request names, and an answer that it brings")
  func wishes() async throws {
    let aligner = EchoEngine()
    let handler = Self.handler(policy: nil, aligner: aligner)
    let wishes = #""metaaligner":{"objectives":["humour","Brevity: short"],"answer":" Given "}"#
    let (status, document) = try await Self.post("{\(Self.question),\(wishes)}", to: handler)
    #expect(status == 200 && document["metaaligner"]?["original"] == " Given ")
    #expect(
      aligner.prompts[0].contains("Brevity: short")
        && aligner.prompts[0].contains("| Answer: Given |"))
  }

  @Test("continue texts at /v1/completions")
  func text() async throws {
    let (status, document) = try await Self.post(
      #"{"model":"metaaligner","prompt":"Once"}"#, to: Self.handler(), path: "/v1/completions")
    #expect(status == 200 && document["object"] == "text_completion")
    #expect(document["choices"]?.arrayValue?.first?["text"] == "ONE TWO")
  }

  @Test(
    "say what is wrong with a request",
    arguments: [
      ("[]", 400, "no JSON object"), ("{", 400, "no JSON"), ("{}", 400, "'messages'"),
      (#"{"model":"other","messages":[{"role":"user","content":"x"}]}"#, 404, "'other'"),
      ("{\(question),\"n\":2}", 400, "'n'"),
      ("{\(question),\"temperature\":3}", 400, "'temperature'"),
      ("{\(question),\"tools\":[{}]}", 400, "tools"),
      ("{\(question),\"metaaligner\":{\"objective\":[]}}", 400, "metaaligner.objective"),
      ("{\(question),\"metaaligner\":{\"objectives\":[\"nothing\"]}}", 400, "'nothing'"),
      ("{\(question),\"metaaligner\":{\"answer\":\"x\",\"align\":false}}", 400, "not to be edited"),
      (#"{"model":"policy","messages":[{"role":"tool","content":"x"}]}"#, 400, "messages.role"),
      (
        #"{"model":"policy","messages":[{"role":"user","content":[{"type":"image_url"}]}]}"#, 400,
        "text"
      ),
    ])
  func mistakes(_ body: String, _ status: Int, _ mention: String) async throws {
    let (found, document) = try await Self.post(body, to: Self.handler())
    #expect(found == status)
    #expect(document["error"]?["message"]?.stringValue?.contains(mention) == true, "\(document)")
  }

  @Test("tell prompts that do not fit from engines that fail")
  func failures() async throws {
    let small = Self.handler(aligner: EchoEngine(contextLength: 8))
    let (status, document) = try await Self.post("{\(Self.question)}", to: small)
    #expect(status == 400 && document["error"]?["code"] == "context_length_exceeded")
    let body = "{\(Self.question),\"stream\":true}"
    let response = try await small.handleRequest(Self.request("/v1/chat/completions", body))
    let text = String(decoding: try await response.bodyData, as: UTF8.self)
    #expect(text.contains("context_length_exceeded") && !text.contains("[DONE]"))
  }

  @Test("are refused beyond what is worked on and what waits")
  func full() async throws {
    let gate = Gate()
    let ended = Gate()
    let handler = Self.handler(
      policy: EchoEngine(gate: gate), options: AlignServerOptions(concurrency: 1, queueLimit: 0)
    ) { entry in
      if entry.status == 429 { ended.open() }
    }
    async let first = Self.post("{\(Self.question)}", to: handler)
    async let second = Self.post("{\(Self.question)}", to: handler)
    await ended.wait()
    gate.open()
    let statuses: [Int] = [try await first.status, try await second.status].sorted()
    #expect(statuses == [200, 429])
    #expect(try await Self.post("{\(Self.question)}", to: handler).status == 200)
  }

  @Test("are refused where the body is too large")
  func largeBody() async throws {
    let handler = Self.handler(options: AlignServerOptions(bodyLimit: 10))
    #expect(try await Self.post("{\(Self.question)}", to: handler).status == 413)
  }

  @Test(
    "are for those with the key, and without one for this machine alone",
    arguments: [
      (nil, [:], 200), (nil, ["Host": "localhost:8017"], 200),
      (nil, ["Host": "[::1]:8017", "Origin": "http://127.0.0.1:3000"], 200),
      (nil, ["Host": "evil.example"], 403), (nil, ["Origin": "https://evil.example"], 403),
      (nil, ["Host": "127.evil.example"], 403), (nil, ["Host": "127.0.0.1.evil"], 403),
      (nil, ["Origin": "null"], 403), ("k", [:], 401), ("k", ["Authorization": "Bearer j"], 401),
      ("k", ["Authorization": "Bearer k", "Host": "host.example"], 200),
    ] as [(String?, [String: String], Int)])
  func access(_ key: String?, _ headers: [String: String], _ status: Int) async throws {
    let handler = Self.handler(options: AlignServerOptions(key: key))
    let named = Dictionary(uniqueKeysWithValues: headers.map { (HTTPHeader($0), $1) })
    let response = try await handler.handleRequest(Self.request("/v1/models", headers: named))
    #expect(response.statusCode.code == status)
  }

  @Test(
    "are 404 and 405 where there is nothing",
    arguments: [("/v1/other", 404), ("/v1/completions", 405)])
  func nothing(_ path: String, _ status: Int) async throws {
    let response = try await Self.handler().handleRequest(Self.request(path))
    #expect(response.statusCode.code == status)
  }
}

@Suite("The gate of requests")
struct RequestGateTests {
  @Test("lets those that wait in, one after another, and gives places back")
  func order() async {
    let gate = RequestGate(workingLimit: 2, waitingLimit: 8)
    let most = Mutex((now: 0, most: 0))
    let work: @concurrent @Sendable () async -> Void = {
      guard let place = await gate.enter() else { return }
      most.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
      await Task.yield()
      most.withLock { $0.now -= 1 }
      withExtendedLifetime(place) {}
    }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask(operation: work) }
    }
    #expect(most.withLock { $0.most } <= 2)
    #expect(await gate.enter() != nil)
  }

  @Test("lets nobody in whose task was cancelled while it waited")
  func cancelled() async {
    let gate = RequestGate(workingLimit: 1, waitingLimit: 1)
    let place = await gate.enter()
    let waiting = Task { await gate.enter() == nil }
    waiting.cancel()
    #expect(await waiting.value)
    withExtendedLifetime(place) {}
  }
}
